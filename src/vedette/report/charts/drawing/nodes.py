"""Boxes of a network: a shape for each kind, a name, an identifier, and the tags of who listed it."""

from __future__ import annotations

import enum
import math
import re
from collections.abc import Sequence

import attrs

from vedette.report.charts.drawing.canvas import Canvas
from vedette.report.charts.drawing.graph import UN, Node
from vedette.report.charts.drawing.lettering import line_height_mm, width_mm, wrapped
from vedette.report.charts.drawing.marks import Point
from vedette.report.charts.drawing.palette import (
    HAIR,
    INK,
    MEDIUM,
    MUTED,
    PALE,
    PAPER,
    SMALL,
    STRONG,
    THIN,
)
from vedette.report.charts.drawing.phrases import Phrases

SHIP_NUMBERS = (("imoNumber", "IMO {}"), ("icaoCode", "ICAO {}"))
"""What is printed below the name of a ship or aircraft."""

COMPANY_NUMBER = "imoNumber"
"""The property of a firm that holds its IMO company number, which is none of a ship and never printed like one."""

_INSET_MM = 2.0
_TIP_MM = 2.6
_TAG_GAP_MM = 1.0
_TAG_PAD_MM = 0.9
_NAME_LINES = 6
_ROUND = 10


class Kind(enum.StrEnum):
    """What a node is drawn as; the value is its phrase in the key."""

    PERSON = "person"
    BODY = "body"
    BANK = "bank"
    FIRM = "firm"
    CRAFT = "craft"
    THING = "thing"


_KINDS = {
    "Person": Kind.PERSON,
    "PublicBody": Kind.BODY,
    "Company": Kind.FIRM,
    "Organization": Kind.FIRM,
    "LegalEntity": Kind.FIRM,
    "Vessel": Kind.CRAFT,
    "Airplane": Kind.CRAFT,
    "Vehicle": Kind.CRAFT,
}
_BANK = re.compile(r"bank(?:ing|s)?\b|\bbanco\b|\bbanque\b|банк|은행|银行|銀行", re.IGNORECASE)


def kind_of(node: Node) -> Kind:
    """The kind by schema; a bank by its FollowTheMoney topic or by calling itself one."""
    kind = _KINDS.get(node.schema, Kind.THING)
    if kind is Kind.FIRM and (_BANK.search(node.name) or "fin.bank" in node.properties.get("topics", ())):
        return Kind.BANK
    return kind


@attrs.frozen(kw_only=True)
class Box:
    """A node with its lines and its size."""

    node: Node
    kind: Kind
    name: tuple[str, ...]
    small: tuple[str, ...]
    width: float

    @property
    def height(self) -> float:
        """Lines of text, tags below them, and the inset."""
        text = len(self.name) * line_height_mm(SMALL) + len(self.small) * line_height_mm(SMALL)
        return text + bool(self.node.listed_by) * (line_height_mm(SMALL) + 0.6) + 2.4


def box_of(node: Node, width: float, say: Phrases) -> Box:
    """The box of a node, so wide; the name in six lines at most."""
    room = width - 2 * _INSET_MM - (_TIP_MM if kind_of(node) is Kind.CRAFT else 0)
    small = _number(node, say)
    return Box(
        node=node,
        kind=kind_of(node),
        name=wrapped(node.name, SMALL, within_mm=room, lines=_NAME_LINES),
        small=wrapped(small, SMALL, within_mm=room, lines=2) if small else (),
        width=width,
    )


def _number(node: Node, say: Phrases) -> str | None:
    """The number of a ship or aircraft, or of a firm in the words of a firm's."""
    if kind_of(node) is not Kind.CRAFT:
        number = node.first(COMPANY_NUMBER)
        return say("company_number", number=number) if number else None
    known = (form.format(value) for key, form in SHIP_NUMBERS if (value := node.first(key)))
    small = next(known, node.first("registrationNumber") if node.schema == "Airplane" else None)
    return small if small != node.name else None


def draw_box(canvas: Canvas, box: Box, corner: Point) -> None:
    """The shape with its text in the middle; listed ones shaded, unchecked ones hatched."""
    draw_shape(canvas, box.kind, corner, (box.width, box.height), listed=bool(box.node.listed_by))
    if not box.node.checked:
        canvas.hatch((corner[0] + _TIP_MM, corner[1] + 0.6), (box.width - 2 * _TIP_MM, box.height - 1.2))
    middle = corner[0] + box.width / 2
    halo = None if box.node.checked else PAPER
    y = corner[1] + 1.2 + line_height_mm(SMALL) * 0.75
    for line in box.name:
        canvas.text((middle, y), line, size=SMALL, align="middle", halo=halo)
        y += line_height_mm(SMALL)
    for line in box.small:
        canvas.text((middle, y), line, size=SMALL, ink=MUTED, align="middle", halo=halo)
        y += line_height_mm(SMALL)
    _draw_tags(canvas, box.node.listed_by, middle=middle, y=y + 0.4)


def _draw_tags(canvas: Canvas, tags: Sequence[str], *, middle: float, y: float) -> None:
    widths = [width_mm(tag, SMALL) + 2 * _TAG_PAD_MM for tag in tags]
    x = middle - (sum(widths) + _TAG_GAP_MM * (len(tags) - 1)) / 2
    for tag, width in zip(tags, widths, strict=True):
        canvas.box((x, y - 2.5), (width, 3.3), fill=INK if tag == UN else STRONG)
        canvas.text((x + _TAG_PAD_MM, y), tag, size=SMALL, ink=PAPER)
        x += width + _TAG_GAP_MM


def draw_shape(canvas: Canvas, kind: Kind, corner: Point, size: Point, *, listed: bool) -> None:
    """The outline of a kind: rounded, double, barred, plain, pointed, or with a cut corner."""
    (x, y), (w, h) = corner, size
    fill = PALE if listed else PAPER
    pen = MEDIUM if listed else THIN
    match kind:
        case Kind.PERSON:
            canvas.polygon(_rounded(x, y, w, h), fill=fill, edge=INK, width=pen)
        case Kind.CRAFT:
            tip = min(_TIP_MM, w / 4)
            outline = [(x, y + h / 2), (x + tip, y), (x + w - tip, y), (x + w, y + h / 2)]
            canvas.polygon([*outline, (x + w - tip, y + h), (x + tip, y + h)], fill=fill, edge=INK, width=pen)
        case Kind.THING:
            cut = min(1.8, h / 3)
            outline = [(x, y), (x + w - cut, y), (x + w, y + cut), (x + w, y + h), (x, y + h)]
            canvas.polygon(outline, fill=fill, edge=INK, width=pen)
        case _:
            canvas.box(corner, size, fill=fill, edge=INK, width=pen)
    if kind is Kind.BODY:
        canvas.box((x + 0.7, y + 0.7), (w - 1.4, h - 1.4), edge=INK, width=HAIR)
    if kind is Kind.BANK:
        canvas.box((x, y), (w, min(1.3, h / 3)), fill=INK)


def _rounded(x: float, y: float, w: float, h: float) -> list[Point]:
    radius = min(h / 2, 4.0, w / 2)
    corners = (
        (x + w - radius, y + radius, -90),
        (x + w - radius, y + h - radius, 0),
        (x + radius, y + h - radius, 90),
        (x + radius, y + radius, 180),
    )
    return [
        (cx + radius * math.cos(math.radians(turn)), cy + radius * math.sin(math.radians(turn)))
        for cx, cy, begin in corners
        for turn in range(begin, begin + 91, 90 // _ROUND)
    ]
