"""Reading: one preserved table, its layout and its manifest become facts, and issues where that fails.

Facts and issues come one by one, so that memory does not grow with the table. A bad row is an issue for each
cell that is wrong, and the rows around it land. Trouble with the file as a whole ends the reading with an issue.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import BinaryIO, cast

import attrs

import vedette.sources
from vedette.errors import UnreadableInputError, VedetteError
from vedette.model.evidence import Citation, Exhibit, Locator
from vedette.model.facts import AnyFact, Basis, Issue, Statement
from vedette.model.handling import FREE, Handling, Tlp
from vedette.model.statement_rows import RecordFormat, StatementRow, recorded_value
from vedette.model.submissions import Manifest, SubmittedFile, Verification
from vedette.model.tables import (
    Header,
    RawRow,
    TableLayout,
    TablePart,
    cell,
    keys,
    needed,
)
from vedette.sources.cells import CellParser, parsers_of
from vedette.sources.formats import formats
from vedette.sources.header import MOST_UNKNOWN, check_header
from vedette.sources.layouts import layouts
from vedette.sources.marking import COLUMN, TableMarking, labelled, may_be_labelled
from vedette.sources.net import doubt_about
from vedette.sources.places import COLUMN as SHOWN_IN
from vedette.sources.places import Places
from vedette.sources.seen import SeenKeys
from vedette.sources.trouble import IssueWriter, doubled, shown

MOST_ISSUES = 1_000
"""Issues of one file that are kept word for word; one more says how many there were beyond."""

TableReader = Callable[..., Iterator[TablePart]]
Kind = TableLayout | RecordFormat
Texts = Callable[[Mapping[str, str]], Iterable[tuple[str, str]]]


@cache
def readers() -> Mapping[str, TableReader]:
    """File name suffix to the reader of that format: every ``<format>_table.py`` of this folder."""
    names = sorted(module.name for module in pkgutil.iter_modules(vedette.sources.__path__))
    modules = [
        importlib.import_module(f"vedette.sources.{name}") for name in names if name.endswith("_table")
    ]
    return {module.SUFFIX: cast("TableReader", module.read_rows) for module in modules}


def read_exhibit(
    stream: BinaryIO,
    *,
    file: SubmittedFile,
    exhibit: Exhibit,
    manifest: Manifest,
    beside: Iterable[Exhibit] = (),
) -> Reading:
    """Facts and issues of one exhibit; doubts alone of a file that follows no layout and is kept as it is.

    ``stream`` holds the exhibit's bytes, can be read again from its beginning, and stays open; ``beside`` are the
    exhibits of the submission, whose places its rows may name. After the last item the reading knows its counts.
    """
    return Reading(stream=stream, file=file, exhibit=exhibit, manifest=manifest, places=Places.of(beside))


@attrs.define(kw_only=True, eq=False)
class Reading(Iterator[AnyFact | Issue]):
    """An iterator over facts and issues that counts the rows it meets.

    ``good_rows`` landed, ``refused_rows`` did not, ``found_issues`` counts those beyond `MOST_ISSUES` too;
    ``is_refused`` is true where the file as a whole could not be read to its end.
    """

    stream: BinaryIO
    file: SubmittedFile
    exhibit: Exhibit
    manifest: Manifest
    places: Places
    good_rows: int = 0
    refused_rows: int = 0
    found_issues: int = 0
    is_refused: bool = False
    _items: Iterator[AnyFact | Issue] = attrs.field(init=False)
    _parsers: Mapping[str, CellParser] = attrs.field(init=False, factory=dict)
    _required: frozenset[str] = attrs.field(init=False, default=frozenset())
    _marking: TableMarking = attrs.field(init=False)
    _issues: IssueWriter = attrs.field(init=False)
    _beyond: Handling = attrs.field(init=False, default=FREE)
    _met: Handling = attrs.field(init=False, default=FREE)
    _has_begun: bool = attrs.field(init=False, default=False)

    def __attrs_post_init__(self) -> None:
        whole = self.exhibit.handling.join(self.manifest.handling)
        self._marking = TableMarking(whole=whole, names=frozenset())
        self._issues = IssueWriter(path=self.file.path, whole=whole)
        self._items = self._run()

    def __next__(self) -> AnyFact | Issue:
        return next(self._items)

    @property
    def falls_short(self) -> bool:
        """Whether fewer rows landed than the manifest expects; known once the last item is out."""
        return self.good_rows < self.file.at_least

    def _run(self) -> Iterator[AnyFact | Issue]:
        if self.file.table is not None:
            try:
                yield from self._table(kind := self._kind(self.file.table), self._parts(kind))
            except VedetteError as error:
                self.is_refused = True
                yield self._whole_file(error)
            yield from self._closing()
        yield from self._labelled_bytes()

    def _whole_file(self, error: VedetteError) -> Issue:
        """The issue of a file that was not read to its end."""
        self.found_issues += 1
        handling = self._marking.unread() if self._has_begun else self._marking.rest()
        self._met = self._met.join(handling)
        return self._issues.issue(problem=error.message, advice=error.advice, handling=handling)

    def _labelled_bytes(self) -> Iterator[Issue]:
        """The doubt of the net beneath the rows, about what nothing else has restricted yet."""
        if self.file.quotes_labels:
            return
        known = self._marking.met().join(self._met)
        doubt = doubt_about(self.stream, file=self.file, known=known.tlp)
        if doubt is not None:
            self.found_issues += 1
            yield self._issues.issue(
                locator=shown(doubt.place) or "",
                problem=doubt.problem,
                advice=doubt.advice,
                refused=False,
                handling=known.join(Handling(tlp=doubt.level)),
            )

    def _kind(self, name: str) -> Kind:
        known: Mapping[str, Kind] = {**layouts(), **formats()}
        if name not in known:
            raise UnreadableInputError(
                f"there is no table layout {name!r}", advice="use one of " + ", ".join(known)
            )
        return known[name]

    def _parts(self, kind: Kind) -> Iterator[TablePart]:
        if isinstance(kind, RecordFormat) and kind.parts:
            return kind.parts(self.stream, file=self.file)
        suffix = PurePosixPath(self.file.path).suffix.lower()
        if suffix not in readers():
            raise UnreadableInputError(
                f"{self.file.path} is no table that can be read",
                advice="hand in a table as " + ", ".join(readers()),
            )
        return readers()[suffix](self.stream, file=self.file)

    def _table(self, kind: Kind, parts: Iterator[TablePart]) -> Iterator[AnyFact | Issue]:
        self._parsers = parsers_of(kind.all_columns)
        self._marking = TableMarking(whole=self._marking.whole, names=frozenset(self._parsers))
        self._required = frozenset(column.name for column in kind.all_columns if column.required)
        seen = SeenKeys()
        for part in parts:
            if isinstance(part, RawRow):
                found, issues = self._facts(part, kind, seen)
                if not issues:
                    self.good_rows += bool(found)
                    yield from found
                    continue
            elif isinstance(part, Header):
                self._marking.read_header(part.columns)
                check_header(part.columns, kind)
                self._has_begun = True
                continue
            else:
                found, issues = (), [self._issues.trouble(part, handling=self._marking.of_trouble(part))]
            yield from self._troubled(found, issues)

    def _troubled(self, found: tuple[AnyFact, ...], issues: list[Issue]) -> Iterator[AnyFact | Issue]:
        """What comes of a row that has issues: its facts, unless it is refused, and the issues."""
        if any(issue.refused for issue in issues):
            self.refused_rows += 1
        elif found:
            self.good_rows += 1
            yield from found
        for issue in issues:
            self._met = self._met.join(issue.handling)
            self.found_issues += 1
            if self.found_issues <= MOST_ISSUES:
                yield issue
            else:
                self._beyond = self._beyond.join(issue.handling)

    def _facts(self, raw: RawRow, kind: Kind, seen: SeenKeys) -> tuple[tuple[AnyFact, ...], list[Issue]]:
        if isinstance(kind, TableLayout):
            return self._row(raw, kind, seen)
        return self._record(raw, kind, seen)

    def _record(
        self, raw: RawRow, kind: RecordFormat, seen: SeenKeys
    ) -> tuple[tuple[AnyFact, ...], list[Issue]]:
        try:
            record = kind.read(raw.cells)
            if not seen.add(record.key):
                raise doubled(record.key)
        except VedetteError as error:
            handling = self._marking.unread()
            if kind.knows(raw.cells):
                texts = [text for _, text in kind.texts(raw.cells)] if kind.texts else ()
                handling = self._marking.of_refused(raw.cells, texts=texts)
            return (), [self._issues.refusal(raw, None, error, handling=handling)]
        facts = tuple(
            self._statement(row, key=record.key, note=record.note, locator=raw.locator) for row in record.rows
        )
        handling = self._marking.whole
        doubts = [self._issues.doubt(raw, one, handling=handling) for one in record.doubts]
        return facts, [*doubts, *self._labelled(raw, handling, kind.texts)]

    def _statement(self, row: StatementRow, *, key: str, note: str | None, locator: str) -> Statement:
        if self.file.status is None:
            raise UnreadableInputError(
                f"{self.file.path} has no status in the manifest", advice='write status = "S", or V, M or W'
            )
        basis = Basis(
            key=key,
            citation=Citation(self.exhibit.digest, Locator(locator)),
            submission=self.exhibit.submission,
            authority=self.manifest.authority,
            grade=self.manifest.grade,
            handling=self._marking.whole,
            verification=Verification.WEAK if row.external else self.file.status,
            original_held=self.file.original_held,
            note=note,
        )
        return Statement(
            basis=basis,
            entity_id=row.entity_id,
            schema=row.schema,
            prop=row.prop,
            value=(value := recorded_value(row.prop, row.value)),
            lang=row.lang,
            original_value=row.original_value or (row.value if row.value != value else None),
            first_seen=row.first_seen,
            last_seen=row.last_seen,
        )

    def _row(
        self, raw: RawRow, layout: TableLayout, seen: SeenKeys
    ) -> tuple[tuple[AnyFact, ...], list[Issue]]:
        row, issues = self._cells(raw, layout)
        if issues:
            return (), issues
        try:
            facts = layout.read(row, basis := self._basis(row, raw.locator))
            if not seen.add(basis.key):
                raise doubled(basis.key)
        except VedetteError as error:
            return (), [self._refusal(raw, None, error)]
        doubts = [self._issues.doubt(raw, one, handling=basis.handling) for one in layout.doubts(row)]
        return facts, [*doubts, *self._labelled(raw, basis.handling)]

    def _labelled(self, raw: RawRow, handling: Handling, texts: Texts | None = None) -> Iterator[Issue]:
        """A doubt about a row of which a cell names a level above the row's: a marking in the wrong column.

        ``texts`` finds the texts within the cells of a format whose cells are no plain text.
        """
        if self.file.quotes_labels or not (may_be_labelled(raw.cells.values()) or texts):
            return
        found = labelled(texts(raw.cells) if texts else raw.cells.items(), handling)
        if found is not None:
            doubt, restricted = found
            yield self._issues.doubt(raw, doubt, handling=restricted)

    def _refusal(self, raw: RawRow, column: str | None, error: VedetteError) -> Issue:
        handling = self._marking.of_refused(raw.cells)
        return self._issues.refusal(raw, column, error, handling=handling)

    def _cells(self, raw: RawRow, layout: TableLayout) -> tuple[dict[str, object], list[Issue]]:
        """The parsed cells of a row; where something is wrong with one, what that is."""
        if raw.cells.keys() <= self._parsers.keys():
            try:
                row = {
                    name: self._parsers[name](text)
                    for name, text in raw.cells.items()
                    if text and not text.isspace()
                }
            except VedetteError:
                return {}, self._wrong_cells(raw, layout)
            if self._required <= row.keys():
                return row, []
        return {}, self._wrong_cells(raw, layout)

    def _wrong_cells(self, raw: RawRow, layout: TableLayout) -> list[Issue]:
        """Every cell of a row that cannot be taken, in the order of the layout's columns."""
        issues = self._unknown(raw, layout)
        for column in layout.all_columns:
            text = raw.cells.get(column.name, "")
            if text.strip():
                try:
                    self._parsers[column.name](text)
                except VedetteError as error:
                    issues.append(self._refusal(raw, column.name, error))
            elif column.required:
                missing = UnreadableInputError(
                    f"{column.name} is empty", advice=f"fill in {column.name}: {column.meaning}"
                )
                issues.append(self._refusal(raw, column.name, missing))
        return issues

    def _unknown(self, raw: RawRow, layout: TableLayout) -> list[Issue]:
        """Cells of a row, in a format without a header, that stand in no column of the layout."""
        unknown = [name for name in raw.cells if name not in self._parsers]
        return [
            self._refusal(
                raw,
                name,
                UnreadableInputError(
                    f"the layout {layout.name} has no column {shown(name)!r}",
                    advice="remove it, or use the note",
                ),
            )
            for name in unknown[:MOST_UNKNOWN]
        ]

    def _basis(self, row: Mapping[str, object], locator: str) -> Basis:
        return Basis(
            key=needed(row, "key", str).strip(),
            citation=Citation(self.exhibit.digest, Locator(locator)),
            submission=self.exhibit.submission,
            authority=self.manifest.authority,
            grade=self.manifest.grade,
            handling=self._marking.at(cell(row, COLUMN, Tlp)),
            verification=needed(row, "status", Verification),
            sources=keys(row, "sources"),
            original_held=self.file.original_held,
            note=cell(row, "note", str),
            shown_in=tuple(self.places.cited(cell(row, SHOWN_IN, tuple) or ())) if SHOWN_IN in row else (),
        )

    def _closing(self) -> Iterator[Issue]:
        beyond = self.found_issues - MOST_ISSUES
        if beyond > 0:
            yield self._issues.issue(
                problem=f"there are {beyond:,} more issues like these",
                advice=f"repair the first {MOST_ISSUES:,} and collect again",
                handling=self._marking.whole.join(self._beyond),
            )
        if self.falls_short:
            yield self._issues.issue(
                problem=f"{self.good_rows:,} good rows are fewer than the {self.file.at_least:,} of the manifest",
                advice="repair the refused rows, or correct at_least in the manifest",
                handling=self._marking.whole,
            )
