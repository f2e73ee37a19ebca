"""The Arrow schema: complete, lossless, and refused when it is another one."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

import scrapeclean
from scrapeclean import Article, Comment
from scrapeclean.batch import Failure, Outcome, Record
from scrapeclean.errors import SchemaError

pa = pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'scrapeclean[batch]'")
schema = pytest.importorskip("scrapeclean.batch.schema")

ROOT = Path(__file__).resolve().parents[1]
PAGES = [*sorted((ROOT / "examples" / "pages").glob("[flo]*")), *(ROOT / "seeds").iterdir()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_articles_come_back_as_they_were(page: Path) -> None:
    article = scrapeclean.extract(page.read_bytes(), url="https://example.org/a")
    batch = schema.to_batch([schema.to_row(article)])
    batch.validate(full=True)
    assert schema.to_batch([schema.to_row(json.loads(article.model_dump_json()))]) == batch
    (back,) = schema.articles(batch)
    assert back == article
    assert back.model_dump_json() == article.model_dump_json()


def names_of(annotation: Any) -> Any:
    """The nested field names that a pydantic annotation asks for."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = {name: field.annotation for name, field in annotation.model_fields.items()}
        names = {name: names_of(kind) for name, kind in fields.items()}
        clocks = [name for name, kind in fields.items() if datetime in (kind, *get_args(kind))]
        return names | {f"{name}_offset": None for name in clocks}
    if get_origin(annotation) is dict:
        inner = names_of(get_args(annotation)[1])
        return {"field": None, **inner} if inner else {"name": None, "version": None}
    nested = [names for each in get_args(annotation) if (names := names_of(each))]
    return nested[0] if nested else None


def names_in(kind: Any) -> Any:
    """The nested field names that an Arrow type has."""
    while pa.types.is_list(kind):
        kind = kind.value_type
    if not pa.types.is_struct(kind):
        return None
    return {member.name: names_in(member.type) for member in kind}


def test_every_field_of_the_article_and_its_parts_has_a_column() -> None:
    columns = {field.name: names_in(field.type) for field in schema.schema()}
    for name, names in names_of(Article).items():
        assert name in columns, f"Article.{name} is not in the Arrow schema: add it, new version"
        assert columns[name] == names, name


@given(st.datetimes(), st.none() | st.integers(-86399, 86399))
def test_dates_keep_their_clock_and_zone(clock: datetime, offset: int | None) -> None:
    zone = None if offset is None else timezone(timedelta(seconds=offset))
    moment = clock.replace(tzinfo=zone)
    article = Article(date_published=moment, comments=(Comment(text="so", date=moment),))
    batch = schema.to_batch([schema.to_row(article)])
    assert batch.column("date_published")[0].as_py() == clock
    (back,) = schema.articles(batch)
    assert back == article
    for found in (back.date_published, back.comments[0].date):
        assert found.utcoffset() == moment.utcoffset()


def test_failed_pages_and_carried_columns_have_their_place() -> None:
    record = Record(id="7", content="", url="https://example.org/", extra={"crawl": [3], "n": "x"})
    outcome = Outcome(record=record, failure=Failure("clean", "took too long", "timeout"))
    (row,) = schema.to_table([outcome], ["crawl", "n"]).to_pylist()
    found = {name: value for name, value in row.items() if value is not None}
    assert found == {
        "id": "7", "status": "failed", "error_step": "clean", "error_cause": "timeout",
        "error": "took too long", "url": "https://example.org/", "crawl": "[3]", "n": "x",
    }  # fmt: skip
    assert list(schema.articles(schema.to_batch([row]))) == [None]
    with pytest.raises(SchemaError, match="'title' cannot be kept"):
        schema.schema(["title"])


def test_other_batches_are_refused() -> None:
    with pytest.raises(SchemaError, match="no column 'id'"):
        list(schema.articles(pa.RecordBatch.from_pydict({"text": ["a"]})))
    batch = schema.to_batch([]).replace_schema_metadata({schema.VERSION_KEY: b"99"})
    with pytest.raises(SchemaError, match="version 99"):
        list(schema.articles(batch))
