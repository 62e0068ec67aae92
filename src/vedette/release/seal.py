"""The seal of an edition: one canonical JSON file whose every byte is covered by a digest in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from vedette.errors import EvidenceError, VedetteError
from vedette.model.editions import FORM, Content, Seal, SealedFile
from vedette.model.evidence import CustodyHead, Sha256
from vedette.model.wire import Json, canonical, digest_of, from_plain, to_plain

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
        plain = json.loads(data.decode("utf-8"))
        _refuse_other_form(plain)
        seal = from_plain(Seal, plain)
        faults = list(_faults(seal, data))
    except UNREADABLE as error:
        raise EvidenceError(
            f"{NAME} cannot be read: {_reason(error)}", advice="get the edition again from its publisher"
        ) from error
    if faults:
        raise EvidenceError(f"{NAME} {faults[0]}", advice="get the edition again from its publisher")
    return seal


UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    VedetteError,
)
"""What reading and hashing again can raise on JSON that somebody made up: a `NaN`, a lone surrogate, a size of
1e999, a derivation ten thousand levels deep."""

_LONGEST_REASON = 300


def _reason(error: Exception) -> str:
    """What an error says, without the pages that a union of many types can fill."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    said = error.message if isinstance(error, VedetteError) else str(error) or type(error).__name__
    return said[:_LONGEST_REASON]


def _refuse_other_form(plain: Json) -> None:
    """Another form may have any keys at all, so its name is read before anything else."""
    form = plain.get("form") if isinstance(plain, dict) else None
    if form != FORM:
        raise EvidenceError(f"it has the form {form!r}", advice=f"this program reads {FORM}")


def _faults(seal: Seal, data: bytes) -> Iterator[str]:
    if write_seal(seal) != data:
        yield "is not in canonical form: a byte of it was changed after sealing"
    if digest_of(seal.content) != seal.content_hash:
        yield "is broken: the content does not have the content hash"
    if _sealed(seal).seal != seal.seal:
        yield "is broken: what stands beside the content does not have the digest of the seal"


def _sealed(seal: Seal) -> Seal:
    body = to_plain(seal)
    del body["seal"]
    plain = to_plain(seal) | {"seal": digest_of(body).value}
    return from_plain(Seal, plain)
