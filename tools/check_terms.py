"""Refuse the words that ``docs/terms.md`` gives up in favour of a term.

The forbidden words are read from the last column of the tables on that page, so there is no second list.
What is exempt is written there too: code in Markdown, quotations, and lines that give a reason.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TERMS = Path("docs/terms.md")
READ = ("src/**/*.py", "src/**/*.toml", "docs/**/*.md", "examples/**/*.md", "examples/**/*.toml", "*.md")
LAST_HEADING = "Do not use"
ALLOWED = re.compile(r'terms: allow "([^"]+)": \S')
CODE_SPAN = re.compile(r"`[^`]*`")


def forbidden_words(page: str) -> dict[str, str]:
    """Map each forbidden word, in lower case, to the term that stands for it.

    A table counts when its last heading is "Do not use"; words in a cell are parted by commas.
    """
    words: dict[str, str] = {}
    reading = False
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            reading = False
        elif cells[-1] == LAST_HEADING:
            reading = True
        elif reading:
            words |= {word.strip().lower(): cells[0] for word in cells[-1].split(",") if word.strip("- ")}
    return words


def readable_lines(text: str, *, markdown: bool) -> Iterator[tuple[int, str]]:
    """Yield line numbers and lines without what is exempt; only Markdown has code and quotations."""
    fenced = False
    for number, line in enumerate(text.splitlines(), start=1):
        if markdown and line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not (markdown and (fenced or line.lstrip().startswith(">"))):
            yield number, CODE_SPAN.sub("` `", line) if markdown else line


def key(word: str) -> str:
    """A word as it is looked up: lower case, with one space where a space, hyphen or underscore parts it."""
    return re.sub(r"[\s_-]+", " ", word.strip().lower())


def offences(text: str, words: Mapping[str, str], *, markdown: bool) -> Iterator[tuple[int, str]]:
    """Yield line number and forbidden word for each use that no reason excuses, in identifiers too."""
    spelt = {key(word): word for word in words}
    any_word = "|".join(r"[\s_-]+".join(map(re.escape, known.split())) for known in spelt)
    pattern = re.compile(rf"(?<![^\W_])(?:{any_word})(?![^\W_])", re.IGNORECASE)
    lines = text.splitlines()
    for number, line in readable_lines(text, markdown=markdown):
        reasons = " ".join(lines[max(0, number - 2) : number])
        excused = {key(word) for word in ALLOWED.findall(reasons)}
        used = (key(match[0]) for match in pattern.finditer(line))
        yield from ((number, spelt[word]) for word in used if word not in excused)


def complaints(root: Path) -> list[str]:
    """Every offence below ``root``, as path, line, word and the term to use instead."""
    words = forbidden_words((root / TERMS).read_text(encoding="utf-8"))
    if not words:
        return [f"{TERMS}: no table has a last column {LAST_HEADING!r}"]
    paths = sorted({path for pattern in READ for path in root.glob(pattern)} - {root / TERMS})
    return [
        f"{path.relative_to(root).as_posix()}:{number}: {word!r} is not our word; use: {words[word]}"
        for path in paths
        if ".vedette" not in path.parts
        for number, word in offences(path.read_text(encoding="utf-8"), words, markdown=path.suffix == ".md")
    ]


if __name__ == "__main__":
    found = complaints(ROOT)
    print("\n".join(found) or "terms: every word is one of ours")
    sys.exit(bool(found))
