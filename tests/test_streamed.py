"""Late pieces of a streamed page go to their holes, and only there."""

from __future__ import annotations

import pytest

from scrapeclean import Cleaner


def shown(page: str) -> list[str]:
    document = Cleaner().segment(f"<body>{page}</body>")
    return [block.text for block in document.blocks if block.text and not block.hidden]


def test_a_piece_stands_in_its_hole() -> None:
    page = (
        '<p>one</p><template id="B:0"></template><p>four</p>'
        '<div hidden id="S:1"><p>three</p></div>'
        '<div hidden id="S:0"><p>two</p><template id="P:1"></template></div>'
    )
    assert shown(page) == ["one", "two", "three", "four"]


@pytest.mark.parametrize("page", [
    '<p>one</p><div hidden id="S:0"><p>two</p></div>',
    '<p>one</p><div hidden id="S:0"><p>two</p><template id="B:0"></template></div>',
    '<p>one</p><div id="S:0x" hidden><p>two</p></div><template id="B:0x"></template>',
])  # fmt: skip
def test_a_piece_without_a_hole_outside_itself_stays_hidden(page: str) -> None:
    assert shown(page) == ["one"]


def test_pieces_that_hold_each_other_end() -> None:
    page = (
        '<p>one</p><div hidden id="S:0"><p>two</p><template id="P:1"></template></div>'
        '<div hidden id="S:1"><p>three</p><template id="P:0"></template></div>'
    )
    assert "one" in shown(page)


def test_a_long_chain_of_pieces_is_read_as_far_as_a_page_nests() -> None:
    chain = "".join(
        f'<div hidden id="S:{at:x}"><p>{at}</p><template id="P:{at + 1:x}"></template></div>'
        for at in range(3000)
    )
    document = Cleaner().segment(f'<body><template id="B:0"></template>{chain}</body>')
    assert [block.text for block in document.blocks if block.text] == [str(n) for n in range(3000)]
    assert 200 < max(container.depth for container in document.containers) < 300
