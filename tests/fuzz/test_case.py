"""A small case with one of its files spoilt: every command ends with a documented exit code and words.

The same mutations on every run. The quick tests ask a few hundred questions; the slow ones many more, and build.
"""

from __future__ import annotations

import random
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from vedette.cli.main import run
from vedette.model.wire import canonical
from vedette.testing.editions import built, collected, write_small_case

EXIT_CODES = {0, 1, 2, 3}
LONGEST_S = 60.0
"""Seconds of one command: far above what it takes on a busy machine, far below what nobody waits for."""

QUESTIONS = (
    ("figures",),
    ("figure", "further"),
    ("estimates", "workers.further"),
    ("about", "EXAMPLE STAR"),
    ("shown", "further"),
    ("meter", "workers.further", "--year", "2025"),
    ("issues",),
    ("doubles",),
    ("check",),
)
VALUES = (
    "1", "-1", "1.5", "nan", "-inf", "true", '""', '"x"', '" "', "[]", "{}", "[[]]", "[1, 'a', {}]", "{ en = 1 }",
    "{ en = '' }", "{ a = { b = { c = 1 } } }", "2025-02-29", "0001-01-01", "9999-12-31", "12:00:00",
    "1979-05-27T07:32:00Z",
    "99999999999999999999999", "1e400", "0x7fffffffffffffff", '"../../../etc/passwd"', '"/dev/zero"',
    '"C:\\\\x"', '"CON"',
    '"\\u0000"', '"\\u202e"', '"\\U0010ffff"', '"\\u0301"', '"e\\u0301"', '"%s{0}{x}[red]"', '"= cmd"',
    "'" + "x" * 100_000 + "'", "'" + "가" * 5000 + "'", "[" * 200 + "]" * 200, "[" * 100_000, "{a=" * 5000,
    "[" + "1," * 20_000 + "]", "9" * 5000, '"TLP:PURPLE"', '"KP"', '"further"', '["further"]',
    '"2024-13"', '"9999-12/0001-01"',
)  # fmt: skip
SCRAPS = (
    *("\0", "\ufeff", "\u2028", "\x1b[2J", "\r", "\u202e", "\x7f", "한", "𐀀"),
    *("=", "[", "]]", '"""', "'''", "#", "\\"),
)
MARKDOWN = (
    "[" * 500, "[x]{.figure}", "[further]{.figure as='nothing'}", "[further]{.nothing}", "[V-9]{.cite}",
    "::: {.range}\n:::",
    '::: {.table of="x"}\n:::', "::: {.network}\nx\n:::", "^[", "^[[further]{.figure}]", "<script>",
    "$x$", "`#x`{=typst}",
    "![a](/etc/passwd)", "![a](https://example.org/a.png)", "[a](javascript:x)", "# ", "###### deep",
    "> " * 30, "- " * 100,
    "| a |\n|---|\n| b | c |", "\0", "\x1b[2J", "\u202e", "\U000e0041", "12", "twelve", "&#0;",
    "&#xD800;", "a" * 20_000,
    "[^1]\n\n[^1]: [^1]", "[further]{.figure}" * 200, "# A {#further}\n\n# A {#further}",
    "---\na: b\n---", "\t" * 100 + "- a",
)  # fmt: skip


def spoilt_lines(text: str, chance: random.Random) -> str:
    """One line gone, twice, elsewhere, or cut; or everything after it gone."""
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[at])
        case 2:
            lines.insert(chance.randrange(len(lines)), lines.pop(at))
        case 3:
            lines[at] = lines[at][: chance.randrange(len(lines[at]))] + "\n"
        case _:
            del lines[at:]
    return "".join(lines)


def spoilt_value(text: str, chance: random.Random) -> str:
    """One value of a TOML file is another, or of another type."""
    places = [found.span(1) for found in re.finditer(r"= (.+)$", text, re.MULTILINE)]
    start, end = chance.choice(places)
    return text[:start] + chance.choice(VALUES) + text[end:]


def spoilt_key(text: str, chance: random.Random) -> str:
    """One key or table is called otherwise."""
    names = ["x", '""', '"a b"', "further", "parts", "sum", "가", '"\\u0000"', "a." * 200 + "a", "x" * 50_000]
    places = [found.span(1) for found in re.finditer(r"^\[*([\w.-]+)", text, re.MULTILINE)]
    start, end = chance.choice(places)
    return text[:start] + chance.choice(names) + text[end:]


def spoilt_letter(text: str, chance: random.Random) -> str:
    """A sign that is rarely seen, anywhere."""
    at = chance.randrange(len(text))
    return text[:at] + chance.choice(SCRAPS) + text[at + chance.randrange(2) :]


def spoilt_chapter(text: str, chance: random.Random) -> str:
    """Markdown that is wrong, forbidden or odd, on a line of its own or within one."""
    at = chance.choice([found.start() for found in re.finditer(r"\n|(?<=\w) ", text)])
    return text[:at] + chance.choice(["\n\n", " "]) + chance.choice(MARKDOWN) + text[at:]


SPOILERS: tuple[Callable[[str, random.Random], str], ...] = (
    spoilt_lines,
    spoilt_value,
    spoilt_value,
    spoilt_value,
    spoilt_key,
    spoilt_letter,
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    case = write_small_case(tmp_path_factory.mktemp("fuzz") / "case")
    collected(case)
    return case


@pytest.fixture
def case(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VEDETTE_ACTOR", "A. Tester")
    return Path(shutil.copytree(whole, tmp_path / "case"))


def ended(capsys: pytest.CaptureFixture[str], *arguments: str) -> str | None:
    """What is wrong with how a command ended; anything but a VedetteError comes out of ``run`` as it is."""
    began = time.monotonic()
    try:
        code = run([*arguments])
    except Exception as error:  # noqa: BLE001 - whatever it is, the mutation has to be told with it
        return f"{arguments[:2]}: {type(error).__name__}: {str(error)[:200]}"
    told = capsys.readouterr()
    if code not in EXIT_CODES:
        return f"{arguments[:2]}: exit code {code}: {told.err[:300]}"
    if code == 1 and not (told.out.strip() or told.err.strip()):
        return f"{arguments[:2]}: exit code 1 without a word"
    if time.monotonic() - began > LONGEST_S:
        return f"{arguments[:2]}: took {time.monotonic() - began:.0f} s"
    return None


def mutations(path: Path, seed: str, count: int) -> Iterator[tuple[str, random.Random]]:
    """The file spoilt ``count`` times, each time afresh from what it was; it is whole again afterwards."""
    text = path.read_text(encoding="utf-8")
    spoilers = (
        (spoilt_chapter, spoilt_chapter, spoilt_lines, spoilt_letter) if path.suffix == ".md" else SPOILERS
    )
    for number in range(count):
        chance = random.Random(f"{seed} {number}")  # noqa: S311 - the same mutations on every run
        spoilt = chance.choice(spoilers)(text, chance)
        path.write_bytes(spoilt.encode("utf-8", "surrogatepass"))
        yield f"{path.name} {number}", chance
    path.write_text(text, encoding="utf-8")


def bad_endings(
    case: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    name: str,
    count: int,
    asked: tuple[tuple[str, ...], ...],
) -> list[str]:
    """What ended badly, of one command for each mutation of a file of the case."""
    bad = []
    for number, (told, _) in enumerate(mutations(case / name, name, count)):
        command, *rest = asked[number % len(asked)]
        if wrong := ended(capsys, command, *rest, "--case", str(case)):
            bad.append(f"{told}: {wrong}")
    return bad


@pytest.mark.parametrize(("name", "count"), [("case.toml", 27), ("report/figures.toml", 27)])
def test_questions_of_a_case_with_a_spoilt_file_end_in_words(
    case: Path, capsys: pytest.CaptureFixture[str], name: str, count: int
) -> None:
    assert bad_endings(case, capsys, name=name, count=count, asked=QUESTIONS) == []


def test_collecting_a_spoilt_manifest_or_table_ends_in_words(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("submissions/workers/submission.toml", "submissions/ships/submission.toml"):
        assert bad_endings(case, capsys, name=name, count=6, asked=(("collect",),)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["case.toml", "report/figures.toml"])
def test_many_questions_of_a_case_with_a_spoilt_file_end_in_words(
    case: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert bad_endings(case, capsys, name=name, count=200, asked=QUESTIONS) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["workers/submission.toml", "ships/submission.toml"])
def test_collecting_many_spoilt_manifests_ends_in_words(
    case: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    asked = (("collect",), ("check",), ("issues",))
    assert bad_endings(case, capsys, name=f"submissions/{name}", count=60, asked=asked) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["case.toml", "report/figures.toml", "report/en/01-workers.md"])
def test_building_many_spoilt_cases_ends_in_words(
    case: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert bad_endings(case, capsys, name=name, count=20, asked=(("build",),)) == []


@pytest.mark.slow
def test_verifying_many_editions_whose_seal_was_spoilt_ends_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edition = built(write_small_case(tmp_path / "case")).folder
    files = [path for path in sorted(edition.rglob("*")) if path.is_file()]
    for number in range(30):
        chance = random.Random(f"edition {number}")  # noqa: S311 - the same mutations on every run
        path = chance.choice(files)
        before = path.read_bytes()
        at = chance.randrange(len(before) + 1)
        scrap = chance.choice([canonical({"a": [1]}), b"[" * 50_000, b"\0" * 10, b"\xff", b"9" * 5000, b""])
        path.write_bytes(before[:at] + scrap + before[at + chance.randrange(3) :])
        changed = path.read_bytes() != before
        assert ended(capsys, "verify", str(edition)) is None, (path.name, number)
        assert run(["verify", str(edition)]) == (1 if changed else 0)
        path.write_bytes(before)
