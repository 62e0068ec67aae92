"""The messages that the decoder lists and does not take apart: their fields on demand, through pyais."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from vedette.errors import UnreadableInputError
from vedette.sources.movement.nmea_columns import Int32s


@attrs.frozen(kw_only=True, eq=False)
class Others:
    """Whole messages of types without a table: base stations (4), aircraft (9), aids to navigation (21), texts.

    ``rows``, ``types``, ``times`` (-1 if the log tells none), ``ends`` and ``fills`` have one element per
    message; the armoured payload of the n-th ends at ``ends[n]`` in ``payloads``.
    """

    rows: Int32s
    types: Int32s
    times: Int32s
    ends: Int32s
    fills: Int32s
    payloads: bytes

    def __len__(self) -> int:
        return len(self.rows)

    def payload(self, index: int) -> bytes:
        """The payload of one message, its parts joined, in the armour of the sentence."""
        begin = int(self.ends[index - 1]) if index > 0 else 0
        return self.payloads[begin : int(self.ends[index])]

    def fields(self, index: int) -> Mapping[str, Any]:
        """The fields of one message as pyais names and scales them; "not available" stays as transmitted.

        Raises `UnreadableInputError` for a message that its type does not fit.
        """
        try:
            return fields_of(self.payload(index), fill=int(self.fills[index]))
        except ValueError as trouble:
            raise UnreadableInputError(
                f"the message of type {self.types[index]} in row {self.rows[index]} has no such layout: {trouble}",
                advice="the sentence is kept; compare it with ITU-R M.1371 or with another receiver",
            ) from trouble


def fields_of(payload: bytes, *, fill: int) -> Mapping[str, Any]:
    """The fields of one armoured payload; raises `ValueError` where pyais cannot decode it."""
    from pyais import decode
    from pyais.exceptions import AISBaseException

    body = b"AIVDM,1,1,,A,%b,%d" % (payload, fill)
    checksum = 0
    for octet in body:
        checksum ^= octet
    try:
        return decode(b"!%b*%02X" % (body, checksum)).asdict()
    except (AISBaseException, ValueError, IndexError, KeyError, TypeError) as trouble:
        raise ValueError(str(trouble) or type(trouble).__name__) from trouble
