"""Files of positions: what whoever hands one in says of it, because the file does not say it itself."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from vedette.model.moments import Instant


@attrs.frozen(kw_only=True)
class FormatOptions:
    """What a bare file does not say: the zone of times that name none, and more where its format needs it.

    ``start`` is when a log without times begins. ``columns`` (role to header), ``times`` and ``separator`` are the
    declared mapping of any other table.
    """

    zone: str | None = None
    start: Instant | None = None
    columns: Mapping[str, str] = attrs.field(factory=dict)
    times: str = "iso"
    separator: str = ","


@attrs.frozen(kw_only=True)
class DeclaredPositions(FormatOptions):
    """The key ``positions`` of a file in a manifest: its format by name, with what that format needs."""

    format: str
