"""Names that nearly are: what somebody may have meant who asked for a name that is not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from vedette.errors import CaseError

MOST_SUGGESTED = 3
"""Near names that an error offers."""

MOST_LISTED = 12
"""Names that an error lists where none is near."""

_NEAR = 0.55


def near(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known names most like ``name``, the likeliest first; upper and lower case do not matter."""
    by_fold: dict[str, str] = {}
    for one in known:
        by_fold.setdefault(one.casefold(), one)
    asked = name.casefold()
    inside = [one for fold, one in by_fold.items() if len(asked) > 2 and asked in fold]  # noqa: PLR2004
    alike = [by_fold[fold] for fold in get_close_matches(asked, by_fold, n=MOST_SUGGESTED, cutoff=_NEAR)]
    return tuple(dict.fromkeys([*alike, *sorted(inside)]))[:MOST_SUGGESTED]


def unknown(what: str, name: str, known: Iterable[str], *, see: str) -> CaseError:
    """The error for a name that is not there, which offers what may be meant; ``see`` says where all are listed."""
    names = sorted(set(known))
    close = near(name, names)
    if close:
        advice = f"did you mean {' or '.join(close)}? {see}"
    elif names and len(names) <= MOST_LISTED:
        advice = f"use one of {', '.join(names)}"
    else:
        advice = see
    return CaseError(f"there is no {what} {name!r}", advice=advice)


def one_of(what: str, name: str, known: Mapping[str, str] | Iterable[str], *, see: str) -> str:
    """The known name that is asked for: itself, or the only one whose last part or label it is.

    ``known`` are names, or names with their labels. Raises `CaseError` for a name that is none or several.
    """
    labels = known if isinstance(known, Mapping) else dict.fromkeys(known, "")
    if name in labels:
        return name
    asked = name.casefold()
    meant = [
        one
        for one, label in labels.items()
        if asked in {one.casefold(), one.casefold().rpartition(".")[2], label.casefold()}
    ]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise CaseError(
            f"{name!r} can mean {', '.join(sorted(meant))}", advice="write the whole name of one of them"
        )
    raise unknown(what, name, labels, see=see)
