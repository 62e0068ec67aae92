import datetime as dt
from decimal import Decimal

import pytest

from vedette.errors import UnreadableValueError
from vedette.model.tables import CellType, Column
from vedette.sources.cells import parse_cell


def parse(text: str, kind: CellType) -> object:
    return parse_cell(text, Column(name="c", type=kind, meaning="m", choices=("lands", "departs")))


@pytest.mark.parametrize(
    ("text", "value"),
    [("20,000", "20000"), ("9 000 000", "9000000"), ("1.50", "1.50"), (" 7 ", "7"), ("0", "0")],
)
def test_a_number_is_read_exactly(text: str, value: str) -> None:
    assert parse(text, CellType.NUMBER) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["1,5", "1.000,5", "1e5", "-1", "1_000", "٣", "NaN", "12,34,567", "5 %", "9" * 65, "0x10"]
)
def test_a_number_that_can_be_misread_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValueError):
        parse(text, CellType.NUMBER)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("20240101", CellType.DAY),
        ("2024-02-30", CellType.DAY),
        ("9999-12-31", CellType.DATE),
        ("0000", CellType.DATE),
        ("Mid-Thermidor 2017", CellType.DATE),
        ("KP-RU", CellType.DIRECTION),
        ("KP->XX", CellType.DIRECTION),
        ("UN", CellType.COUNTRY),
        ("ru", CellType.COUNTRY),
        ("true", CellType.YES_NO),
        ("crash-lands", CellType.CHOICE),
        ("P1; P1", CellType.KEYS),
        ("a\x00b", CellType.TEXT),
        ("a\x1bb", CellType.TEXT),
        ("a\x9bb", CellType.TEXT),
        ("a\u202eb", CellType.TEXT),
        ("a\u2067b", CellType.TEXT),
        ("a\ud800", CellType.TEXT),
        ("WHITE", CellType.HANDLING),
        ("9179843", CellType.IMO),
    ],
)
def test_a_cell_that_does_not_follow_its_type_is_refused_with_advice(text: str, kind: CellType) -> None:
    with pytest.raises(UnreadableValueError) as refused:
        parse(text, kind)
    assert refused.value.advice


def test_every_type_of_column_has_a_reader() -> None:
    for kind in CellType:
        with pytest.raises(UnreadableValueError):
            parse("\x01", kind)
    assert parse("2024-10-25", CellType.DAY) == dt.date(2024, 10, 25)
    assert parse("P1;P2 ; ", CellType.KEYS) == ("P1", "P2")
    assert parse(" kept ", CellType.TEXT) == " kept "
