"""Chapters that no reader of Markdown should be given: so large or so nested that reading takes minutes.

Reading Markdown takes time that grows with the square of open brackets and, for closed ones in each other, with a
power of their depth: measured with pandoc 3.9, 8 in each other take 0.5 s, 14 more than 10 s, and 20,000 opened one
after the other 13 minutes. The test here takes one pass over the text. What it lets through that is slow all the
same ends by the time bound of the typesetter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from vedette.errors import ReportError

LARGEST = 2 << 20
"""Bytes of a chapter: a thousand pages, read in about 8 s."""

LONGEST_LINE = 100_000
"""Characters of a line, which a paragraph may be: thirty pages without a break."""

DEEPEST_BRACKETS = 8
"""Brackets that are open at once in a paragraph; a link in a span in a footnote has three."""

DEEPEST_BLOCKS = 20
"""Quotations, fenced divisions or list levels in each other."""

MOST_FENCES = 20
"""Runs of backticks of different length in a paragraph: each is looked for to the end by itself."""

MOST_QUOTES = 200
"""Single quotation marks that open a word in a paragraph."""

_BRACKET = re.compile(r"\\.|\]\(|[\[\])]")
_TICKS = re.compile(r"`+")
_QUOTE = re.compile(r"(?<!\w)'(?=\w)")
_QUOTED = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
_INDENT = re.compile(r"[ \t]*")
_ITEM = re.compile(r"(?:[-+*]|\(?\w{1,9}[.)])[ \t]")
_DIVISION = re.compile(r"[ \t]{0,3}:{3,}[ \t]*(\S*)")
_INDENT_STEP = 2


@attrs.define
class _Paragraph:
    """What is open in the paragraph that is being read; a blank line closes all of it."""

    brackets: int = 0
    targets: int = 0
    ticks: set[int] = attrs.field(factory=set)
    quotes: int = 0

    def meet(self, line: str) -> str | None:
        """Read a line on; what it has too much of, in words."""
        for found in _BRACKET.finditer(line):
            match found[0]:
                case "[":
                    self.brackets += 1
                case "]":
                    self.brackets = max(self.brackets - 1, 0)
                case "](":
                    self.brackets = max(self.brackets - 1, 0)
                    self.targets += 1
                case ")":
                    self.targets = max(self.targets - 1, 0)
            if self.brackets + self.targets > DEEPEST_BRACKETS:
                return f"more than {DEEPEST_BRACKETS} brackets are open at once"
        self.ticks |= {len(one) for one in _TICKS.findall(line)}
        if len(self.ticks) > MOST_FENCES:
            return f"backticks stand in more than {MOST_FENCES} different lengths in one paragraph"
        self.quotes += len(_QUOTE.findall(line))
        if self.quotes > MOST_QUOTES:
            return f"more than {MOST_QUOTES} words of one paragraph begin with a single quotation mark"
        return None


def refuse_tangles(words: str, name: str) -> None:
    """Raise `ReportError` with the chapter and the line if reading the chapter would take unreasonably long."""
    size = len(words.encode("utf-8", "surrogatepass"))
    if size > LARGEST:
        raise ReportError(
            f"{name} has {size:,} bytes; a chapter may have {LARGEST:,}", advice="divide it into chapters"
        )
    for number, found in _tangles(words):
        raise ReportError(
            f"{name}, line {number}: {found}",
            advice=r"close what is open, divide the paragraph, or write \ before a sign that is only meant as a letter",
        )


def _tangles(words: str) -> Iterator[tuple[int, str]]:
    paragraph, divisions = _Paragraph(), 0
    for number, line in enumerate(words.splitlines(), start=1):
        if len(line) > LONGEST_LINE:
            yield number, f"the line has {len(line):,} characters; a line may have {LONGEST_LINE:,}"
            return
        if not line.strip():
            paragraph = _Paragraph()
        if division := _DIVISION.match(line):
            divisions = divisions + 1 if division[1].strip(":") else max(divisions - 1, 0)
        found = _deep(line, divisions) or paragraph.meet(line)
        if found:
            yield number, found
            return


def _deep(line: str, divisions: int) -> str | None:
    """What stands too deep at the beginning of a line."""
    quoted = _QUOTED.match(line)
    if quoted and quoted[0].count(">") > DEEPEST_BLOCKS:
        return f"more than {DEEPEST_BLOCKS} quotations stand in each other"
    if divisions > DEEPEST_BLOCKS:
        return f"more than {DEEPEST_BLOCKS} divisions (:::) stand in each other"
    indent = _INDENT.match(line)
    column = len(indent[0].expandtabs(4)) if indent else 0
    if column > _INDENT_STEP * DEEPEST_BLOCKS and _ITEM.match(line.lstrip(" \t")):
        return f"a list is indented by {column} columns; it may have {DEEPEST_BLOCKS} levels"
    return None
