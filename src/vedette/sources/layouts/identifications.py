"""Identifications: an object shown somewhere is compared, feature by feature, with a reference."""

from __future__ import annotations

from collections.abc import Mapping

from vedette.model.facts import Basis, Confidence, Observation, ObservationKind
from vedette.model.tables import CellType, Column, TableLayout
from vedette.sources.columns import TELLING, WHEN, actors, attributes, observation, spots

_FEATURES = ("object", "feature", "reference", "observed", "alternative", "confidence", "shown_on")


def _read(row: Mapping[str, object], basis: Basis) -> tuple[Observation, ...]:
    told = observation(
        row,
        basis,
        what=ObservationKind.IDENTIFICATION,
        actors=actors(row, "examiner"),
        spots=spots(row, place="at"),
        attributes=attributes(row, *_FEATURES),
    )
    return (told,)


LAYOUT = TableLayout(
    name="identifications",
    title="Identifications of objects by their features",
    columns=(
        WHEN,
        Column(name="object", type=CellType.TEXT, required=True, meaning="what is identified"),
        Column(
            name="feature",
            type=CellType.TEXT,
            required=True,
            meaning="the one feature that this row compares",
        ),
        Column(
            name="reference",
            type=CellType.TEXT,
            required=True,
            meaning="the known object it is compared with",
        ),
        Column(name="observed", type=CellType.TEXT, required=True, meaning="what is seen of that feature"),
        Column(name="examiner", type=CellType.TEXT, meaning="who compared"),
        Column(name="alternative", type=CellType.TEXT, meaning="what else it could be"),
        Column(
            name="confidence",
            type=CellType.CHOICE,
            choices=tuple(one.value for one in Confidence),
            meaning="how sure the examiner is",
        ),
        Column(name="place", type=CellType.TEXT, meaning="where it was seen"),
        Column(name="shown_on", type=CellType.DATE, meaning="when it was shown to the public"),
        *TELLING,
    ),
    example={
        "key": "ID-01",
        "when": "2025-04-25",
        "object": "a destroyer's air-defence mount",
        "feature": "launch tubes",
        "reference": "a known mount of the same class",
        "observed": "two groups of six",
        "alternative": "a copy built at home",
        "confidence": "likely",
        "place": "Nampo",
        "shown_on": "2025-04-30",
        "status": "S",
        "sources": "C3",
    },
    read=_read,
)
