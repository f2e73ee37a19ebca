"""Where the command's articles go: standard output, one file, or a folder with a file for each."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import BinaryIO, NamedTuple

from .article import Article
from .draft import draft


class RunError(Exception):
    """The command as a whole cannot do what it was asked; the message says why."""


class Format(NamedTuple):
    """How articles are written."""

    suffix: str
    """Of the files it makes."""
    alone: Callable[[Article], str]
    """An article that has its output for itself."""
    among: Callable[[str, Article], str]
    """One of several in the same output, with the name of its file."""


def _text(article: Article) -> str:
    return article.text + "\n" if article.text else ""


def _comment(name: str) -> str:
    return f"<!-- {printable(name).replace('--', '- -')} -->\n"


FORMATS = {
    "json": Format(
        ".json",
        lambda article: article.model_dump_json(indent=2) + "\n",
        lambda _, article: article.model_dump_json() + "\n",
    ),
    "text": Format(
        ".txt",
        _text,
        lambda name, article: f"==> {printable(name)} <==\n{_text(article)}\n",
    ),
    "markdown": Format(
        ".md",
        Article.to_markdown,
        lambda name, article: f"{_comment(name)}\n{article.to_markdown()}\n",
    ),
    "html": Format(
        ".html",
        Article.to_html,
        lambda name, article: _comment(name) + article.to_html(),
    ),
}

Write = Callable[[str, Article], None]


class Output:
    """The place for the articles of `files`.

    Args:
        files: the names of the pages; ``-`` is standard input.
        out: a file; a folder, if it exists as one or ends in a slash; None or ``-`` for standard
            output.
        form: how they are written.

    Raises:
        RunError: two pages would get the same file, or an input would be overwritten.
    """

    def __init__(self, files: Sequence[str], out: str | None, form: Format) -> None:
        out = None if out == "-" else out
        self._out, self._form = out, form
        self._many = len(files) > 1
        self._targets: dict[str, str] = {}
        if out is None:
            return
        if out.endswith(("/", os.sep)) or os.path.isdir(out):
            self._targets = _targets(files, out, form.suffix)
        refuse_inputs(self._targets.values() or [out], files)

    @contextmanager
    def opened(self) -> Iterator[Write]:
        """What takes the articles, one by one. A file gets its name only when it is complete."""
        shared: BinaryIO | None = None

        def to_stdout(name: str, article: Article) -> None:
            write_stdout(self._render(name, article))

        def to_folder(name: str, article: Article) -> None:
            os.makedirs(os.path.dirname(self._targets[name]), exist_ok=True)
            with draft(self._targets[name]) as file:
                file.write(self._form.alone(article).encode())

        def to_file(name: str, article: Article) -> None:
            nonlocal shared
            if shared is None:  # opened late: no article, no file
                shared = stack.enter_context(draft(self._out or ""))
            shared.write(self._render(name, article).encode())

        with ExitStack() as stack:
            yield to_folder if self._targets else to_file if self._out else to_stdout

    def _render(self, name: str, article: Article) -> str:
        return self._form.among(name, article) if self._many else self._form.alone(article)


def _targets(files: Sequence[str], folder: str, suffix: str) -> dict[str, str]:
    """The output file of each page."""
    owners: dict[str, str] = {}
    for name in files:
        stem = "stdin" if name == "-" else os.path.splitext(os.path.basename(name))[0]
        target = os.path.join(folder, stem + suffix)
        if target in owners:
            raise RunError(
                f"{owners[target]} and {name} would both be written to {target}: "
                "clean them one after the other, into different folders"
            )
        owners[target] = name
    return {name: target for target, name in owners.items()}


def refuse_inputs(targets: Iterable[str], files: Sequence[str]) -> None:
    """Keep the pages from being overwritten.

    Raises:
        RunError: one of the targets is one of them.
    """
    inputs = {os.path.realpath(name) for name in files if name != "-"}
    for target in targets:
        if os.path.realpath(target) in inputs:
            raise RunError(f"{target} is also an input: choose another place for the output")


def write_stdout(text: str) -> None:
    """Always UTF-8, whatever the terminal's settings: the output is data."""
    sys.stdout.buffer.write(text.encode())


def silence_stdout() -> None:
    """What is still buffered cannot be written: the interpreter's last flush shall not complain."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def printable(text: str) -> str:
    """On one line, and nothing in it that a terminal would obey."""
    return "".join(char if char.isprintable() else "?" for char in text)
