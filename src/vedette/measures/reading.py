"""From a resolution's TOML file to its measures: every key used, every word looked up in the vocabulary."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

import attrs

from vedette.measures.fields import Fields, LawFileError
from vedette.measures.vocabulary import Vocabulary
from vedette.model.amounts import parse_amount
from vedette.model.identifiers import ParagraphRef
from vedette.model.measures import (
    Cap,
    CheckStatus,
    Counting,
    Deadline,
    Direction,
    Exemption,
    Grace,
    HsChapter,
    Measure,
    MeasureKind,
    Paragraph,
    ReportingDuty,
    Resolution,
)
from vedette.model.moments import Period
from vedette.model.quantities import Quantity
from vedette.model.units import Unit

_ROW = re.compile(r"[A-Z]{3}-\d+")
_CHAPTER = re.compile(r"\d{2}")
_NONE_OF_THEM = "use a word of vocabulary.toml, or add it there with its meaning"


@attrs.frozen(kw_only=True)
class LawSource:
    """Where a row was read: what it is, its addresses, and a note on how it was read."""

    key: str
    what: str
    addresses: tuple[str, ...]
    note: str | None = None


def read_sources(fields: Fields) -> dict[str, LawSource]:
    """Read ``sources.toml``: source key to source."""
    found = {}
    for key in fields.keys_left():
        row = fields.table(key)
        found[key] = LawSource(
            key=key, what=row.text("what"), addresses=row.texts("addresses"), note=row.optional_text("note")
        )
        row.close()
    return found


@attrs.frozen(kw_only=True)
class ResolutionReader:
    """Reads one file; words outside the vocabulary and source keys outside the table are refused."""

    vocabulary: Vocabulary
    sources: Mapping[str, LawSource]

    def read(self, fields: Fields) -> tuple[Resolution, tuple[Measure, ...]]:
        """The resolution of a file named ``<number>_<year>.toml``, and its measures in file order."""
        resolution = Resolution(
            number=fields.number("number"),
            year=fields.number("year"),
            adopted=fields.day("adopted"),
            adopted_status=fields.choice("adopted_status", CheckStatus),
            title=fields.text("title"),
            address=fields.text("address"),
            sources=_known(fields, "sources", self.sources),
            no_measures=fields.optional_text("no_measures"),
        )
        measures = tuple(self._measure(row, resolution) for row in fields.tables("measure"))
        fields.close()
        _check_resolution(fields.where, resolution, measures)
        return resolution, measures

    def _measure(self, fields: Fields, resolution: Resolution) -> Measure:
        start, end, status = _dates(fields, resolution)
        subjects = _known(fields, "subjects", self.vocabulary.subjects)
        measure = Measure(
            id=fields.text("id"),
            row=fields.text("row"),
            resolution=resolution,
            paragraphs=_paragraphs(fields, resolution),
            subjects=subjects,
            direction=fields.choice("direction", Direction),
            bound=_known(fields, "bound", self.vocabulary.bound),
            kind=fields.choice("kind", MeasureKind),
            rule=fields.text("rule"),
            in_force=Period(start, end),
            dates_status=status,
            content_status=fields.choice("content", CheckStatus),
            sources=_known(fields, "sources", self.sources),
            threshold=self._threshold(fields),
            supersedes=fields.texts("supersedes"),
            amends=fields.texts("amends"),
            narrows=fields.texts("narrows"),
            lists=fields.texts("lists"),
            hs_chapters=_chapters(fields),
            questions=fields.texts("questions"),
            notes=fields.texts("notes"),
            caps=tuple(_cap(row, subjects) for row in fields.tables("cap")),
            graces=tuple(_grace(row) for row in fields.tables("grace")),
            deadlines=tuple(_deadline(row) for row in fields.tables("deadline")),
            reports=tuple(self._report(row) for row in fields.tables("report")),
            exemptions=tuple(self._exemption(row, subjects) for row in fields.tables("exemption")),
        )
        fields.close()
        _check_measure(fields.where, measure)
        return measure

    def _threshold(self, fields: Fields) -> str | None:
        if "threshold" not in fields:
            return None
        key = fields.text("threshold")
        _refuse_unknown(fields.where, "threshold", (key,), self.vocabulary.thresholds)
        return self.vocabulary.thresholds[key]

    def _report(self, fields: Fields) -> ReportingDuty:
        who = fields.text("who")
        _refuse_unknown(fields.where, "who", (who,), self.vocabulary.bound)
        report = ReportingDuty(
            id=fields.text("id"),
            who=who,
            words=fields.text("words"),
            every_days=fields.optional_number("every_days"),
            due=fields.optional_day("due"),
            status=fields.choice("status", CheckStatus),
        )
        fields.close()
        return report

    def _exemption(self, fields: Fields, subjects: tuple[str, ...]) -> Exemption:
        places = fields.texts("only_at")
        _refuse_unknown(fields.where, "only_at", places, self.vocabulary.places)
        exemption = Exemption(
            id=fields.text("id"),
            words=fields.text("words"),
            questions=_filled(fields, "questions"),
            humanitarian=fields.flag("humanitarian"),
            only_for=_subset(fields, subjects),
            only_at=tuple(self.vocabulary.places[key] for key in places),
            notify_days_before=fields.optional_number("notify_days_before"),
            to=fields.optional_day("to"),
            status=fields.choice("status", CheckStatus),
        )
        fields.close()
        return exemption


def _dates(fields: Fields, resolution: Resolution) -> tuple[dt.date, dt.date | None, CheckStatus]:
    """In force from adoption unless ``from`` says otherwise; from the day ``to`` it binds no more."""
    start, end = fields.optional_day("from"), fields.optional_day("to")
    statuses = {
        resolution.adopted_status if start is None else fields.choice("from_status", CheckStatus),
        CheckStatus.CHECKED if end is None else fields.choice("to_status", CheckStatus),
    }
    start = resolution.adopted if start is None else start
    if start < resolution.adopted or (end is not None and end <= start):
        raise LawFileError(
            f"{fields.where}: in force from {start} to {end}, adopted {resolution.adopted}",
            advice="a measure begins on the day of adoption or later, and ends after it begins",
        )
    return start, end, CheckStatus.UNCHECKED if CheckStatus.UNCHECKED in statuses else CheckStatus.CHECKED


def _paragraphs(fields: Fields, resolution: Resolution) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(ref=ParagraphRef.parse(f"{resolution.number}.{number}"), status=status)
        for number, status in fields.choices("paragraphs", CheckStatus).items()
    )


def _chapters(fields: Fields) -> tuple[HsChapter, ...]:
    found = fields.choices("hs_chapters", CheckStatus) if "hs_chapters" in fields else {}
    for number in found:
        if not _CHAPTER.fullmatch(number):
            raise LawFileError(
                f"{fields.where}: {number!r} is no HS chapter", advice='write two digits: "08"'
            )
    return tuple(HsChapter(number=number, status=status) for number, status in found.items())


def _cap(fields: Fields, subjects: tuple[str, ...]) -> Cap:
    steps = fields.numbers("announced_at_percent")
    cap = Cap(
        id=fields.text("id"),
        words=fields.text("words"),
        limits=tuple(_limit(row) for row in fields.tables("limits")),
        counting=_counting(fields),
        only_for=_subset(fields, subjects),
        metered_as=fields.texts("metered_as"),
        status=fields.choice("status", CheckStatus),
        announced_at_percent=steps,
        announced_status=fields.choice("announced_status", CheckStatus) if steps else None,
    )
    fields.close()
    if not cap.limits:
        raise LawFileError(f"{fields.where}: a cap without a limit", advice="add limits with amount and unit")
    return cap


def _limit(fields: Fields) -> Quantity:
    limit = Quantity.at_most(_amount(fields), Unit.parse(fields.text("unit")))
    fields.close()
    return limit


def _amount(fields: Fields) -> Decimal:
    amount = parse_amount(fields.text("amount"))
    if not amount:
        raise LawFileError(f"{fields.where}: a cap of zero", advice="write a ban instead")
    return amount


def _counting(fields: Fields) -> Counting:
    if "years_from" in fields:
        return Counting(first_day=fields.day("years_from"))
    first, _, last = fields.text("single_period").partition("/")
    try:
        days = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    except ValueError as error:
        raise LawFileError(
            f"{fields.where}: single_period {first}/{last} is no period",
            advice='write "2017-10-01/2017-12-31"',
        ) from error
    if days[1] < days[0]:
        raise LawFileError(
            f"{fields.where}: single_period ends before it begins", advice="turn the days round"
        )
    return Counting(first_day=days[0], last_day=days[1])


def _grace(fields: Fields) -> Grace:
    grace = Grace(
        id=fields.text("id"),
        words=fields.text("words"),
        contracts_before=fields.day("contracts_before"),
        imports_until=fields.day("imports_until"),
        notify_by=fields.optional_day("notify_by"),
        status=fields.choice("status", CheckStatus),
    )
    fields.close()
    return grace


def _deadline(fields: Fields) -> Deadline:
    deadline = Deadline(
        id=fields.text("id"),
        words=fields.text("words"),
        on=fields.day("on"),
        status=fields.choice("status", CheckStatus),
    )
    fields.close()
    return deadline


def _filled(fields: Fields, key: str) -> tuple[str, ...]:
    values = fields.texts(key)
    if not values:
        raise LawFileError(
            f"{fields.where}: {key} is missing or empty", advice=f"give {key} at least one entry"
        )
    return values


def _known(fields: Fields, key: str, words: Iterable[str]) -> tuple[str, ...]:
    values = _filled(fields, key)
    _refuse_unknown(fields.where, key, values, words)
    return values


def _subset(fields: Fields, subjects: tuple[str, ...]) -> tuple[str, ...]:
    values = fields.texts("only_for")
    _refuse_unknown(fields.where, "only_for", values, subjects)
    return values


def _refuse_unknown(where: str, key: str, values: tuple[str, ...], words: Iterable[str]) -> None:
    known = tuple(words)
    for value in values:
        if value not in known:
            raise LawFileError(
                f"{where}: {key} names {value!r}, which is not known",
                advice=f"known: {', '.join(known)}; {_NONE_OF_THEM}",
            )


def _check_measure(where: str, measure: Measure) -> None:
    if not _ROW.fullmatch(measure.row) or not (measure.id + "-").startswith(measure.row + "-"):
        raise LawFileError(
            f"{where}: id {measure.id!r} and row {measure.row!r}",
            advice="a row is like OIL-3, the id begins with it",
        )
    if (measure.kind is MeasureKind.CAP) != bool(measure.caps):
        raise LawFileError(
            f"{where}: kind {measure.kind} with {len(measure.caps)} caps", advice="a cap has a cap table"
        )


def _check_resolution(where: str, resolution: Resolution, measures: tuple[Measure, ...]) -> None:
    if where != f"{resolution.number}_{resolution.year}.toml":
        raise LawFileError(
            f"{where} holds resolution {resolution}", advice="name the file <number>_<year>.toml"
        )
    if bool(measures) == bool(resolution.no_measures):
        raise LawFileError(
            f"{where}: {len(measures)} measures, no_measures {resolution.no_measures!r}",
            advice="a resolution has measures, or says under no_measures why it has none",
        )
