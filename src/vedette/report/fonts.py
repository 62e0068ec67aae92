"""Which font file draws which script, which characters have a glyph, and the small fonts a page carries.

The fonts come as packages (SIL Open Font Licence 1.1): Noto Sans for Latin, Greek and Cyrillic, Noto Sans CJK
for Hangul, Han and kana, Noto Sans Arabic. The first family of ``FAMILIES`` that has a character draws it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from io import BytesIO

import attrs
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from vedette.errors import ReportError, ToolMissingError
from vedette.model.steering import REORDERING
from vedette.model.wire import Json
from vedette.report.syntax import INLINE_TEXT, nodes, words_of

FAMILIES = ("Noto Sans", "Noto Sans CJK TC", "Noto Sans Arabic")

UNPRINTABLE = frozenset({"Cc", "Cs", "Co", "Cn"})
"""Unicode categories that no report prints, glyph or not: control, surrogate, private, unassigned."""

FEATURES: tuple[str, ...] = ("ccmp", "fina", "init", "isol", "kern", "locl", "mark", "medi", "mkmk", "rlig")
"""The OpenType features that a page needs: joined Arabic letters, accents, kerning, forms by language."""

REGULAR, BOLD = 400, 700
_SHOWN_AROUND = 20
_SHOWN_AT_MOST = 8


@attrs.frozen(kw_only=True)
class Face:
    """One font file: its package and path, family, style, and the weights it holds."""

    package: str
    path: str
    family: str
    italic: bool = False
    lightest: int = REGULAR
    heaviest: int = BOLD

    @property
    def file_name(self) -> str:
        """A name for the file without folders or brackets."""
        return self.path.rpartition("/")[2].replace("[wdth,wght]", "-Variable")

    def read(self) -> bytes:
        """The file as its package ships it."""
        try:
            return resources.files(self.package).joinpath(self.path).read_bytes()
        except (ModuleNotFoundError, FileNotFoundError) as error:
            raise ToolMissingError(
                f"the font {self.path} is not installed", advice="install Vedette's dependencies again"
            ) from error


FACES = (
    Face(package="fontpkg_noto_sans", path="files/NotoSans[wdth,wght].ttf", family=FAMILIES[0]),
    Face(
        package="fontpkg_noto_sans",
        path="files/NotoSans-Italic[wdth,wght].ttf",
        family=FAMILIES[0],
        italic=True,
    ),
    Face(
        package="cvttf_NotoSansCJK_Regular",
        path="NotoSansCJKtc-Regular.otf",
        family=FAMILIES[1],
        heaviest=REGULAR,
    ),
    Face(package="cvttf_NotoSansCJK_Bold", path="NotoSansCJKtc-Bold.otf", family=FAMILIES[1], lightest=BOLD),
    Face(package="fontpkg_noto_sans_arabic", path="files/NotoSansArabic[wdth,wght].ttf", family=FAMILIES[2]),
)


@attrs.frozen(kw_only=True)
class SmallFont:
    """A face cut down to the characters of one page, as WOFF."""

    face: Face
    woff: bytes


def font_files() -> Mapping[str, bytes]:
    """All font files by name, as Typst takes them."""
    return {face.file_name: face.read() for face in FACES}


@cache
def _characters(face: Face) -> frozenset[str]:
    with TTFont(BytesIO(face.read()), lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap() or {}))


@cache
def family_of(character: str) -> str | None:
    """The family that draws a character, or None if it has no glyph, or may not be printed."""
    if character in REORDERING or unicodedata.category(character) in UNPRINTABLE:
        return None
    drawn_by = (face.family for face in FACES if not face.italic and character in _characters(face))
    return next(drawn_by, None)


def check_glyphs(blocks: Sequence[Json], frame: Mapping[str, str]) -> None:
    """Refuse a document with a character that no font draws.

    ``frame`` are the texts outside the blocks by what they are. The ReportError names each character and
    where it stands: chapter, paragraph number and the words around it.
    """
    missing = [
        *(line for name, text in frame.items() for line in _missing(text, name)),
        *(line for place, text in _placed(blocks) for line in _missing(text, place)),
    ]
    if missing:
        more = f"; and {len(missing) - _SHOWN_AT_MOST} more" if len(missing) > _SHOWN_AT_MOST else ""
        raise ReportError(
            f"no font draws {'; '.join(missing[:_SHOWN_AT_MOST])}{more}",
            advice="replace the character, or add a font that has it to vedette.report.fonts",
        )


def _missing(text: str, place: str) -> list[str]:
    return [
        f"{_named(one)} in {place}, near {text[max(0, at - _SHOWN_AROUND) : at + _SHOWN_AROUND]!r}"
        for at, one in enumerate(text)
        if family_of(one) is None
    ]


def _named(character: str) -> str:
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'no name')})"


def _placed(blocks: Sequence[Json]) -> Iterable[tuple[str, str]]:
    """Each text of the document with where it stands."""
    chapter = "the opening"
    for block in blocks:
        if block["t"] == "Header":
            chapter = f"chapter {words_of(block['c'][2])!r}"
        number = ""
        for node in nodes(block):
            if node["t"] == "Span" and "para-number" in node["c"][0][1]:
                number = f", paragraph {words_of(node['c'][1])}"
            if node["t"] in INLINE_TEXT:
                text = node["c"] if node["t"] == "Str" else node["c"][1].replace("\n", " ").replace("\t", " ")
                yield chapter + number, text


def small_fonts(text: str) -> list[SmallFont]:
    """The faces that ``text`` needs, each with its own characters only, the same bytes every time."""
    wanted = {family: "".join(sorted({c for c in text if family_of(c) == family})) for family in FAMILIES}
    return [
        SmallFont(face=face, woff=_cut(face, wanted[face.family])) for face in FACES if wanted[face.family]
    ]


@cache
def _cut(face: Face, characters: str) -> bytes:
    options = subset.Options(flavor="woff", recalc_timestamp=False, notdef_outline=True)
    options.layout_features = list(FEATURES)
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx", "DSIG", "STAT", "MVAR"]
    font = TTFont(BytesIO(face.read()), lazy=True, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters)
    cutter.subset(font)
    if "fvar" in font:
        font = instancer.instantiateVariableFont(font, {"wdth": 100, "wght": (REGULAR, BOLD)})
    font.flavor = "woff"
    out = BytesIO()
    font.save(out)
    return out.getvalue()
