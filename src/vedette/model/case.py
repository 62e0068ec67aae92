"""A case: what a team was asked to find out, who its members are, and how its report presents itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import attrs

from vedette.model.handling import PUBLIC, Audience
from vedette.model.units import Unit


@attrs.frozen(kw_only=True)
class Member:
    """A participating state: ISO 3166-1 alpha-2 code, name, first day of membership."""

    code: str
    name: str
    since: dt.date


@attrs.frozen(kw_only=True)
class Subject:
    """A population that claims count: its unit and its names by language (BCP 47)."""

    label: Mapping[str, str]
    unit: Unit
    note: str | None = None


@attrs.frozen(kw_only=True)
class LawOverride:
    """A named decision to rest on a provision whose content or paragraph is unchecked; printed with it."""

    measure: str
    by: str
    on: dt.date
    why: str


@attrs.frozen(kw_only=True)
class CaseDetection:
    """Whose definitions of movement a case goes by: a profile, and single thresholds by detector in place of its."""

    profile: str = "gfw"
    thresholds: Mapping[str, Mapping[str, int]] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Case:
    """A ``case.toml``: mandate, members, evidence standard, symbol, notice, subjects, audiences, overrides.

    ``detection`` says whose definitions of movement count.
    """

    symbol: str
    title: str
    subtitle: str
    date: dt.date
    language: str
    notice: str
    mandate: str
    evidence_standard: str
    members: tuple[Member, ...]
    approval: str
    subjects: Mapping[str, Subject]
    audiences: tuple[Audience, ...] = (PUBLIC,)
    overrides: tuple[LawOverride, ...] = ()
    detection: CaseDetection = CaseDetection()

    def label(self, subject: str, language: str) -> str:
        """The subject's name in a language; in English where that language has none; the slug where neither has."""
        declared = self.subjects.get(subject)
        if declared is None:
            return subject
        return declared.label.get(language) or declared.label.get("en") or subject
