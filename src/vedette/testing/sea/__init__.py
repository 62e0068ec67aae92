"""A made-up sea for training: ships, ports and behaviours with planted truth, written in the real formats.

Nothing in it exists. `make_sea` plans a sea from a seed and a `SeaSpec`; `report.blocks` streams its position
reports; the ``write_*`` modules write files; `score` marks a detector's events against the truth.
"""

from vedette.testing.sea.make import make_sea
from vedette.testing.sea.score import Found, Score, score
from vedette.testing.sea.seas import Sea
from vedette.testing.sea.spec import MADE_UP, Margins, Noise, SeaError, SeaSpec
from vedette.testing.sea.truth import Expectation, PlantedEvent

__all__ = [
    "MADE_UP",
    "Expectation",
    "Found",
    "Margins",
    "Noise",
    "PlantedEvent",
    "Score",
    "Sea",
    "SeaError",
    "SeaSpec",
    "make_sea",
    "score",
]
