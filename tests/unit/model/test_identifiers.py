from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import imo
from stdnum.ru import inn, ogrn

from vedette.errors import UnreadableValueError
from vedette.model.identifiers import (
    CompanyImoNumber,
    IcaoAddress,
    Identifier,
    ImoNumber,
    Inn,
    Mmsi,
    Ogrn,
    ParagraphRef,
    Registration,
)

SHIPS = ["9179842", "8517839", "9358010", "9161003", "8514306", "9036387"]
FIRMS = ["5906931", "6016988", "6246853", "6183435", "1618475"]


@pytest.mark.parametrize("number", SHIPS)
def test_the_ships_of_the_route_have_good_numbers(number: str) -> None:
    assert ImoNumber.parse(f"IMO {number[:3]} {number[3:]}").value == number


@pytest.mark.parametrize("number", FIRMS)
def test_a_company_number_is_good_and_is_no_ship(number: str) -> None:
    assert CompanyImoNumber.parse(number).value == number
    with pytest.raises(UnreadableValueError) as refused:
        ImoNumber.parse(number)
    assert "company" in refused.value.advice


def test_a_wrong_check_digit_is_named() -> None:
    with pytest.raises(UnreadableValueError, match="expected 9, read 8"):
        ImoNumber.parse("9074728")


@given(st.from_regex(r"[1-9][0-9]{6}", fullmatch=True))
def test_ship_numbers_agree_with_another_implementation(text: str) -> None:
    assert _reads(ImoNumber, text) == imo.is_valid(text)


@given(st.from_regex(r"[0-9]{10}|[0-9]{12}", fullmatch=True))
def test_taxpayer_numbers_agree_with_another_implementation(text: str) -> None:
    assert _reads(Inn, text) == inn.is_valid(text)


@given(st.integers(0, 9), st.integers(10**11, 10**12 - 1))
def test_registration_numbers_hold_their_check_digit(digit: int, head: int) -> None:
    assert _reads(Ogrn, f"{head}{digit}") == (head % 11 % 10 == digit)


@pytest.mark.parametrize("number", ["1117746641572", "1067761638240", "1217700121737", "1053001124483"])
def test_the_registration_numbers_of_the_lists_are_good_here_and_elsewhere(number: str) -> None:
    assert Ogrn.parse(number).value == number
    assert ogrn.is_valid(number)


@pytest.mark.parametrize("number", ["9701173086", "3025037914", "7702059030", "2508064833", "7708591995"])
def test_the_taxpayer_numbers_of_the_lists_are_good(number: str) -> None:
    assert Inn.parse(number).value == number


def test_a_registration_number_in_the_tax_field_is_told_where_to_go() -> None:
    with pytest.raises(UnreadableValueError) as refused:
        Inn.parse("1053001124483")
    assert "OGRN column" in refused.value.advice


def test_a_letter_before_a_taxpayer_number_is_not_dropped() -> None:
    with pytest.raises(UnreadableValueError, match="letter before"):
        Inn.parse("I781400896256")


@pytest.mark.parametrize(
    ("mark", "address"), [("RA-82030", "15406E"), ("ra-76502", "152AD6"), ("RA-64530", "14FC12")]
)
def test_a_russian_registration_suggests_its_address(mark: str, address: str) -> None:
    assert Registration.parse(mark).suggested_icao == IcaoAddress(address)


def test_other_registrations_suggest_nothing() -> None:
    assert Registration.parse("P-632").suggested_icao is None


def test_an_mmsi_keeps_its_leading_zeros_and_country() -> None:
    assert Mmsi.parse("MMSI 002731234").value == "002731234"
    assert Mmsi.parse("002731234").country_digits is None
    assert Mmsi.parse("273312340").country_digits == "273"


@pytest.mark.parametrize("kind", [ImoNumber, CompanyImoNumber, Mmsi, Inn, Ogrn])
def test_digits_of_other_scripts_are_refused(kind: type[Identifier]) -> None:
    assert not _reads(kind, "٩١٧٩٨٤٢")
    assert not _reads(kind, "９１７９８４２")


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("2397.5", "2397.5"),
        ("S/RES/2397 (2017), OP 5", "2397.5"),
        ("1718.8(a)(i)", "1718.8(a)(i)"),
        ("2397", "2397"),
    ],
)
def test_a_paragraph_reads_in_the_ways_that_people_write_it(text: str, normal: str) -> None:
    assert str(ParagraphRef.parse(text)) == normal


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_with_advice(text: str) -> None:
    for kind in (ImoNumber, CompanyImoNumber, Mmsi, IcaoAddress, Registration, Inn, Ogrn):
        with contextlib.suppress(UnreadableValueError):
            assert kind.parse(kind.parse(text).value).value == kind.parse(text).value


def _reads(kind: type[Identifier], text: str) -> bool:
    try:
        kind.parse(text)
    except UnreadableValueError:
        return False
    return True
