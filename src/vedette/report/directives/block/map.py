"""``::: {.map kind="ais_gap encounter" name="..."}``: what positions show, on a map; the words inside are its caption.

``vessel``, ``since`` and ``until`` narrow it. Without ``kind`` it shows voyages, which ``from`` and ``to`` narrow.
"""

from __future__ import annotations

from vedette.errors import ReportError, VedetteError
from vedette.model.events import EventKind
from vedette.model.identifiers import Mmsi
from vedette.report.directive import Directive, Expansion, illustration
from vedette.report.standing import Standing
from vedette.report.tables import seen
from vedette.tracks.asked import EventsAsked, VoyagesAsked


def expand(directive: Directive, standing: Standing) -> Expansion:
    """The map of the events of some kinds, or of voyages, with the tracks of few ships."""
    from vedette.report.charts import map as chart
    from vedette.report.charts.drawing.phrases import has_phrases
    from vedette.report.movement_scene import scene_of

    directive.only("name", "kind", "vessel", "since", "until", "from", "to")
    movement, days = standing.seen(where=directive.where), seen.days(directive)
    vessel = seen.vessel(directive)
    own: set[Mmsi] = set() if vessel is None else {vessel}
    try:
        if "kind" in directive.options:
            asked = [EventsAsked(kind=kind, vessel=vessel, days=days) for kind in _kinds(directive)]
            events = [one for each in asked for one in each.of(movement)]
            ships = own | {each.transmitter for one in events for each in one.sightings}
            scene = scene_of(movement, standing, events=events, ships=ships, days=days)
        else:
            options = directive.options
            question = VoyagesAsked(
                origin=options.get("from"), destination=options.get("to"), vessel=vessel, days=days
            )
            voyages = question.of(movement)
            ships = own | {one.transmitter for one in voyages}
            scene = scene_of(movement, standing, voyages=voyages, ships=ships, days=days)
    except VedetteError as error:
        raise ReportError(f"{directive.where}: {error.message}", advice=error.advice) from error
    language = standing.language if has_phrases(standing.language) else "en"
    return illustration(directive, chart.draw(scene, name=directive.option("name"), language=language))


def _kinds(directive: Directive) -> list[EventKind]:
    known = [one.value for one in EventKind]
    strange = [one for one in directive.listed("kind") if one not in known]
    if strange or not directive.listed("kind"):
        raise ReportError(
            f"{directive.where}: kind= does not know {' '.join(strange)!r}",
            advice="it knows " + ", ".join(known),
        )
    return [EventKind(one) for one in directive.listed("kind")]
