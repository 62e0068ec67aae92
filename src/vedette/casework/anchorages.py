"""The use case "anchorages": where many ships of the case lay still, learned from its lake; nothing is adopted."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import attrs

from vedette.backends.engines import open_engine
from vedette.casework.detection import EngineChoice
from vedette.casework.detection_inputs import (
    ANCHORAGES_FILE,
    LEARNING,
    adopted_anchorages,
    base_ports_text,
    lake_state,
)
from vedette.casework.events import write_out
from vedette.casework.lake import position_lake
from vedette.casework.markings import LOST, exhibit_markings
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError
from vedette.model.evidence import Sha256
from vedette.model.handling import Handling, most_restrictive
from vedette.model.lake import LakeManifest
from vedette.model.moments import Instant
from vedette.model.movement import moment_of
from vedette.report.anchorages import Marked, write_csv, write_geojson
from vedette.tracks.anchorages import Learned, learned
from vedette.tracks.chosen_profile import profile_for
from vedette.tracks.kernels.version import kernel_version
from vedette.tracks.port_table import world_ports_text
from vedette.tracks.ports import PortIndex, ports_of, world_ports
from vedette.tracks.profiles import Thresholds
from vedette.tracks.stays import stays_in

WRITERS = {".csv": write_csv, ".geojson": write_geojson}
"""What a file of anchorages may end in."""


AnchorageLine = Marked
"""One line of the answer, for those who print it."""


@attrs.frozen(kw_only=True)
class AnchoragesAnswer:
    """Anchorages, most ships first; ``why`` says in words why there is none.

    ``parameters`` is the SHA-256 of the thresholds; ``since`` and ``until`` are when the positions begin and end.
    ``stays`` of ``vessels`` were found at all. ``handling`` is the marking of all that is answered; ``adopted`` is
    how many anchorages the case uses already.
    """

    profile: str
    parameters: str
    kernel: str
    since: Instant
    until: Instant
    positions: int
    stays: int
    vessels: int
    why: str | None
    handling: Handling
    adopted: int
    anchorages: tuple[AnchorageLine, ...]


def anchorages(
    workspace: Workspace, *, profile: str | None = None, engine: EngineChoice | None = None
) -> AnchoragesAnswer:
    """Learn anchorages from all positions of the case, in one read; nothing is kept or adopted.

    Raises:
        CaseError: the case holds no positions.
        UnreadableValueError: there is no such profile or engine.
        ToolMissingError: what the engine needs is not there.
        WorkItemError: a share of the rows could not be read.
    """
    manifest = lake_state(workspace)
    if not manifest.rows:
        raise CaseError("the case holds no positions", advice="add files with `vedette positions add` first")
    chosen = profile_for(workspace.case.detection, profile)
    where = engine or EngineChoice()
    with open_engine(where.name, address=where.address, workers=where.workers) as running:
        found = stays_in(position_lake(workspace), chosen, running)
    exhibits = {one.number: one.digest for one in manifest.exhibits}
    bound = chosen.of(LEARNING)
    answer = learned(found, bound, _ports(workspace), exhibits=exhibits)
    marked = _marked(workspace, answer, manifest)
    since, until = _span(manifest)
    return AnchoragesAnswer(
        profile=f"{chosen.name}/{chosen.version}",
        parameters=chosen.parameters_digest(LEARNING),
        kernel=kernel_version(),
        since=since,
        until=until,
        positions=manifest.rows,
        stays=answer.stays,
        vessels=answer.vessels,
        why=None if marked else why_none(answer, bound, until.moment - since.moment),
        handling=_marking_of_all(workspace, manifest),
        adopted=len(adopted_anchorages(workspace)),
        anchorages=marked,
    )


def _ports(workspace: Workspace) -> PortIndex:
    text = base_ports_text(workspace)
    return world_ports() if text == world_ports_text() else ports_of(text)


def _marked(workspace: Workspace, answer: Learned, manifest: LakeManifest) -> tuple[Marked, ...]:
    markings = exhibit_markings(workspace)
    exhibits: dict[int, Sha256] = {one.number: one.digest for one in manifest.exhibits}
    return tuple(
        Marked(
            anchorage=one,
            exhibits=tuple(sorted(exhibits[number].value for number in one.sources)),
            handling=most_restrictive(markings.get(exhibits[number], LOST) for number in one.sources),
        )
        for one in answer.anchorages
    )


def _marking_of_all(workspace: Workspace, manifest: LakeManifest) -> Handling:
    """The marking of every exhibit that was read: that there is no anchorage rests on all of them."""
    markings = exhibit_markings(workspace)
    return most_restrictive(markings.get(one.digest, LOST) for one in manifest.exhibits)


def _span(manifest: LakeManifest) -> tuple[Instant, Instant]:
    groups = [group for file in manifest.positions for group in file.groups]
    ends = min(one.earliest for one in groups), max(one.latest for one in groups)
    return Instant(moment_of(ends[0])), Instant(moment_of(ends[1]))


def why_none(answer: Learned, bound: Thresholds, span: timedelta) -> str:
    """Why nothing was learned, in words: too short a time, no stay, or too few ships or positions at one place."""
    hours, radius = bound["stay_s"] / 3600, bound["radius_m"]
    stayed = f"stayed within {radius:,} metres for {hours:g} hours"
    if span.total_seconds() < bound["stay_s"]:
        reached = span.total_seconds() / 3600
        return (
            f"the positions reach over {reached:.1f} hours, and a ship counts that {stayed}: add more days, weeks"
            " if you can"
        )
    if not answer.stays:
        return f"no ship {stayed} in the {span.total_seconds() / 86_400:.1f} days of the positions"
    if answer.most_vessels < bound["vessels"]:
        return (
            f"{answer.vessels:,} ships {stayed}, at most {answer.most_vessels:,} of them at one place, and an"
            f" anchorage needs {bound['vessels']:,}: add more days, or the positions of more ships"
        )
    return (
        f"{answer.most_vessels:,} ships {stayed} at one place in {span.total_seconds() / 86_400:.1f} days, with fewer"
        f" than the {bound['positions']:,} positions that an anchorage needs: add more days, weeks if you can"
    )


def export_anchorages(workspace: Workspace, answer: AnchoragesAnswer, target: Path) -> bool:
    """Write the anchorages into a file; whether the case uses them from now on, because that is where it looks.

    Raises:
        CaseError: nothing was learned, no format has that suffix, or the file cannot be written.
    """
    if target.suffix not in WRITERS:
        raise CaseError(
            f"{target.name} is no name of a format", advice=f"let it end in one of {', '.join(WRITERS)}"
        )
    if answer.why is not None:
        raise CaseError("no anchorage was learned, and nothing is written", advice=answer.why)
    write_out(target, WRITERS[target.suffix](answer.anchorages, _said(answer), answer.handling))
    return target.resolve() == (workspace.folder / ANCHORAGES_FILE).resolve()


def _said(answer: AnchoragesAnswer) -> dict[str, str]:
    return {
        "profile": answer.profile,
        "parameters": answer.parameters,
        "kernel": answer.kernel,
        "since": str(answer.since),
        "until": str(answer.until),
    }
