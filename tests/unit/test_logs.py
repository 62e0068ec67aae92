"""Logs are events, and importing the module configures nothing."""

import io
import json
from collections.abc import Iterator

import pytest
import structlog

from vedette.logs import set_up_logs


@pytest.fixture(autouse=True)
def _default_logs_afterwards() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def test_an_event_keeps_its_fields_as_json() -> None:
    stream = io.StringIO()
    set_up_logs(stream, level="info", as_json=True)
    structlog.get_logger().info("source_read", source="voyages", statements=417)
    event = json.loads(stream.getvalue())
    assert event.pop("timestamp").endswith("Z")
    assert event == {"event": "source_read", "level": "info", "source": "voyages", "statements": 417}


def test_an_event_below_the_level_is_not_written() -> None:
    stream = io.StringIO()
    set_up_logs(stream, level="warning", as_json=True)
    structlog.get_logger().info("source_read")
    assert not stream.getvalue()


def test_text_for_a_stream_that_is_no_terminal_has_no_colour_codes() -> None:
    stream = io.StringIO()
    set_up_logs(stream, level="info", as_json=False)
    structlog.get_logger().info("source_read", source="voyages")
    assert "\x1b" not in stream.getvalue()
    assert "source=voyages" in stream.getvalue()
