"""Progress on a terminal: bars on standard error, where somebody watches; silence elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vedette.cli.output import is_watched, visible

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

    from vedette.casework.outcomes import Progress


class _Shown:
    """A `Progress` of collect as two bars: the submissions, and what is being done with one file."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._all = bars.add_task("submissions", total=None)
        self._one = bars.add_task("", total=None, visible=False)

    def submission(self, folder: str, *, number: int, of: int) -> None:
        """Move the first bar on."""
        self._bars.update(self._all, description=visible(folder), completed=number - 1, total=of)

    def preserving(self, path: str, *, size: int) -> None:
        """Begin the second bar with the bytes of a file."""
        self._bars.reset(self._one, description=f"preserving {visible(path)}", total=size, visible=True)

    def preserved(self, *, size: int) -> None:
        """Move the second bar on by so many bytes."""
        self._bars.advance(self._one, size)

    def reading(self, path: str) -> None:
        """Begin the second bar anew: nobody knows how many rows there are."""
        self._bars.reset(self._one, description=f"reading {visible(path)}", total=None, visible=True)

    def read(self, *, items: int) -> None:
        """Count the rows."""
        self._bars.advance(self._one, items)


COMPILING = "the first time, loops are compiled for this processor, which takes tens of seconds"
"""What whoever watches is told where a version is used first."""


@contextmanager
def collecting(*, note: str | None = None) -> Iterator[Progress]:
    """A `Progress` to hand to collect; a ``note`` stands above its bars."""
    if not is_watched():
        from vedette.casework.outcomes import Unwatched

        yield Unwatched()
        return
    with _bars() as bars:
        if note is not None:
            bars.add_task(visible(note), total=None)
        yield _Shown(bars)


@contextmanager
def working(words: str) -> Iterator[None]:
    """A bar that only says that the program is at work, and on what."""
    if not is_watched():
        yield
        return
    with _bars() as bars:
        bars.add_task(visible(words), total=None)
        yield


def _bars() -> Bars:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
