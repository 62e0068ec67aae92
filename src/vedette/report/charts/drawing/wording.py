"""Quantities in words as the report prints them, and the mark of what is told without a number."""

from __future__ import annotations

from vedette.model.quantities import Quantity, Wording
from vedette.report.charts.drawing.phrases import phrases
from vedette.report.words import quantity_in_words


def in_words(quantity: Quantity, language: str) -> str:
    """A quantity with its wording and unit; one without a number says so: "jamming equipment (unquantified)"."""
    words = quantity_in_words(quantity, language)
    if quantity.wording is Wording.UNQUANTIFIED and quantity.text:
        return phrases(language, "words")("unquantified", text=words)
    return words
