"""Identifiers of ships, firms, aircraft and law: parsed once, right for ever after.

Each class is a validated text. ``parse`` takes what people write ("IMO 917 9842") and raises
`UnreadableValueError` with advice; the constructor accepts the normal form only.
"""

from __future__ import annotations

import re
from typing import ClassVar, Self

import attrs

from vedette.errors import UnreadableValueError


@attrs.frozen(order=True)
class Identifier:
    """A text that follows the rule of its kind; ``value`` is the normal form."""

    value: str

    kind: ClassVar[str] = "identifier"
    form: ClassVar[re.Pattern[str]] = re.compile(r".+")
    looks_like: ClassVar[str] = "a text"

    def __attrs_post_init__(self) -> None:
        if not self.form.fullmatch(self.value):
            raise UnreadableValueError(
                f"{self.value!r} is not {self.looks_like}", advice=f"give the {self.kind} alone, as printed"
            )
        self.check()

    def check(self) -> None:
        """Raise if a check digit does not hold; kinds without one accept every well-formed value."""

    @classmethod
    def normal(cls, text: str) -> str:
        """Strip what people write around the value: spaces, hyphens, labels."""
        return text.strip()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what people write; raise `UnreadableValueError` if it is not of this kind."""
        return cls(cls.normal(text))

    def __str__(self) -> str:
        return self.value


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _refuse_digit(kind: str, value: str, expected: int, *, hint: str) -> None:
    if int(value[-1]) != expected:
        raise UnreadableValueError(
            f"{kind} {value} fails its check digit: expected {expected}, read {value[-1]}", advice=hint
        )


_SLIP = "compare with the exhibit; a transposed digit is the usual cause"


class ImoNumber(Identifier):
    """The IMO number of a ship: seven digits, the last a check digit.

    Weights 7, 6, 5, 4, 3, 2 over the first six; the sum modulo 10 is the seventh (IMO resolution A.1117(30)).
    """

    kind = "IMO number"
    form = re.compile(r"[1-9][0-9]{6}")
    looks_like = "a ship's IMO number (seven digits)"

    @classmethod
    def normal(cls, text: str) -> str:
        """Drop the label IMO, the prefix of a record id, and separators."""
        return re.sub(r"(?i)\bIMO\b|imo-vsl-|[\s:.#-]", "", text)

    def check(self) -> None:
        """Refuse a wrong check digit; tell a company number from a slip."""
        expected = _weighted(self.value, (7, 6, 5, 4, 3, 2)) % 10
        hint = _SLIP
        if company_check_digit(self.value) == int(self.value[-1]):
            hint = f"{self.value} is a well-formed IMO *company* number: put it in the company column"
        _refuse_digit("IMO", self.value, expected, hint=hint)


def company_check_digit(value: str) -> int:
    """The check digit that a company number with these first six digits carries."""
    return (11 - _weighted(value[:6], (8, 6, 4, 2, 9, 7)) % 11) % 11 % 10


class CompanyImoNumber(Identifier):
    """The IMO number of a company or registered owner: seven digits, another check digit than a ship's.

    Weights 8, 6, 4, 2, 9, 7; check = (11 - sum modulo 11) modulo 10 (IMO resolution MSC.160(78)).
    """

    kind = "IMO company number"
    form = re.compile(r"[0-9]{7}")
    looks_like = "an IMO company number (seven digits)"

    @classmethod
    def normal(cls, text: str) -> str:
        """Drop the label IMO and separators."""
        return re.sub(r"(?i)\bIMO\b|[\s:.#-]", "", text)

    def check(self) -> None:
        """Refuse a wrong check digit."""
        _refuse_digit("IMO company number", self.value, company_check_digit(self.value), hint=_SLIP)


class Mmsi(Identifier):
    """A Maritime Mobile Service Identity: nine digits as text, leading zeros kept (ITU-R M.585)."""

    kind = "MMSI"
    form = re.compile(r"[0-9]{9}")
    looks_like = "an MMSI (nine digits, leading zeros kept)"

    @classmethod
    def normal(cls, text: str) -> str:
        """Drop the label MMSI and spaces."""
        return re.sub(r"(?i)\bMMSI\b|[\s:]", "", text)

    @property
    def country_digits(self) -> str | None:
        """The three maritime identification digits of a ship station; none for other kinds of station."""
        return self.value[:3] if self.value[0] in "234567" else None


class IcaoAddress(Identifier):
    """The 24-bit ICAO address of an aircraft's transponder, six hexadecimal digits in capitals."""

    kind = "ICAO address"
    form = re.compile(r"[0-9A-F]{6}")
    looks_like = "an ICAO 24-bit address (six hexadecimal digits)"

    @classmethod
    def normal(cls, text: str) -> str:
        """Drop a leading 0x and spaces; capitals."""
        return re.sub(r"(?i)^0x|\s", "", text.strip()).upper()

    def check(self) -> None:
        """Refuse the two addresses that no aircraft can have."""
        if self.value in {"000000", "FFFFFF"}:
            raise UnreadableValueError(
                f"{self.value} is not assignable to an aircraft (ICAO Annex 10, volume III)",
                advice="leave the field empty if the address is not known",
            )


class Registration(Identifier):
    """An aircraft's nationality and registration mark, as painted (RA-82030)."""

    kind = "registration"
    form = re.compile(r"[A-Z0-9]{1,4}-?[A-Z0-9]{1,6}")
    looks_like = "an aircraft registration (RA-82030)"

    @classmethod
    def normal(cls, text: str) -> str:
        """Capitals without spaces."""
        return text.strip().upper().replace(" ", "")

    @property
    def suggested_icao(self) -> IcaoAddress | None:
        """The address that the Russian numbering suggests: 0x140000 + the five digits; else none.

        Holds for 296 of 297 RA-##### rows of one community list and 1,780 of 1,858 of another, so it
        suggests and flags, and never asserts (domain facts 1.7).
        """
        found = re.fullmatch(r"RA-([0-9]{5})", self.value)
        return IcaoAddress(f"{0x140000 + int(found[1]):06X}") if found else None


class CallSign(Identifier):
    """A radio call sign of a ship or aircraft: letters and digits in capitals, three to eight."""

    kind = "call sign"
    form = re.compile(r"[A-Z0-9]{3,8}")
    looks_like = "a call sign (three to eight letters and digits)"

    @classmethod
    def normal(cls, text: str) -> str:
        """Capitals without spaces and hyphens."""
        return re.sub(r"[\s-]", "", text).upper()


class UnLocode(Identifier):
    """A UN/LOCODE: country and place, five characters (RUVVO)."""

    kind = "UN/LOCODE"
    form = re.compile(r"[A-Z]{2}[A-Z2-9]{3}")
    looks_like = "a UN/LOCODE (two letters of the country, three of the place)"

    @classmethod
    def normal(cls, text: str) -> str:
        """Capitals without spaces."""
        return re.sub(r"\s", "", text).upper()


class Inn(Identifier):
    """A Russian taxpayer number: ten digits for a firm, twelve for a person, with one or two check digits."""

    kind = "INN"
    form = re.compile(r"[0-9]{10}|[0-9]{12}")
    looks_like = "an INN (ten digits for a firm, twelve for a person)"

    @classmethod
    def normal(cls, text: str) -> str:
        """Drop the label INN and spaces; refuse what official lists misprint, with what to do about it."""
        stripped = re.sub(r"(?i)^INN\b|[\s:]", "", text.strip())
        if re.fullmatch(r"[A-Za-z]\d{10,12}", stripped):
            raise UnreadableValueError(
                f"{stripped!r} has a letter before the digits of an INN",
                advice="record it as printed in the note, and report the slip; do not drop the letter",
            )
        if re.fullmatch(r"\d{13}|\d{15}", stripped):
            raise UnreadableValueError(
                f"{stripped} has the length of an OGRN, not of an INN",
                advice="put it in the OGRN column; official lists sometimes print one in the tax field",
            )
        return stripped

    def check(self) -> None:
        """Refuse a wrong check digit; twelve digits carry two."""
        if len(self.value) == 10:  # noqa: PLR2004 - the length of a firm's number
            digits: list[tuple[int, tuple[int, ...]]] = [(10, (2, 4, 10, 3, 5, 9, 4, 6, 8))]
        else:
            digits = [
                (11, (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)),
                (12, (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)),
            ]
        for length, weights in digits:
            head = self.value[:length]
            _refuse_digit("INN", head, _weighted(head, weights) % 11 % 10, hint=_SLIP)


class Ogrn(Identifier):
    """A Russian state registration number: thirteen digits (firm) or fifteen (sole trader).

    The last digit is the number before it modulo 11 (modulo 13 for fifteen), modulo 10.
    """

    kind = "OGRN"
    form = re.compile(r"[0-9]{13}|[0-9]{15}")
    looks_like = "an OGRN (thirteen or fifteen digits)"

    @classmethod
    def normal(cls, text: str) -> str:
        """Drop the label OGRN and spaces."""
        return re.sub(r"(?i)^OGRN\b|[\s:]", "", text.strip())

    def check(self) -> None:
        """Refuse a wrong check digit."""
        head = int(self.value[:-1])
        expected = head % (len(self.value) - 2) % 10
        _refuse_digit("OGRN", self.value, expected, hint=f"{_SLIP}; other registers use other rules")


_PARAGRAPH = re.compile(
    r"(?:S/RES/)?(?P<resolution>\d{3,4})\s*(?:\((?P<year>\d{4})\))?"
    r"(?:\s*(?:[.,]|,?\s*(?:OP|para(?:graph)?\.?|¶))\s*(?P<paragraph>\d{1,3})(?P<sub>(?:\([a-z0-9]+\))*))?",
    re.ASCII,
)


@attrs.frozen(order=True)
class ParagraphRef:
    """A resolution of the Security Council, or one of its operative paragraphs.

    Written 2397, 2397.5 or 1718.8(a)(i); ``paragraph`` is none for the resolution as a whole.
    """

    resolution: int
    paragraph: int | None = None
    sub: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2397.5", "S/RES/2397 (2017), OP 5" or "1718.8(a)(i)"; raise `UnreadableValueError`."""
        found = _PARAGRAPH.fullmatch(text.strip())
        if found is None:
            raise UnreadableValueError(
                f"{text!r} is not a paragraph reference",
                advice="write resolution.paragraph: 2397.5 or 1718.8(a)(i)",
            )
        number = found["paragraph"]
        subs = tuple(re.findall(r"\(([a-z0-9]+)\)", found["sub"] or ""))
        return cls(int(found["resolution"]), int(number) if number else None, subs)

    def __str__(self) -> str:
        if self.paragraph is None:
            return str(self.resolution)
        return f"{self.resolution}.{self.paragraph}" + "".join(f"({sub})" for sub in self.sub)
