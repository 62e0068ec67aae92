"""``[name]{.figure}``: a figure in words, linked to its evidence, with a footnote that cites it.

Options: ``language`` (that of the report if not given), ``capital="yes"`` at the start of a sentence,
``as="number"`` for the number without its unit, ``note="no"`` where the sentence before has cited it.
"""

from __future__ import annotations

from vedette.errors import ReportError
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
    language = directive.options.get("language", standing.language)
    match directive.options.get("as", "words"):
        case "words":
            words = figure_in_words(figure, language)
        case "number":
            words = number_in_words(figure.quantity, language)
        case strange:
            raise ReportError(
                f"{directive.where}: as= does not know {strange!r}", advice="write words or number"
            )
    if directive.options.get("capital") == "yes":
        words = words[:1].upper() + words[1:]
    printed = span(text(words), attribute("figure", data_figure=figure.name))
    inlines = [link([printed], f"#figure-{figure.name}")]
    inlines += [
        unchecked_mark(letter) for letter in sorted({str(leaf.verification) for leaf in figure.unchecked})
    ]
    if directive.options.get("note") != "no":
        inlines.append(footnote(figure_facts(figure.derivation, standing), standing, figure=figure))
    return inlines
