"""What `report/figures.toml` may say, and that everything else is refused by table and key."""

from __future__ import annotations

import pytest

from vedette.errors import FigureError
from vedette.report.definitions import read_definitions

SHARE = '[part]\nlabel = "p"\nshare = {{ figure = "a", of = {{ value = {value}, unit = "barrel", why = "w"{more} }} }}'


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (SHARE.format(value=5, more=', wording = "roughly"'), r"\[part\] share of: wording must be one of"),
        (SHARE.format(value=5, more=", wording = 5"), "wording must be a text"),
        (SHARE.format(value=5, more=', wording = "between"'), "high must be a number"),
        (SHARE.format(value=5, more=', wording = "between", high = []'), "high must be a number"),
        (SHARE.format(value=5, more=', wording = "between", high = 3'), r"\[part\]"),
        (SHARE.format(value=5, more=', wording = "about"'), "wording must be a bound"),
        (SHARE.format(value="nan", more=""), "not an amount"),
        (SHARE.format(value="1e999999999", more=""), r"\[part\]"),
        (SHARE.format(value="1e99999999999999999999", more=""), "too large"),
        (SHARE.format(value="true", more=""), "value must be a number"),
        ("[a]\nlabel = 5\nsum = ['b']", "label must be"),
        ("[a]\nlabel = ''\nsum = ['b']", "label must be"),
        ("[a]\nlabel = 'a'\nsum = ['b', 'b']", "sum must be"),
        ("[a]\nlabel = 'a'\nsum = ['b']\nunion = ['c']", "2 operations"),
        ("[a]\nlabel = 'a'", "0 operations"),
        ("[a]\nlabel = 'a'\nsum = ['b']\nperiod = 'zzz'", r"\[a\]: period: 'zzz' is not a date"),
        ("[a]\nlabel = 'a'\nsum = ['b']\nas_of = '31 May'", r"\[a\]: as_of: '31 May' is not a date"),
        ("[a]\nlabel = 'a'\nsum = ['b']\ncolour = 'red'", "colour"),
        ("a = 5", r"\[a\] is not a table"),
        ("[a]\nlabel = 'a'\ncount = { what = 'rumour' }", "what must be one of"),
        ("[a]\nlabel = 'a'\ncount = { what = 'voyage', attributes = [] }", "attributes is not a table"),
        ("[a]\nlabel = 'a'\ncount = { what = 'voyage', attributes = false }", "attributes is not a table"),
        ('[a]\nlabel = "a\\u001bb"\nsum = ["b"]', r"U\+001B .* in a\.label"),
        ("[a]\nlabel = 'a'\ncount = { what = 'voyage', attributes = 5 }", "attributes is not a table"),
        ("[a]\nlabel = 'a'\nclaim = { key = ['W-1'] }", "key must be a text"),
        ("[a]\nlabel = 'a'\nrivals = { subject = 's', on = 'soon' }", "on must be a day"),
        ("a = " + "[" * 20_000, "nested"),
        ("a = " + "1" * 5_000, "too large"),
    ],
)
def test_what_is_written_wrongly_is_refused_by_table_and_key(text: str, named: str) -> None:
    with pytest.raises(FigureError, match=named):
        read_definitions(text)


def test_a_byte_order_mark_and_dates_of_every_precision_are_read() -> None:
    text = "\ufeff[a]\nlabel = 'a'\nsum = ['b']\nperiod = '2023-09/..'\nas_of = 2025-05-29"
    found = read_definitions(text)["a"]
    assert (found.period, found.as_of) == ("2023-09/..", "2025-05-29")
