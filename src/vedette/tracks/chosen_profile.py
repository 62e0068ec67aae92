"""The profile that a case chooses: a named one, with single thresholds of its own in place of those published."""

from __future__ import annotations

from collections.abc import Iterator

from vedette.errors import UnreadableValueError, VedetteError
from vedette.model.case import CaseDetection
from vedette.tracks.profiles import Profile, profile_named


def chosen_profile(choice: CaseDetection) -> Profile:
    """The thresholds that ``[detection]`` of a case asks for; their digest is part of the cause of every event.

    Raises:
        UnreadableValueError: there is no such profile, detector or threshold, or a threshold is below 1.
    """
    try:
        profile = profile_named(choice.profile)
        for detector, changed in sorted(choice.thresholds.items()):
            low = sorted(name for name, value in changed.items() if value < 1)
            if low:
                raise UnreadableValueError(
                    f"{detector}: {low[0]} is below 1", advice="a threshold is a whole number from 1"
                )
            profile = profile.with_thresholds(detector, changed)
    except VedetteError as error:
        raise UnreadableValueError(f"[detection]: {error.message}", advice=error.advice) from error
    return profile


def profile_for(choice: CaseDetection, name: str | None) -> Profile:
    """The profile of that name: as the case changed it where the case chooses it too; the case's if none is named."""
    if name is None or name == choice.profile:
        return chosen_profile(choice)
    return profile_named(name)


def differences(choice: CaseDetection) -> Iterator[str]:
    """In words, each threshold that the case changed: what it is, and what it was in the profile."""
    published = profile_named(choice.profile)
    for detector, changed in sorted(choice.thresholds.items()):
        for name, value in sorted(changed.items()):
            before = published.of(detector)[name]
            if before != value:
                yield f"{detector}: {name} {value} in place of {before}"
