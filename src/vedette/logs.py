"""Logs are events with fields, written to one stream; trouble in the data is a record of the run."""

from __future__ import annotations

import logging
from typing import TextIO

import structlog


def set_up_logs(stream: TextIO, *, level: str, as_json: bool) -> None:
    """Send every event of ``level`` (``debug`` to ``error``) or above to ``stream``, times in UTC.

    A door calls this once, before any work; importing this module changes nothing.
    """
    closing: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(sort_keys=True)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=stream.isatty(), sort_keys=True)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            closing,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(file=stream),
        cache_logger_on_first_use=False,
    )
