"""Quantities in words: "more than 20,000 containers", "about 9 million rounds", in the reader's language.

Numbers and plurals follow CLDR (through Babel), phrases the language's table. "Exactly" is silent. Numbers
too fine to print are rounded: a low end down, a high end up, an exact value to the nearest and then "about".
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, localcontext

import attrs
from babel.lists import format_list
from babel.numbers import format_decimal

from vedette.model.figures import Derivation, Figure, Operation
from vedette.model.quantities import EXACT_DIGITS, End, Quantity, Wording
from vedette.model.units import Unit
from vedette.report.dates import date_in_words, day_in_words
from vedette.report.phrases import Phrases, Scale, phrases_of

__all__ = [
    "date_in_words",
    "day_in_words",
    "figure_in_words",
    "is_reviewed",
    "language_name",
    "number_in_words",
    "quantity_in_words",
]

MOST_LISTED = 3
"""Up to so many rival estimates are told one by one; of more, how many there are, the lowest and the highest."""

_WHOLE_FROM = Decimal(100)
_HUNDREDTH = Decimal("0.01")
_SHARE = Unit("share")
_TOLD_BY_STEPS = (Operation.CONVERSION, Operation.MODEL)
_NO_UNIT = {"other": "{n}"}


def quantity_in_words(quantity: Quantity, language: str) -> str:
    """The quantity as a phrase within a sentence; unquantified ones in the words of their source."""
    return _Speaker(phrases=phrases_of(language), unit=quantity.unit).say(quantity)


def number_in_words(quantity: Quantity, language: str) -> str:
    """The same without the unit: "more than 20,000"; a share keeps its sign."""
    unit = quantity.unit
    return _Speaker(phrases=phrases_of(language), unit=unit, bare=unit != _SHARE).say(quantity)


def figure_in_words(figure: Figure, language: str) -> str:
    """The figure's quantity; rival estimates are told side by side, never as one number.

    A conversion by several factors, or a model with scenarios, that has no bounds is told the same way, and so are
    counts that may overlap where one of them has no bounds, as "about 8,000".
    """
    node = figure.derivation
    if (
        node.operation is Operation.UNION
        and node.quantity.nominal is None
        and any(map(_is_nominal, node.inputs))
    ):
        counts = [quantity_in_words(one.quantity, language) for one in node.inputs]
        table = phrases_of(language)
        return table.phrases["overlapping"].format(counts=format_list(counts, locale=table.babel))
    told = _told_apart(node)
    if not told:
        return quantity_in_words(figure.quantity, language)
    phrases = phrases_of(language)
    words = list(dict.fromkeys(quantity_in_words(one.quantity, language) for one in told))
    if len(words) <= MOST_LISTED:
        return format_list(words, style="or", locale=phrases.babel)
    count = format_decimal(len(told), locale=phrases.babel)
    return phrases.phrases["estimates"].format(count=count, lowest=words[0], highest=words[-1])


def is_reviewed(language: str) -> bool:
    """Whether a speaker of the language has checked its phrases."""
    return phrases_of(language).reviewed


def language_name(language: str) -> str:
    """The English name of a language: "Korean" for ``ko``."""
    return str(phrases_of(language).babel.get_language_name("en"))


def _told_apart(node: Derivation) -> Sequence[Derivation]:
    """The inputs to tell side by side, from the lowest to the highest."""
    if node.operation is Operation.RIVALS:
        numbered = [one for one in node.inputs if _size(one.quantity) is not None]
        return sorted(
            numbered or node.inputs, key=lambda one: (_size(one.quantity) or Decimal(0), one.key or "")
        )
    if node.quantity.wording is Wording.UNQUANTIFIED and node.operation in _TOLD_BY_STEPS:
        return [
            one
            for one in node.inputs
            if one.operation is node.operation and not one.inputs and one.quantity.unit == node.quantity.unit
        ]
    return ()


def _is_nominal(node: Derivation) -> bool:
    return node.quantity.nominal is not None and not (node.quantity.low or node.quantity.high)


def _size(quantity: Quantity) -> Decimal | None:
    """One number to sort by: the nominal value, else the low end, else the high end."""
    if quantity.nominal is not None:
        return quantity.nominal
    end = quantity.low or quantity.high
    return end.value if end else None


@attrs.frozen(kw_only=True)
class _Speaker:
    """Says quantities of one unit in one language; ``bare`` leaves the unit out."""

    phrases: Phrases
    unit: Unit
    bare: bool = False

    def say(self, quantity: Quantity) -> str:
        low, high, nominal = quantity.low, quantity.high, quantity.nominal
        match quantity.wording:
            case Wording.UNQUANTIFIED:
                return quantity.text or self.phrases.phrases["unknown"]
            case Wording.EXACTLY | Wording.ABOUT if nominal is not None:
                return self._nominal(quantity, nominal)
            case Wording.BETWEEN | Wording.EXACTLY if low and high:
                return self.between(low, high)
            case Wording.AT_LEAST | Wording.MORE_THAN if low:
                return self._bound(quantity.wording, self._round(low.value, ROUND_FLOOR))
            case _:
                end = high or low or End(Decimal(0))
                return self._bound(quantity.wording, self._round(end.value, ROUND_CEILING))

    def _nominal(self, quantity: Quantity, nominal: Decimal) -> str:
        shown = self._round(nominal, ROUND_HALF_EVEN)
        exact = quantity.wording is Wording.EXACTLY and shown == self._scaled(nominal)
        said = self._bound(Wording.EXACTLY if exact else Wording.ABOUT, shown)
        if quantity.low and quantity.high and not self._is_shown_as(shown, quantity.low, quantity.high):
            bounds = attrs.evolve(self, bare=True).between(quantity.low, quantity.high)
            return self.phrases.phrases["qualified"].format(amount=said, bounds=bounds)
        return said

    def _is_shown_as(self, shown: Decimal, low: End, high: End) -> bool:
        """Whether both ends print as that number, so that bounds would say nothing more."""
        return all(self._round(end.value, ROUND_HALF_EVEN) == shown for end in (low, high))

    def between(self, low: End, high: End) -> str:
        first, last = self._round(low.value, ROUND_FLOOR), self._round(high.value, ROUND_CEILING)
        if first == last:
            return self._bound(Wording.EXACTLY, last)
        phrase = self.phrases.wordings[Wording.BETWEEN]
        if self._unit_comes_first(last):
            whole = phrase.whole or "{low} {high}"
            return whole.format(low=self._amount(first, None), high=self._amount(last, None))
        low_words, high_words, scale = self._range(first, last)
        number = (phrase.number or "{low} {high}").format(low=low_words, high=high_words)
        return self._with_unit(number, last, form=phrase.form, scaled=scale is not None)

    def _range(self, first: Decimal, last: Decimal) -> tuple[str, str, Scale | None]:
        """Both ends in figures; a scale word that both share stands once, after the second."""
        ours, theirs = self._scale(first), self._scale(last)
        if ours is not None and ours == theirs and ours.shared:
            return self._plain(first / ours.divisor), self._number(last), theirs
        return self._number(first), self._number(last), theirs

    def _bound(self, wording: Wording, value: Decimal) -> str:
        phrase = self.phrases.wordings[wording]
        number = (phrase.number or "{n}").format(n=self._number(value))
        amount = self._with_unit(number, value, form=phrase.form, scaled=self._scale(value) is not None)
        return (phrase.whole or "{amount}").format(amount=amount)

    def _amount(self, value: Decimal, form: str | None) -> str:
        return self._with_unit(self._number(value), value, form=form, scaled=self._scale(value) is not None)

    def _with_unit(self, number: str, value: Decimal, *, form: str | None, scaled: bool) -> str:
        if self.bare:
            return number
        pattern = self._pattern(self.unit.over, value, form=form, scaled=scaled)
        amount = pattern.format(n=number)
        if self.unit.per is None:
            return amount
        return self.phrases.units["ratio"]["other"].format(over=amount, per=self._noun(self.unit.per))

    def _pattern(self, unit: str, value: Decimal, *, form: str | None, scaled: bool) -> str:
        """The unit's pattern for a number: by case and scale word if it has one, else by plural category."""
        patterns = self.phrases.units[unit]
        category = self.phrases.category(value)
        wanted = ["scaled"] if scaled else []
        wanted += [f"{form}.{category}", f"{form}.other"] if form else []
        return next(patterns[name] for name in [*wanted, category, "other"] if name in patterns)

    def _noun(self, unit: str) -> str:
        patterns = self.phrases.units[unit]
        named = patterns.get("per") or patterns.get("one") or patterns["other"]
        return named.replace("{n}", "").strip()

    def _unit_comes_first(self, value: Decimal) -> bool:
        """Whether the unit stands before the number, as in "USD 5", where a range repeats it."""
        pattern = self._pattern(self.unit.over, value, form=None, scaled=False)
        return not self.bare and pattern.endswith("{n}")

    def _scale(self, value: Decimal) -> Scale | None:
        """The largest scale word that tells the value exactly."""
        for scale in self.phrases.scales:
            if value >= scale.first and value / scale.divisor == round(value / scale.divisor, scale.decimals):
                return scale
        return None

    def _number(self, value: Decimal) -> str:
        scale = self._scale(value)
        if scale is None:
            return self._plain(value)
        scaled = value / scale.divisor
        pattern = scale.forms.get(self.phrases.category(scaled.normalize())) or scale.forms["other"]
        return pattern.format(n=self._plain(scaled))

    def _plain(self, value: Decimal) -> str:
        return str(format_decimal(value.normalize(), locale=self.phrases.babel, decimal_quantization=False))

    def _scaled(self, value: Decimal) -> Decimal:
        return value * 100 if self.unit == _SHARE else value

    def _round(self, value: Decimal, rounding: str) -> Decimal:
        """To whole numbers from 100 on, else to hundredths; shares to tenths of a per cent.

        A number that its source gives to hundredths stays as it is.
        """
        shown = self._scaled(value)
        if self.unit == _SHARE:
            return shown.quantize(Decimal("0.1"), rounding)
        with localcontext(prec=EXACT_DIGITS):
            hundredths = shown.quantize(_HUNDREDTH, rounding)
            return (
                hundredths
                if hundredths == shown or shown < _WHOLE_FROM
                else shown.quantize(Decimal(1), rounding)
            )
