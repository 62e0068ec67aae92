"""Charts a ministry would print, each drawn from figures and described in words.

One module per kind of chart, found by looking in this folder; each has a function ``draw`` that returns a
`Picture`. What they share stands in ``drawing``, their words in ``labels``.
"""

from __future__ import annotations

import pkgutil


def kinds() -> tuple[str, ...]:
    """The names of all kinds of chart, in alphabetical order."""
    return tuple(sorted(one.name for one in pkgutil.iter_modules(__path__) if not one.ispkg))
