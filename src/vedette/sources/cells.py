"""Cells: the text of one cell becomes a model value by the type of its column, or is refused with advice."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import TypeVar

from vedette.errors import UnreadableValueError, VedetteError
from vedette.model.amounts import parse_amount
from vedette.model.evidence import Locator
from vedette.model.facts import Direction
from vedette.model.handling import Tlp
from vedette.model.identifiers import (
    CallSign,
    CompanyImoNumber,
    IcaoAddress,
    ImoNumber,
    Inn,
    Mmsi,
    Ogrn,
    Registration,
)
from vedette.model.moments import PartialDate
from vedette.model.quantities import Wording
from vedette.model.remembered import remembered
from vedette.model.steering import steering_sign
from vedette.model.submissions import Verification
from vedette.model.tables import CellType, Column
from vedette.model.units import Unit

E = TypeVar("E", bound=enum.StrEnum)

_NUMBER = re.compile(r"[0-9]{1,3}(?:[, \u00a0\u202f][0-9]{3})*(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_LONGEST_NUMBER = 64
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIRECTION = re.compile(r"([A-Z]{2})\s*->\s*([A-Z]{2})")
_PLACE_ADVICE = (
    "write scan.pdf#page=3, photo.png#xywh=0,0,64,32 or #xywh=percent:0,0,50,25, film.mp4#t=70,80 or "
    "#t=00:01:10,00:01:20, log.bin#bytes=0-99, or the path alone"
)
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


def parse_cell(text: str, column: Column) -> object:
    """The model value that the text of a cell means; raises `UnreadableValueError`.

    Text stays as it is, character by character; of every other type, spaces around the value do not count.
    """
    _refuse_forbidden(text)
    if column.type is CellType.CHOICE:
        return _choice(text.strip(), column.choices)
    if column.type is CellType.TEXT:
        return text
    try:
        return _PARSERS[column.type](text.strip())
    except VedetteError:
        raise
    except (ValueError, ArithmeticError) as error:
        raise UnreadableValueError(
            f"{text!r} is no {column.type.value}", advice="compare with the layout's reference"
        ) from error


CellParser = Callable[[str], object]
"""What `parse_cell` does for one column."""


def parsers_of(columns: Iterable[Column]) -> dict[str, CellParser]:
    """A parser for each column by its name, which does not parse again what the column repeats."""
    return {
        one.name: _text if one.type is CellType.TEXT else remembered(partial(parse_cell, column=one))
        for one in columns
    }


def _text(text: str) -> str:
    _refuse_forbidden(text)
    return text


def _refuse_forbidden(text: str) -> None:
    sign = steering_sign(text)
    if sign:
        raise UnreadableValueError(
            f"the cell holds the control character {sign}", advice="remove it; it belongs to no text"
        )


def _choice(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise UnreadableValueError(
            f"{text!r} is not a known choice", advice="write one of: " + ", ".join(choices)
        )
    return text


def _member(kind: type[E]) -> Callable[[str], E]:
    values = tuple(member.value for member in kind)

    def parse(text: str) -> E:
        return kind(_choice(text, values))

    return parse


def _number(text: str) -> object:
    if len(text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        raise UnreadableValueError(
            f"{text!r} is not a number", advice="write digits with a point for decimals: 20000, 20,000 or 1.5"
        )
    return parse_amount(text)


def _yes_no(text: str) -> bool:
    return _choice(text, ("yes", "no")) == "yes"


def _day(text: str) -> dt.date:
    if not _DAY.fullmatch(text):
        raise UnreadableValueError(f"{text!r} is not a day", advice="write it as 2024-10-25")
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UnreadableValueError(
            f"{text!r} is not in the calendar", advice="compare with the source"
        ) from error


def _direction(text: str) -> Direction:
    found = _DIRECTION.fullmatch(text)
    if found is None:
        raise UnreadableValueError(f"{text!r} is not a direction", advice="write two country codes: KP->RU")
    return Direction(origin=_country(found[1]), destination=_country(found[2]))


@cache
def _country_codes() -> frozenset[str]:
    from babel import Locale

    territories = (str(code) for code in Locale("en").territories)
    return frozenset(code for code in territories if re.fullmatch("[A-Z]{2}", code)) - _NO_COUNTRIES


def _country(text: str) -> str:
    if text not in _country_codes():
        raise UnreadableValueError(
            f"{text!r} is not a country code",
            advice="write the two capital letters of ISO 3166-1: KP, KR, RU",
        )
    return text


def _keys(text: str) -> tuple[str, ...]:
    entries = tuple(part.strip() for part in text.split(";") if part.strip())
    doubled = next((one for one, count in Counter(entries).items() if count > 1), None)
    if doubled is not None:
        raise UnreadableValueError(f"{doubled!r} stands twice in one cell", advice="name each key once")
    return entries


def _places(text: str) -> tuple[tuple[str, Locator], ...]:
    """Path and place of each entry; whether the submission has such a file, whoever reads the table knows."""
    return tuple((path.strip(), _place(place.strip())) for path, _, place in map(_halves, _keys(text)))


def _halves(entry: str) -> tuple[str, str, str]:
    path, mark, place = entry.rpartition("#")
    return (path, mark, place) if mark else (place, "", "")


def _place(text: str) -> Locator:
    if text and not text.startswith(("page=", "xywh=", "t=", "bytes=")):
        raise UnreadableValueError(f"{text!r} locates nothing in a file", advice=_PLACE_ADVICE)
    try:
        return Locator(text)
    except UnreadableValueError as error:
        raise UnreadableValueError(error.message, advice=_PLACE_ADVICE) from error


_PARSERS: dict[CellType, Callable[[str], object]] = {
    CellType.NUMBER: _number,
    CellType.YES_NO: _yes_no,
    CellType.DAY: _day,
    CellType.DATE: PartialDate.parse,
    CellType.UNIT: Unit.parse,
    CellType.WORDING: _member(Wording),
    CellType.DIRECTION: _direction,
    CellType.KEYS: _keys,
    CellType.PLACES: _places,
    CellType.VERIFICATION: _member(Verification),
    CellType.HANDLING: Tlp.parse,
    CellType.IMO: ImoNumber.parse,
    CellType.COMPANY_IMO: CompanyImoNumber.parse,
    CellType.MMSI: Mmsi.parse,
    CellType.ICAO: IcaoAddress.parse,
    CellType.REGISTRATION: Registration.parse,
    CellType.CALL_SIGN: CallSign.parse,
    CellType.INN: Inn.parse,
    CellType.OGRN: Ogrn.parse,
    CellType.COUNTRY: _country,
}
