"""Whether an edition is the one that its publisher means: by a hash told elsewhere, in full.

Nothing inside a folder can say who made it. The seal hash covers every byte of an edition. The content hash covers
the figures, the exhibits, the page sources and the law, so that two builds with other tools have the same one; it
says nothing of the custody log, nor of pages that are not built again (decision 0015).
"""

from __future__ import annotations

import attrs

from vedette.model.editions import Published, Verification
from vedette.model.evidence import Fault, Sha256
from vedette.release.integrity import CUSTODY
from vedette.release.seal import NAME


def compared_with(found: Verification, told: Sha256) -> Verification:
    """The verification, with what the hash told by the publisher adds to it or takes from it."""
    published = _of(found, told)
    if published is Published.NEITHER:
        fault = Fault(
            what="not the published edition",
            where=NAME,
            expected=f"the seal hash {told.value}",
            found=found.seal_hash or "no seal that can be read",
        )
        return attrs.evolve(found, published=published, faults=(fault, *found.faults))
    if published is Published.CONTENT:
        left = (CUSTODY, *found.not_compared)
        return attrs.evolve(found, published=published, not_covered=tuple(sorted(left)))
    return attrs.evolve(found, published=published)


def _of(found: Verification, told: Sha256) -> Published:
    if told.value == found.seal_hash:
        return Published.SEAL
    return Published.CONTENT if told.value == found.content_hash else Published.NEITHER
