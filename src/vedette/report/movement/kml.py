"""KML 2.2 (OGC 07-147r2) for analysts' maps: a placemark for each event or voyage, with its time and all fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.etree import ElementTree as ET

from vedette.model.events import MovementEvent
from vedette.model.handling import Handling
from vedette.model.voyages import Voyage
from vedette.report.movement.fields import Value, event_fields, voyage_fields
from vedette.report.movement.lines import Line, coordinates, lines_of_event, lines_of_voyage

SUFFIX = "kml"
NAMESPACE = "http://www.opengis.net/kml/2.2"


def write_events(events: Iterable[MovementEvent], handling: Handling) -> bytes:
    """A document of events."""
    root, document = _document("Movement events", handling)
    for one in events:
        fields = event_fields(one)
        _placemark(document, f"{fields['kind']} {fields['transmitters']}", fields, lines_of_event(one))
    return _written(root)


def write_voyages(voyages: Iterable[Voyage], handling: Handling) -> bytes:
    """A document of voyages."""
    root, document = _document("Voyages", handling)
    for one in voyages:
        there = one.destination.name if one.destination else "under way"
        name = f"{one.transmitter}: {one.origin.name} - {there}"
        _placemark(document, name, voyage_fields(one), lines_of_voyage(one))
    return _written(root)


def _document(title: str, handling: Handling) -> tuple[ET.Element, ET.Element]:
    root = ET.Element("kml", {"xmlns": NAMESPACE})
    document = ET.SubElement(root, "Document")
    _text(document, "name", title)
    _text(document, "description", handling.tlp.label)
    return root, document


def _placemark(parent: ET.Element, name: str, fields: Mapping[str, Value], lines: Sequence[Line]) -> None:
    mark = ET.SubElement(parent, "Placemark", {"id": f"v{fields['id']}"})
    _text(mark, "name", name)
    span = ET.SubElement(mark, "TimeSpan")
    _text(span, "begin", str(fields["began"]))
    if fields["ended"] is not None:
        _text(span, "end", str(fields["ended"]))
    data = ET.SubElement(mark, "ExtendedData")
    for key, value in fields.items():
        if value is not None:
            _text(ET.SubElement(data, "Data", {"name": key}), "value", str(value))
    _geometry(mark, lines)


def _geometry(mark: ET.Element, lines: Sequence[Line]) -> None:
    parent = ET.SubElement(mark, "MultiGeometry") if len(lines) > 1 else mark
    for line in lines:
        shape = ET.SubElement(parent, "Point" if len(line) == 1 else "LineString")
        if len(line) > 1:
            _text(shape, "tessellate", "1")
        places = (coordinates(one) for one in line)
        _text(shape, "coordinates", " ".join(f"{longitude},{latitude}" for longitude, latitude in places))


def _text(parent: ET.Element, name: str, text: str) -> None:
    """A child that holds text; signs that XML cannot hold are written out."""
    kept = "".join(one if one.isprintable() or one == " " else f"\\x{ord(one):02x}" for one in text)
    ET.SubElement(parent, name).text = kept


def _written(root: ET.Element) -> bytes:
    ET.indent(root, space=" ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
