from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import attrs
import pytest

from vedette.casework.answers import plain
from vedette.errors import CaseError
from vedette.model.editions import PageStanding
from vedette.model.evidence import Sha256
from vedette.model.moments import PartialDate
from vedette.model.quantities import Quantity
from vedette.model.units import Unit


@attrs.frozen(kw_only=True)
class Answer:
    name: str | None
    rows: tuple[str, ...] = ()
    pages: PageStanding = PageStanding.SAME


def test_every_field_is_there_also_an_empty_one() -> None:
    assert plain(Answer(name=None)) == {"name": None, "rows": [], "pages": "same bytes"}


def test_values_of_the_model_become_what_json_holds() -> None:
    given = {
        "on": dt.date(2017, 9, 24),
        "when": PartialDate.parse("2017-09"),
        "exhibit": Sha256("0" * 64),
        "share": Decimal("0.50"),
        "count": Quantity.more_than(20_000, Unit("container")),
        "is_held": True,
        "some": frozenset({"b", "a"}),
    }
    assert json.loads(json.dumps(plain(given))) == {
        "on": "2017-09-24",
        "when": "2017-09",
        "exhibit": "0" * 64,
        "share": "0.5",
        "count": {
            "wording": "more than",
            "unit": "container",
            "low": {"value": "20000", "closed": False},
        },
        "is_held": True,
        "some": ["a", "b"],
    }


def test_a_value_without_a_form_in_json_is_refused() -> None:
    with pytest.raises(CaseError, match="object has no form"):
        plain(object())
