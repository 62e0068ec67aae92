"""Verifying an edition on any machine: no workspace, no server, no network."""

from __future__ import annotations

from pathlib import Path

from vedette.backends.folder import DiskFolder
from vedette.backends.typesetting import PandocTypst
from vedette.errors import CaseError
from vedette.measures.loader import law_of_the_council
from vedette.model.editions import Verification
from vedette.model.evidence import Sha256
from vedette.release.integrity import printable
from vedette.release.published import compared_with
from vedette.release.seal import NAME
from vedette.release.verification import verify_edition


def verify(folder: Path, *, expect: Sha256 | None = None) -> Verification:
    """Verify the edition in ``folder``: bytes, custody, figures, pages.

    ``expect`` is the hash that its publisher told elsewhere, best the seal hash. Raises `CaseError` if there is
    no edition; what does not hold is in the result.
    """
    if not folder.is_dir():
        raise CaseError(
            f"{folder} is no folder", advice="name the folder of an edition, which holds edition.json"
        )
    if not (folder / NAME).exists() and (folder / "case.toml").exists():
        raise CaseError(
            f"{folder} is a case, not an edition",
            advice="verify an edition below .vedette/editions, or check the case with `vedette check`",
        )
    measures = law_of_the_council().measures
    found = verify_edition(DiskFolder(folder), PandocTypst(), measures, name=printable(folder.resolve().name))
    return found if expect is None else compared_with(found, expect)
