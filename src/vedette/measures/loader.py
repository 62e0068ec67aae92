"""All law as one value: the files of a folder, tied together by what supersedes, amends and narrows what.

A resolution is added by adding its file: a later measure names the earlier ones that it supersedes, and the
end of those is derived here. No earlier file is edited.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import attrs

from vedette.errors import UnreadableValueError
from vedette.measures.fields import Fields, LawFileError
from vedette.measures.reading import LawSource, ResolutionReader, read_sources
from vedette.measures.vocabulary import vocabulary
from vedette.model.identifiers import ParagraphRef
from vedette.model.measures import Measure, Resolution, Supersession
from vedette.model.moments import Period


@attrs.frozen(kw_only=True)
class Lawbook:
    """Resolutions by number, measures by id, and where their rows were read."""

    resolutions: Mapping[int, Resolution]
    by_id: Mapping[str, Measure]
    sources: Mapping[str, LawSource]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All measures, by resolution and in the order of its file."""
        return tuple(self.by_id.values())

    def measure(self, measure_id: str) -> Measure:
        """The measure of this id; raises `UnreadableValueError` if there is none."""
        if measure_id not in self.by_id:
            raise UnreadableValueError(
                f"there is no measure {measure_id!r}", advice=f"use one of {', '.join(self.by_id)}"
            )
        return self.by_id[measure_id]

    def row(self, row: str) -> tuple[Measure, ...]:
        """The successive measures of a provision row ("EXP-1"); raises `UnreadableValueError` if none."""
        found = tuple(one for one in self.measures if one.row == row)
        if not found:
            rows = ", ".join(dict.fromkeys(one.row for one in self.measures))
            raise UnreadableValueError(f"there is no provision row {row!r}", advice=f"use one of {rows}")
        return found

    def paragraph(self, ref: ParagraphRef) -> tuple[Measure, ...]:
        """The measures that rest on a paragraph (2321.12 finds 2321.12(a) to (d)); empty if none does."""
        return tuple(
            one for one in self.measures if any(_is_within(held.ref, ref) for held in one.paragraphs)
        )


def _is_within(held: ParagraphRef, asked: ParagraphRef) -> bool:
    if held.resolution != asked.resolution:
        return False
    return asked.paragraph is None or (
        held.paragraph == asked.paragraph and held.sub[: len(asked.sub)] == asked.sub
    )


@cache
def law_of_the_council() -> Lawbook:
    """The law files that are part of the program."""
    return load_law(files("vedette.measures") / "unsc")


def load_law(folder: Traversable) -> Lawbook:
    """Read all ``.toml`` files of a folder, by resolution; raises `LawFileError` with file and key."""
    package = files("vedette.measures")
    sources = read_sources(Fields.of_file(package / "sources.toml"))
    reader = ResolutionReader(vocabulary=vocabulary(), sources=sources)
    found = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    read = sorted((reader.read(Fields.of_file(file)) for file in found), key=lambda pair: pair[0].number)
    measures = _tied(one for _, held in read for one in held)
    return Lawbook(
        resolutions={resolution.number: resolution for resolution, _ in read},
        by_id={one.id: one for one in measures},
        sources=sources,
    )


def _tied(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    by_id: dict[str, Measure] = {}
    for one in measures:
        if one.id in by_id:
            raise LawFileError(
                f"measure {one.id} stands in {by_id[one.id].resolution} and in {one.resolution}",
                advice="give each its own id",
            )
        by_id[one.id] = one
    for later in by_id.values():
        _check_links(later, by_id)
    return tuple(_ended(one, by_id) for one in by_id.values())


def _check_links(later: Measure, by_id: Mapping[str, Measure]) -> None:
    for earlier_id in (*later.supersedes, *later.amends, *later.narrows):
        earlier = by_id.get(earlier_id)
        if earlier is None or earlier.in_force.start is None or later.in_force.start is None:
            raise LawFileError(
                f"{later.id} refers to {earlier_id!r}, which is not there", advice="name a measure's id"
            )
        if earlier.in_force.start >= later.in_force.start:
            raise LawFileError(
                f"{later.id} does not begin later than {earlier_id}, which it names",
                advice="let the later measure name the earlier one",
            )


def _ended(measure: Measure, by_id: Mapping[str, Measure]) -> Measure:
    """The measure with the end that a later one gives it; its caps count no further."""
    later = [one for one in by_id.values() if measure.id in one.supersedes]
    if len(later) > 1:
        raise LawFileError(
            f"{measure.id} is superseded by {later[0].id} and {later[1].id}", advice="keep one of them"
        )
    end = measure.in_force.end
    superseded = None
    if later and later[0].in_force.start is not None:
        superseded = Supersession(
            by=later[0].id, decided=later[0].resolution.adopted, on=later[0].in_force.start
        )
        end = superseded.on if end is None else min(end, superseded.on)
    return attrs.evolve(
        measure,
        in_force=Period(measure.in_force.start, end),
        superseded_by=superseded,
        caps=tuple(attrs.evolve(cap, until=end) for cap in measure.caps),
    )
