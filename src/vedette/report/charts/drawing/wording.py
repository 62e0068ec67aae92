"""Quantities in words, as the report prints them."""

from __future__ import annotations

from vedette.model.quantities import Quantity, Wording
from vedette.report.charts.drawing.phrases import phrases, primary_of
from vedette.report.charts.drawing.scale import figures


def in_words(quantity: Quantity, language: str) -> str:
    """A quantity with its wording and unit."""
    say = phrases(language, "words")
    unit = str(quantity.unit)
    one = quantity.nominal == 1 or (quantity.low and quantity.low.value == 1)
    if primary_of(language) == "en" and quantity.unit.over.islower() and not one:
        unit = {"person": "persons", "aircraft": "aircraft"}.get(unit, unit + "s")
    if quantity.wording is Wording.UNQUANTIFIED:
        return f"{quantity.text or unit} {say('unquantified')}"
    ends = {"low": quantity.low, "high": quantity.high}
    values = {key: figures(end.value, language) for key, end in ends.items() if end}
    if quantity.nominal is not None:
        values["value"] = figures(quantity.nominal, language)
    single = values.get("value") or values.get("low") or values.get("high")
    return say(quantity.wording.value.replace(" ", "_"), **{**values, "value": single}, unit=unit)
