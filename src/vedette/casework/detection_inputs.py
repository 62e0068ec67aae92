"""What decides which events a case has, and where they are kept: asked before anything heavy is loaded."""

from __future__ import annotations

from pathlib import Path

from vedette.backends import lake_manifest
from vedette.backends.event_folder import EventFolder
from vedette.casework.markings import exhibit_markings
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError
from vedette.model.detection import DetectionInputs
from vedette.model.evidence import Sha256
from vedette.model.handling import Audience
from vedette.model.kernel_sources import digest_of_sources
from vedette.model.lake import LakeManifest
from vedette.tracks.kernels.version import kernel_version
from vedette.tracks.port_table import anchorage_rows, with_anchorages, world_ports_text
from vedette.tracks.profiles import Profile

PORTS_FILE = "ports.csv"
"""A table of ports in the case folder, in place of the World Port Index."""
ANCHORAGES_FILE = "anchorages.csv"
"""A table of anchorages in the case folder, beside the ports: nothing else adopts any."""
LEARNING = "anchorage"
"""The thresholds that anchorages are learned with: they decide no event until somebody adopts what was learned."""


def lake_folder(workspace: Workspace) -> Path:
    """Where the lake of the case lies."""
    return workspace.kept / "lake"


def lake_state(workspace: Workspace) -> LakeManifest:
    """What the lake of the case holds."""
    return lake_manifest.current(lake_folder(workspace))


def kept_events(workspace: Workspace) -> EventFolder:
    """The events of the case."""
    return EventFolder(root=workspace.kept / "events")


def has_own_ports(workspace: Workspace) -> bool:
    """Whether the case brings a table of ports, or has adopted anchorages beside those of the World Port Index."""
    return any((workspace.folder / name).is_file() for name in (PORTS_FILE, ANCHORAGES_FILE))


def ports_text(workspace: Workspace, *, audience: Audience | None = None) -> str:
    """The table of ports that the case uses: its own or the World Port Index, and below it the anchorages adopted.

    Without those anchorages, if an audience is named, that rest on an exhibit which it may not see.
    """
    rows = adopted_anchorages(workspace, audience=audience)
    return with_anchorages(base_ports_text(workspace), rows) if rows else base_ports_text(workspace)


def base_ports_text(workspace: Workspace) -> str:
    """The table of ports without anchorages: that of the case, or the World Port Index."""
    own = _text(workspace, PORTS_FILE)
    return world_ports_text() if own is None else own


def adopted_anchorages(workspace: Workspace, *, audience: Audience | None = None) -> list[dict[str, str]]:
    """The rows of the anchorages that lie beside ``case.toml``, put there by a person; none if there are none.

    Raises:
        CaseError: the table cannot be read.
        UnreadableInputError: a row has no number, name or position.
    """
    rows = anchorage_rows(_text(workspace, ANCHORAGES_FILE) or "")
    if audience is None or not rows:
        return rows
    markings = exhibit_markings(workspace)
    seen = {digest.value for digest, marking in markings.items() if marking.allows(audience)}
    return [row for row in rows if seen.issuperset(row.get("exhibits", "").split())]


def _text(workspace: Workspace, name: str) -> str | None:
    """A table in the case folder, as it is but for the mark that some programs put before it; none if there is none."""
    path = workspace.folder / name
    if not path.is_file():
        return None
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise CaseError(f"{name} cannot be read: {error}", advice="save it as UTF-8") from error


def inputs_now(workspace: Workspace, profile: Profile) -> DetectionInputs:
    """What decides today which events there are."""
    exhibits = sorted(one.digest.value for one in lake_state(workspace).exhibits)
    return DetectionInputs(
        profile=f"{profile.name}/{profile.version}",
        parameters={
            name: profile.parameters_digest(name) for name in sorted(profile.thresholds) if name != LEARNING
        },
        kernel=kernel_version(),
        detectors=digest_of_sources("vedette.tracks.detectors"),
        exhibits=tuple(Sha256(one) for one in exhibits),
        ports=Sha256.of(ports_text(workspace).encode("utf-8")),
    )
