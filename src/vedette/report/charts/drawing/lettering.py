"""Letters as outlines: which face draws which character, shaped, measured and broken into lines.

Lengths here are in hundredths of the letter size (em). Shaping (joined Arabic, kerning) is done by FreeType and
Raqm within matplotlib; the faces come from `vedette.report.fonts` alone, so no font of the machine is ever used.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, cast

import attrs

from vedette.errors import ReportError
from vedette.report.fonts import FACES, REGULAR, family_of

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font, GlyphIndexType

EM = 100.0
MM_PER_POINT = 25.4 / 72
ELLIPSIS = "…"
_SPACE = " "
_BREAK_AFTER = frozenset(" –—/")
_WIDE = frozenset("WF")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_SHAPING = threading.Lock()


@attrs.frozen(kw_only=True)
class Glyph:
    """One letter form: its name, and its outline as vertices with matplotlib's path codes, y pointing up."""

    name: str
    vertices: tuple[tuple[float, float], ...]
    codes: tuple[int, ...]


@attrs.frozen(kw_only=True)
class Line:
    """A shaped line of text: how far it runs, and which glyph stands where."""

    advance: float
    glyphs: tuple[tuple[Glyph, float, float], ...]


@cache
def shaped(text: str) -> Line:
    """The outlines of one line; a character without a glyph raises ReportError."""
    runs = list(_runs(text))
    if _reads_right_to_left(text):
        runs.reverse()
    placed: list[tuple[Glyph, float, float]] = []
    pen = 0.0
    with _SHAPING:
        for family, run in runs:
            advance, glyphs = _outlined(family, run)
            placed += [(glyph, pen + x, y) for glyph, x, y in glyphs]
            pen += advance
    return Line(advance=pen, glyphs=tuple(placed))


def width_mm(text: str, size: float) -> float:
    """How far a line runs, in millimetres, at ``size`` points."""
    return shaped(text).advance / EM * size * MM_PER_POINT


def line_height_mm(size: float) -> float:
    """From one baseline to the next, in millimetres."""
    return size * MM_PER_POINT * 1.28


def wrapped(text: str, size: float, *, within_mm: float, lines: int | None = None) -> tuple[str, ...]:
    """The text in lines no wider than ``within_mm``; beyond ``lines``, cut with an ellipsis.

    Breaks after spaces and hyphens and between Han, kana and Hangul where it must; a word wider than the line
    is broken.
    """
    done: list[str] = []
    line = ""
    for piece in _pieces(" ".join(text.split())):
        if not line or width_mm((line + piece).rstrip(), size) <= within_mm:
            line += piece
        else:
            done.append(line)
            line = piece
        while width_mm(line.rstrip(), size) > within_mm:
            head = _fitting(line, size, within_mm=within_mm)
            hyphen = head.rfind("-") + 1
            head = head[:hyphen] if hyphen > 1 else head
            done.append(head)
            line = line[len(head) :]
    done.append(line)
    kept = [one.strip() for one in done if one.strip()]
    if lines is None or len(kept) <= lines:
        return tuple(kept)
    return (*kept[: lines - 1], shortened(" ".join(kept[lines - 1 :]), size, within_mm=within_mm))


def shortened(text: str, size: float, *, within_mm: float) -> str:
    """The text if it fits, else its beginning with an ellipsis."""
    if width_mm(text, size) <= within_mm:
        return text
    room = within_mm - width_mm(ELLIPSIS, size)
    return _fitting(text, size, within_mm=room).rstrip(" ,;-") + ELLIPSIS


def widest_mm(texts: Sequence[str], size: float) -> float:
    """The widest of several lines; zero for none."""
    return max((width_mm(text, size) for text in texts), default=0.0)


def _fitting(text: str, size: float, *, within_mm: float) -> str:
    """The longest beginning that fits, of at least one character."""
    fits = 1
    for end in range(2, len(text) + 1):
        if width_mm(text[:end], size) > within_mm:
            break
        fits = end
    return text[:fits]


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for at, one in enumerate(text):
        cjk = unicodedata.east_asian_width(one) in _WIDE and not _is_hangul(one)
        if one in _BREAK_AFTER or cjk:
            yield text[start : at + 1]
            start = at + 1
    if start < len(text):
        yield text[start:]


def _is_hangul(character: str) -> bool:
    return "\uac00" <= character <= "\ud7a3"


def _reads_right_to_left(text: str) -> bool:
    strong = (unicodedata.bidirectional(one) for one in text)
    return next((one for one in strong if one in {"L", *_RIGHT_TO_LEFT}), "L") in _RIGHT_TO_LEFT


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Stretches of one family; a space belongs to the stretch around it, or stands alone between two."""
    run, family = "", FACES[0].family
    for one in text:
        drawn_by = family if one == _SPACE else _family(one, text)
        if drawn_by != family and run:
            yield from _without_trailing_space(family, run)
            run = ""
        family = drawn_by
        run += one
    if run:
        yield family, run


def _without_trailing_space(family: str, run: str) -> Iterator[tuple[str, str]]:
    bare = run.rstrip(_SPACE)
    if bare:
        yield family, bare
    if len(bare) < len(run):
        yield FACES[0].family, run[len(bare) :]


def _family(character: str, text: str) -> str:
    family = family_of(character)
    if family is None:
        raise ReportError(
            f"no font draws U+{ord(character):04X} ({unicodedata.name(character, 'no name')}) in {text!r}",
            advice="replace the character in the data or label that the chart prints",
        )
    return family


@cache
def _font(family: str) -> FT2Font:
    from matplotlib.ft2font import FT2Font

    face = next(one for one in FACES if one.family == family and not one.italic and one.lightest == REGULAR)
    font = FT2Font(BytesIO(face.read()))
    font.set_size(EM, 72)
    return font


def _outlined(family: str, run: str) -> tuple[float, list[tuple[Glyph, float, float]]]:
    from matplotlib.textpath import TextToPath

    font = _font(family)
    info, outlines, _ = TextToPath().get_glyphs_with_font(font, run)
    glyphs = [
        (_glyph(name, tuple(map(tuple, outlines[name][0].tolist())), tuple(outlines[name][1].tolist())), x, y)
        for name, x, y, _ in info
    ]
    ends = [
        x + _advance(font, cast("GlyphIndexType", int(name.rpartition("-")[2], 16))) for name, x, _, _ in info
    ]
    return max(ends, default=0.0), glyphs


@cache
def _glyph(name: str, vertices: tuple[tuple[float, float], ...], codes: tuple[int, ...]) -> Glyph:
    return Glyph(name=name, vertices=vertices, codes=codes)


def _advance(font: FT2Font, index: GlyphIndexType) -> float:
    from matplotlib.ft2font import LoadFlags

    return float(font.load_glyph(index, flags=LoadFlags.NO_HINTING).linearHoriAdvance) / 65536
