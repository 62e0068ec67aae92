"""What decides which events a case has, and where they are kept: asked before anything heavy is loaded."""

from __future__ import annotations

from pathlib import Path

from vedette.backends import lake_manifest
from vedette.backends.event_folder import EventFolder
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError
from vedette.model.detection import DetectionInputs
from vedette.model.evidence import Sha256
from vedette.model.kernel_sources import digest_of_sources
from vedette.model.lake import LakeManifest
from vedette.tracks.kernels.version import kernel_version
from vedette.tracks.port_table import world_ports_text
from vedette.tracks.profiles import Profile

PORTS_FILE = "ports.csv"
"""A table of ports in the case folder, in place of the World Port Index."""


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
    """Whether the case brings a table of ports."""
    return (workspace.folder / PORTS_FILE).is_file()


def ports_text(workspace: Workspace) -> str:
    """The table of ports that the case uses: its own, or the World Port Index."""
    if not has_own_ports(workspace):
        return world_ports_text()
    try:
        return (workspace.folder / PORTS_FILE).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise CaseError(f"{PORTS_FILE} cannot be read: {error}", advice="save it as UTF-8") from error


def inputs_now(workspace: Workspace, profile: Profile) -> DetectionInputs:
    """What decides today which events there are."""
    exhibits = sorted(one.digest.value for one in lake_state(workspace).exhibits)
    return DetectionInputs(
        profile=f"{profile.name}/{profile.version}",
        parameters={name: profile.parameters_digest(name) for name in sorted(profile.thresholds)},
        kernel=kernel_version(),
        detectors=digest_of_sources("vedette.tracks.detectors"),
        exhibits=tuple(Sha256(one) for one in exhibits),
        ports=Sha256.of(ports_text(workspace).encode("utf-8")),
    )
