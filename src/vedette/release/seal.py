"""The seal of an edition: one canonical JSON file whose every byte is covered by a digest in it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from vedette.errors import EvidenceError, VedetteError
from vedette.model.editions import FORM, Content, Seal, SealedFile
from vedette.model.evidence import CustodyHead, Sha256
from vedette.model.wire import canonical, digest_of, from_plain, to_plain

NAME = "edition.json"


def seal_of(
    content: Content,
    *,
    custody: tuple[CustodyHead, ...],
    renderings: Mapping[str, SealedFile],
    tools: Mapping[str, str],
) -> Seal:
    """Seal a content with what stands beside it."""
    unsealed = Seal(
        form=FORM,
        content=content,
        content_hash=digest_of(content),
        custody=custody,
        renderings=renderings,
        tools=tools,
        seal=Sha256("0" * 64),
    )
    return _sealed(unsealed)


def write_seal(seal: Seal) -> bytes:
    """The bytes of ``edition.json``."""
    return canonical(seal) + b"\n"


def read_seal(data: bytes) -> Seal:
    """Read ``edition.json``; raise `EvidenceError` if any byte of it is not as sealed."""
    try:
        seal = from_plain(Seal, json.loads(data.decode("utf-8")))
    except (ValueError, RecursionError, VedetteError) as error:
        raise EvidenceError(
            f"{NAME} cannot be read: {str(error).splitlines()[0][:300]}",
            advice="get the edition again from its publisher",
        ) from error
    if seal.form != FORM:
        raise EvidenceError(f"{NAME} has the form {seal.form!r}", advice=f"this program reads {FORM}")
    if write_seal(seal) != data:
        raise EvidenceError(
            f"{NAME} is not in canonical form", advice="a byte of it was changed after sealing"
        )
    if digest_of(seal.content) != seal.content_hash:
        raise EvidenceError(
            f"{NAME}: the content does not have the content hash", advice="its figures or files were changed"
        )
    if _sealed(seal).seal != seal.seal:
        raise EvidenceError(
            f"{NAME}: the seal is broken", advice="what stands beside the content was changed after sealing"
        )
    return seal


def _sealed(seal: Seal) -> Seal:
    body = to_plain(seal)
    del body["seal"]
    plain = to_plain(seal) | {"seal": digest_of(body).value}
    return from_plain(Seal, plain)
