"""An AIS encoder for tests and made-up logs, written apart from the decoder: fields to bits to sentences."""

from __future__ import annotations

from collections.abc import Sequence

CLASS_A = (6, 2, 30, 4, 8, 10, 1, 28, 27, 12, 9, 6, 2, 3, 1, 19)
CLASS_B = (6, 2, 30, 8, 10, 1, 28, 27, 12, 9, 6, 2, 1, 1, 1, 1, 1, 1, 1, 20)


def bits(value: int, width: int) -> str:
    """Two's complement, ``width`` digits."""
    return format(value & ((1 << width) - 1), f"0{width}b")


def packed(values: Sequence[int], widths: Sequence[int]) -> str:
    """The values one behind the other, each in its width."""
    return "".join(bits(value, width) for value, width in zip(values, widths, strict=True))


def text(content: str, size: int) -> str:
    """Characters of six bits, padded with @."""
    return "".join(bits(ord(letter) & 63, 6) for letter in content.ljust(size, "@"))


def armoured(content: str) -> tuple[str, int]:
    """The payload for a string of bits, and how many bits were filled up."""
    fill = -len(content) % 6
    whole = content + "0" * fill
    values = [int(whole[at : at + 6], 2) for at in range(0, len(whole), 6)]
    return "".join(chr(value + (48 if value < 40 else 56)) for value in values), fill


def checked(body: str) -> str:
    """``body`` with its checksum behind it."""
    total = 0
    for octet in body.encode("latin-1"):
        total ^= octet
    return f"{body}*{total:02X}"


def sentences(
    content: str, *, parts: int = 1, sequence: str = "", channel: str = "A", talker: str = "AI"
) -> list[str]:
    """One message as so many sentences."""
    payload, fill = armoured(content)
    size = -(-len(payload) // parts)
    return [
        "!"
        + checked(
            f"{talker}VDM,{parts},{part + 1},{sequence},{channel},"
            f"{payload[part * size : (part + 1) * size]},{fill if part == parts - 1 else 0}"
        )
        for part in range(parts)
    ]


def tagged(sentence: str, *fields: str) -> str:
    """A sentence behind a tag block."""
    return f"\\{checked(','.join(fields))}\\{sentence}"


def class_a(
    *, mmsi: int = 1, kind: int = 1, status: int = 0, speed: int = 0, longitude: int = 0, latitude: int = 0,
    course: int = 0, heading: int = 0, second: int = 0,
) -> str:  # fmt: skip
    """Types 1 to 3."""
    values = (kind, 0, mmsi, status, 0, speed, 1, longitude, latitude, course, heading, second, 0, 0, 0, 7)
    return packed(values, CLASS_A)


def class_b(
    *, mmsi: int = 1, speed: int = 0, longitude: int = 0, latitude: int = 0, course: int = 0, heading: int = 0,
    second: int = 0,
) -> str:  # fmt: skip
    """Type 18."""
    head = (18, 0, mmsi, 0, speed, 0, longitude, latitude, course, heading, second)
    return packed((*head, 0, 1, 1, 1, 1, 1, 1, 1, 9), CLASS_B)


def extended(
    *, mmsi: int = 1, speed: int = 0, longitude: int = 0, latitude: int = 0, course: int = 0, heading: int = 0,
    second: int = 0, name: str = "", ship_type: int = 0, size: tuple[int, int, int, int] = (0, 0, 0, 0),
) -> str:  # fmt: skip
    """Type 19."""
    head = (19, 0, mmsi, 0, speed, 0, longitude, latitude, course, heading, second, 0)
    place = packed(head, (6, 2, 30, 8, 10, 1, 28, 27, 12, 9, 6, 4))
    return place + text(name, 20) + packed((ship_type, *size, 1, 0, 0, 0, 0), (8, 9, 9, 6, 6, 4, 1, 1, 1, 4))


def long_range(
    *, mmsi: int = 1, status: int = 0, speed: int = 0, longitude: int = 0, latitude: int = 0, course: int = 0
) -> str:
    """Type 27: 1/10 minute, knots, degrees."""
    values = (27, 3, mmsi, 0, 0, status, longitude, latitude, speed, course, 0, 0)
    return packed(values, (6, 2, 30, 1, 1, 4, 18, 17, 6, 9, 1, 1))


def voyage(
    *, mmsi: int = 1, imo: int = 0, call_sign: str = "", name: str = "", ship_type: int = 0,
    size: tuple[int, int, int, int] = (0, 0, 0, 0), draught: int = 0, destination: str = "",
) -> str:  # fmt: skip
    """Type 5."""
    head = packed((5, 0, mmsi, 0, imo), (6, 2, 30, 2, 30)) + text(call_sign, 7) + text(name, 20)
    body = packed((ship_type, *size, 1, 5, 15, 14, 0, draught), (8, 9, 9, 6, 6, 4, 4, 5, 5, 6, 8))
    return head + body + text(destination, 20) + "00"


def part_a(*, mmsi: int = 1, name: str = "") -> str:
    """Type 24, part A."""
    return packed((24, 0, mmsi, 0), (6, 2, 30, 2)) + text(name, 20)


def part_b(
    *, mmsi: int = 1, ship_type: int = 0, call_sign: str = "", size: tuple[int, int, int, int] = (0, 0, 0, 0),
    mothership: int | None = None,
) -> str:  # fmt: skip
    """Type 24, part B."""
    head = packed((24, 0, mmsi, 1, ship_type), (6, 2, 30, 2, 8)) + text("SRT", 7) + text(call_sign, 7)
    return head + (packed(size, (9, 9, 6, 6)) if mothership is None else bits(mothership, 30)) + "000000"
