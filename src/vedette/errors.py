"""What can go wrong, said so that the reader knows what to do next.

Every error carries a sentence (what and where) and an ``advice`` (what next). The doors print both.
"""

from __future__ import annotations

from collections.abc import Callable


class VedetteError(Exception):
    """The base of all errors that a user may meet.

    ``message`` says what is wrong and where; ``advice`` says what to do about it.
    """

    def __init__(self, message: str, *, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message}\n  advice: {self.advice}"

    def __reduce__(self) -> tuple[Callable[..., VedetteError], tuple[type[VedetteError], str, str]]:
        # An error in a worker is pickled on its way home, and by default would come back without its advice.
        return _restored, (type(self), self.message, self.advice)


class UnreadableValueError(VedetteError):
    """A value (identifier, quantity, date, marking) that does not follow its own rule."""


class UnreadableInputError(VedetteError):
    """A file or manifest that cannot be read as what it says it is."""


class CaseError(VedetteError):
    """A case folder that is missing something or contradicts itself."""


class RecordChangedError(CaseError):
    """Another process wrote to the record while it was read as one that is at rest; reading again helps."""


class DriftError(VedetteError):
    """A submission file that differs from the version collected last."""


class EvidenceError(VedetteError):
    """An exhibit or custody entry that does not match what was recorded."""


class HandlingError(VedetteError):
    """Something that the audience may not see would reach it."""


class FigureError(VedetteError):
    """A figure that cannot be derived from the record as its definition asks."""


class ReportError(VedetteError):
    """A chapter or directive that cannot be composed."""


class UncheckedMeasureError(VedetteError):
    """A citation of law whose content or paragraph nobody has checked against the text."""


class ToolMissingError(VedetteError):
    """A program or extra package that this action needs and this machine lacks."""


class WorkItemError(VedetteError):
    """One work item of many that failed, named so that it can be run again by itself."""


def _restored(kind: type[VedetteError], message: str, advice: str) -> VedetteError:
    return kind(message, advice=advice)
