"""``[name]{.figure}``: a figure in words, linked to its evidence, with a footnote that cites it.

Options: ``language`` (that of the report if not given), ``capital="yes"`` at the start of a sentence,
``as="number"`` for the number without its unit, ``note="no"`` where the sentence before has cited it.
"""

from __future__ import annotations

from vedette.errors import ReportError
from vedette.model.figures import Figure
from vedette.model.wire import Json
from vedette.report.blocks import link, text, unchecked_mark
from vedette.report.cite import figure_facts, footnote
from vedette.report.directive import Directive
from vedette.report.standing import Standing
from vedette.report.syntax import attribute, span
from vedette.report.words import figure_in_words, number_in_words


def expand(directive: Directive, standing: Standing) -> list[Json]:
    """The figure's words, marks and footnote."""
    directive.only("language", "capital", "as", "note")
    figure = standing.figures.get(directive.argument)
    if figure is None:
        near = ", ".join(sorted(standing.figures))
        raise ReportError(f"{directive.where}: no such figure", advice=f"report/figures.toml defines {near}")
    printed = _printed(figure, directive, standing)
    inlines = [link([printed], f"#figure-{figure.name}")]
    for letter in sorted({str(leaf.verification) for leaf in figure.unchecked}):
        inlines += [{"t": "Space"}, unchecked_mark(letter)]
    if directive.chosen("note", ("yes", "no"), default="yes") == "yes":
        inlines.append(footnote(figure_facts(figure.derivation, standing), standing, figure=figure))
    return inlines


def _printed(figure: Figure, directive: Directive, standing: Standing) -> Json:
    language = directive.options.get("language", standing.language)
    as_number = directive.chosen("as", ("words", "number"), default="words") == "number"
    words = number_in_words(figure.quantity, language) if as_number else figure_in_words(figure, language)
    if directive.chosen("capital", ("yes", "no"), default="no") == "yes":
        words = words[:1].upper() + words[1:]
    named = {"lang": language} if language != standing.language else {}
    return span(text(words), attribute("figure", data_figure=figure.name, **named))
