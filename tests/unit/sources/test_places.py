from collections.abc import Callable
from typing import Any

import pytest

from vedette.errors import UnreadableValueError
from vedette.model.evidence import Citation, Exhibit, Locator, Sha256
from vedette.model.handling import FREE

Read = Callable[..., Any]

KINDS = {
    "claims.csv": "text/csv",
    "scan.pdf": "application/pdf",
    "photo #1.png": "image/png",
    "film.mp4": "video/mp4",
    "call.mp3": "application/octet-stream",
    "page.html": "text/html",
}
BESIDE = {
    path: Exhibit(
        digest=Sha256.of(path.encode()), size=100, media_type=kind, submission="s", path=path, handling=FREE
    )
    for path, kind in KINDS.items()
}


@pytest.mark.parametrize(
    ("shown_in", "expected"),
    [
        ("scan.pdf#page=3", [("scan.pdf", "page=3")]),
        ("scan.pdf", [("scan.pdf", "")]),
        ("photo #1.png#xywh=0,0,64,32", [("photo #1.png", "xywh=0,0,64,32")]),
        ("photo #1.png#xywh=percent:0,0,50,25.5", [("photo #1.png", "xywh=percent:0,0,50,25.5")]),
        ("film.mp4#xywh=0,0,64,32", [("film.mp4", "xywh=0,0,64,32")]),
        ("film.mp4#t=10,20.5", [("film.mp4", "t=10,20.5")]),
        ("call.mp3#t=00:01:10,00:01:20", [("call.mp3", "t=00:01:10,00:01:20")]),
        ("page.html#bytes=0-99", [("page.html", "bytes=0-99")]),
        (
            " scan.pdf#page=2&xywh=1,2,3,4 ; page.html ",
            [("scan.pdf", "page=2&xywh=1,2,3,4"), ("page.html", "")],
        ),
        (" ", []),
    ],
)
def test_places_in_other_files_are_cited_beside_the_row(
    read_row: Read, shown_in: str, expected: list[tuple[str, str]]
) -> None:
    outcome = read_row("claims", beside=BESIDE.values(), shown_in=shown_in)
    (fact,) = outcome.facts
    assert fact.basis.shown_in == tuple(
        Citation(BESIDE[path].digest, Locator(place)) for path, place in expected
    )
    assert fact.basis.citation == Citation(outcome.reading.exhibit.digest, Locator("row=1"))


@pytest.mark.parametrize(
    ("shown_in", "problem", "advice"),
    [
        ("scam.pdf#page=3", "no file 'scam.pdf'", "scan.pdf"),
        ("#page=3", "no file ''", "scan.pdf"),
        ("../case.toml", "no file '../case.toml'", "scan.pdf"),
        ("scan.pdf#page=0", "'page=0' locates nothing", "scan.pdf#page=3"),
        ("scan.pdf#seite=3", "'seite=3' locates nothing", "scan.pdf#page=3"),
        ("claims.csv#row=3", "'row=3' locates nothing", "scan.pdf#page=3"),
        ("photo #1.png", "'1.png' locates nothing", "scan.pdf#page=3"),
        ("photo #1.png#page=1", "pages are counted in a PDF", "compare with the file"),
        ("page.html#xywh=0,0,1,1", "no picture", "compare with the file"),
        ("photo #1.png#xywh=0,0,0,1", "locates nothing", "scan.pdf#page=3"),
        ("scan.pdf#t=1,2", "no length in time", "compare with the file"),
        ("film.mp4#t=20,10", "ends before it begins", "compare with the file"),
        ("film.mp4#t=00:01:10,70", "ends before it begins", "compare with the file"),
        ("page.html#bytes=0-100", "100 bytes", "compare with the file"),
        ("page.html#bytes=9-8", "100 bytes", "compare with the file"),
        ("scan.pdf#page=1;scan.pdf#page=1", "stands twice", "once"),
    ],
)
def test_a_place_that_no_file_of_the_submission_can_have_is_an_issue_with_advice(
    read_row: Read, shown_in: str, problem: str, advice: str
) -> None:
    issue = read_row("claims", beside=BESIDE.values(), shown_in=shown_in).issue
    assert issue.column == "shown_in"
    assert problem in issue.problem
    assert advice in issue.advice


@pytest.mark.parametrize(
    "text", ["t=1:2", "t=61:00:0", "xywh=percent:101,0,1,1", "xywh=0,0,64", "page=1&t=3"]
)
def test_a_fragment_that_is_none_locates_nothing(text: str) -> None:
    with pytest.raises(UnreadableValueError):
        Locator(text)


def test_every_layout_has_the_column(read_row: Read) -> None:
    assert "no file" in read_row("sources", shown_in="scan.pdf#page=1").issue.problem
    assert "no file" in read_row("voyages", shown_in="scan.pdf#page=1").issue.problem
