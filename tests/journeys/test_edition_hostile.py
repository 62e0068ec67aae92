"""Editions that somebody made to harm who verifies them: an exit code and words, in bounded time, and no write."""

from __future__ import annotations

import os
import shutil
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest

from vedette.backends import folder as folder_backend
from vedette.casework.verify import verify
from vedette.cli.main import run
from vedette.model.editions import PageStanding, Seal, Verification
from vedette.release import integrity, recollect, verification
from vedette.release.edition import sealed
from vedette.release.seal import read_seal, seal_of, write_seal
from vedette.testing.editions import built, bytes_of, write_small_case

CHAPTER = "case/report/en/02-method.md"
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and names of bytes are of POSIX")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(write_small_case(tmp_path_factory.mktemp("hostile") / "case")).folder


@pytest.fixture
def edition(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "place" / "edition"))


@pytest.fixture(autouse=True)
def nothing_is_written_beside_it(tmp_path: Path) -> Iterator[None]:
    yield
    assert {one.name for one in tmp_path.iterdir()} <= {"place", "outside"}


def reseal(edition: Path, change: Callable[[Seal], Seal] = lambda seal: seal) -> None:
    """Seal what stands in the folder now, every digest afresh, as somebody who knows the program can."""
    seal = change(read_seal((edition / "edition.json").read_bytes()))
    data = bytes_of(edition)
    files = {name: sealed(data[name]) if name in data else one for name, one in seal.content.files.items()}
    renderings = {name: sealed(data[name]) if name in data else one for name, one in seal.renderings.items()}
    content = attrs.evolve(seal.content, files=files)
    again = seal_of(content, custody=seal.custody, renderings=renderings, tools=seal.tools)
    (edition / "edition.json").write_bytes(write_seal(again))


def told(found: Verification) -> set[tuple[str, str]]:
    assert found.exit_code == 1
    assert all(one.where.isprintable() and one.found.isprintable() for one in found.faults)
    return {(one.what, one.where) for one in found.faults}


def with_page(edition: Path, name: str, content: bytes) -> Verification:
    """The edition with a page source that says something else, sealed again, verified."""
    (edition / name).write_bytes(content)
    reseal(edition)
    return verify(edition)


def test_a_file_in_place_of_a_folder_ends_with_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "outside").write_bytes(b"x")
    assert run(["verify", str(tmp_path / "outside")]) == 1
    assert "is no folder" in capsys.readouterr().err


def test_an_empty_folder_has_no_seal(tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    assert told(verify(tmp_path / "place")) == {("seal", "edition.json")}


@pytest.mark.parametrize(
    "name", ["../outside", "/etc/passwd", "case/../../../outside", "a/./b", "", "x" * 5000]
)
def test_a_seal_that_names_what_is_no_file_of_the_folder_finds_it_missing(
    name: str, edition: Path, tmp_path: Path
) -> None:
    (tmp_path / "outside").write_bytes(b"secret")
    file = sealed(b"secret")
    reseal(edition, lambda seal: attrs.evolve(seal, renderings={**seal.renderings, name: file}))
    assert ("file missing", name) in told(verify(edition))


@on_posix
@pytest.mark.parametrize("target", ["/dev/zero", "/etc/passwd", "report.pdf", "missing", "../edition"])
@pytest.mark.parametrize("name", ["report.html", "edition.json", "custody.jsonl", "case/submissions/ships"])
def test_a_link_is_never_followed(edition: Path, target: str, name: str) -> None:
    place = edition / name
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink()
    place.symlink_to(target)
    assert any(where.startswith(name) for _, where in told(verify(edition)))


@on_posix
@pytest.mark.parametrize("name", ["report.html", "edition.json", "custody.jsonl", "case/case.toml", "new"])
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(edition: Path, name: str) -> None:
    (edition / name).unlink(missing_ok=True)
    os.mkfifo(edition / name)
    assert name in {where for _, where in told(verify(edition))}


@on_posix
def test_names_that_are_no_text_are_told_by_number(edition: Path) -> None:
    os.mkdir(os.fsencode(edition) + b"/\xff\x1b[2J")  # noqa: PTH102 - a name of bytes
    assert ("file added", r"\udcff\x1b[2J") in told(verify(edition))
    renamed = os.fsencode(edition.parent) + b"/\xff"
    os.rename(edition, renamed)  # noqa: PTH104 - a name of bytes
    assert run(["verify", os.fsdecode(renamed)]) == 1


@pytest.fixture
def deep(edition: Path) -> Iterator[Path]:
    """The edition with folders in each other, which are taken away one by one: removing them at once is recursion."""
    places = [os.open(edition, os.O_RDONLY)]
    for _ in range(1200):
        os.mkdir("d", dir_fd=places[-1])
        places.append(os.open("d", os.O_RDONLY, dir_fd=places[-1]))
        if len(places) > 2:
            os.close(places.pop(-2))
    os.close(places.pop())
    yield edition
    for depth in range(1200, 0, -1):
        (edition / "/".join("d" * depth)).rmdir()
    os.close(places.pop())


@on_posix
def test_folders_more_than_a_thousand_deep_are_listed(deep: Path) -> None:
    [(what, where)] = told(verify(deep))
    assert what == "file added"
    assert where.startswith("d/d/d/")


def test_of_many_files_that_were_added_the_first_thousand_are_told(edition: Path) -> None:
    for number in range(1500):
        (edition / f"x{number}").touch()
    (edition / "report.pdf").unlink()
    found = verify(edition)
    assert len(found.faults) == integrity.MOST_FAULTS + 2
    assert {("file added", "and more"), ("file missing", "report.pdf")} <= told(found)


def test_more_files_than_are_listed_is_a_fault(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_backend, "MOST_FILES", 10)
    assert ("folder unreadable", ".") in told(verify(edition))


def test_a_file_much_larger_than_sealed_is_not_read_to_its_end(edition: Path) -> None:
    with (edition / "report.html").open("r+b") as stream:
        stream.truncate(1 << 40)
    assert told(verify(edition)) == {("file changed", "report.html")}


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        (b"x" * (10 << 20), "custody.jsonl line 1"),
        (b"[" * 100_000, "custody.jsonl line 1"),
        (b"\n" * 100_000, "and more"),
        (b'{"number": NaN}\n', "custody.jsonl line 1"),
        (b'{"number": ' + b"9" * 100_000 + b"}", "custody.jsonl line 1"),
        (b'"\\ud800"\n', "custody.jsonl line 1"),
    ],
    ids=["one line", "nested", "empty lines", "NaN", "huge number", "half a character"],
)
def test_a_sealed_custody_log_of_anything_is_read_in_bounded_memory(
    edition: Path, lines: bytes, where: str
) -> None:
    (edition / "custody.jsonl").write_bytes(lines)
    reseal(edition)
    tracemalloc.start()
    try:
        found = verify(edition)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert ("custody entry unreadable", where) in told(found)
    assert peak < 2 * integrity.LARGEST_SEAL


def test_a_seal_of_too_many_values_is_not_read(edition: Path) -> None:
    (edition / "edition.json").write_bytes(b'{"form":[' + b"[]," * 5_000_000 + b"[]]}")
    [fault] = verify(edition).faults
    assert fault.found == "edition.json holds more than 4,000,000 values"


@pytest.mark.parametrize("name", ["case/case.toml", "case/report/figures.toml"])
@pytest.mark.parametrize(
    "content",
    [
        b"a = " + b"[" * 100_000,
        b"a = " + b"{b=" * 100_000,
        b"a" + b".a" * 20_000 + b" = 1",
        b"a = " + b"9" * 10_000,
        b"a = nan",
        b"a = 1\na = 2",
        b"\xff\xfe",
        b"\0",
        b"",
    ],
    ids=["lists", "tables", "keys", "number", "nan", "twice", "latin", "nul", "nothing"],
)
def test_page_sources_of_anything_are_a_fault(edition: Path, name: str, content: bytes) -> None:
    assert told(with_page(edition, name, content))


@pytest.mark.parametrize("content", [b"[" * 20_000, b">" * 300 + b"a", b"- " * 300 + b"a", b"\xff", b""])
def test_chapters_of_anything_are_a_fault(edition: Path, content: bytes) -> None:
    found = with_page(edition, CHAPTER, content)
    assert told(found)
    assert found.pages is not PageStanding.SAME


def test_page_sources_that_are_too_large_are_a_fault(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "LARGEST_SOURCES", 1000)
    [fault] = verify(edition).faults
    assert "the page sources have more than 1,000 bytes" in fault.found


def test_a_manifest_that_is_too_large_is_a_fault(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recollect, "LARGEST_MANIFEST", 100)
    [fault] = verify(edition).faults
    assert "submission.toml has more than 100 bytes" in fault.found
