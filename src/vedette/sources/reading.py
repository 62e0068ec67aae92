"""Reading: one preserved table, its layout and its manifest become facts, and issues where that fails.

Facts and issues come one by one, so that memory does not grow with the table. A bad row is an issue for each
cell that is wrong, and the rows around it land. Trouble with the file as a whole ends the reading with an issue.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import BinaryIO, cast

import attrs

import vedette.sources
from vedette.errors import UnreadableInputError, VedetteError
from vedette.model.evidence import Citation, Exhibit, Locator
from vedette.model.facts import AnyFact, Basis, Issue, Statement
from vedette.model.handling import Handling, Tlp
from vedette.model.statement_rows import RecordFormat, StatementRow, recorded_value
from vedette.model.submissions import Manifest, SubmittedFile, Verification
from vedette.model.tables import (
    CellError,
    Doubt,
    Header,
    RawRow,
    RowTrouble,
    TableLayout,
    TablePart,
    cell,
    keys,
    needed,
)
from vedette.sources.cells import CellParser, parsers_of
from vedette.sources.formats import formats
from vedette.sources.layouts import layouts
from vedette.sources.seen import SeenKeys

MOST_ISSUES = 1_000
"""Issues of one file that are kept word for word; one more says how many there were beyond."""
LONGEST_VALUE = 200
"""Characters of a refused cell that an issue repeats."""

MOST_UNKNOWN = 20
"""Unknown columns of one row or header that are named one by one."""

TableReader = Callable[..., Iterator[TablePart]]
Kind = TableLayout | RecordFormat


@cache
def readers() -> Mapping[str, TableReader]:
    """File name suffix to the reader of that format: every ``<format>_table.py`` of this folder."""
    names = sorted(module.name for module in pkgutil.iter_modules(vedette.sources.__path__))
    modules = [
        importlib.import_module(f"vedette.sources.{name}") for name in names if name.endswith("_table")
    ]
    return {module.SUFFIX: cast("TableReader", module.read_rows) for module in modules}


def read_exhibit(stream: BinaryIO, *, file: SubmittedFile, exhibit: Exhibit, manifest: Manifest) -> Reading:
    """Facts and issues of one exhibit; nothing for a file that follows no layout and is kept as it is.

    ``stream`` holds the exhibit's bytes and stays open. After the last item the reading knows its counts.
    """
    return Reading(stream=stream, file=file, exhibit=exhibit, manifest=manifest)


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
    good_rows: int = 0
    refused_rows: int = 0
    found_issues: int = 0
    is_refused: bool = False
    _items: Iterator[AnyFact | Issue] = attrs.field(init=False)
    _parsers: Mapping[str, CellParser] = attrs.field(init=False, factory=dict)
    _required: frozenset[str] = attrs.field(init=False, default=frozenset())
    _markings: dict[Tlp | None, Handling] = attrs.field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self._items = self._run()

    def __next__(self) -> AnyFact | Issue:
        return next(self._items)

    @property
    def falls_short(self) -> bool:
        """Whether fewer rows landed than the manifest expects; known once the last item is out."""
        return self.good_rows < self.file.at_least

    def _run(self) -> Iterator[AnyFact | Issue]:
        if self.file.table is None:
            return
        try:
            yield from self._table(kind := self._kind(self.file.table), self._parts(kind))
        except VedetteError as error:
            self.is_refused = True
            self.found_issues += 1
            yield self._issue(problem=error.message, advice=error.advice)
        yield from self._closing()

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
                self._check_header(part.columns, kind)
                continue
            else:
                found, issues = (), [self._issue_of(part)]
            yield from self._troubled(found, issues)

    def _troubled(self, found: tuple[AnyFact, ...], issues: list[Issue]) -> Iterator[AnyFact | Issue]:
        """What comes of a row that has issues: its facts, unless it is refused, and the issues."""
        if any(issue.refused for issue in issues):
            self.refused_rows += 1
        elif found:
            self.good_rows += 1
            yield from found
        for issue in issues:
            self.found_issues += 1
            if self.found_issues <= MOST_ISSUES:
                yield issue

    def _check_header(self, columns: tuple[str, ...], layout: Kind) -> None:
        doubled = [name for name, count in Counter(columns).items() if count > 1]
        if doubled:
            raise UnreadableInputError(
                f"the column {_shown(doubled[0])!r} stands twice", advice="keep one of the two"
            )
        known = {column.name for column in layout.all_columns}
        unknown = [name for name in columns if name not in known]
        if unknown:
            named = ", ".join(repr(_shown(name)) for name in unknown[:MOST_UNKNOWN])
            raise UnreadableInputError(
                f"the layout {layout.name} has no column {named}",
                advice=f"its columns are {', '.join(column.name for column in layout.all_columns)}",
            )
        missing = [
            column.name for column in layout.all_columns if column.required and column.name not in columns
        ]
        if missing:
            raise UnreadableInputError(
                f"the table lacks the column {', '.join(missing)}",
                advice=f"start from `vedette template {layout.name}`"
                if isinstance(layout, TableLayout)
                else "export it with all its columns",
            )

    def _facts(self, raw: RawRow, kind: Kind, seen: SeenKeys) -> tuple[tuple[AnyFact, ...], list[Issue]]:
        if isinstance(kind, TableLayout):
            return self._row(raw, kind, seen)
        return self._record(raw, kind, seen)

    def _record(
        self, raw: RawRow, kind: RecordFormat, seen: SeenKeys
    ) -> tuple[tuple[AnyFact, ...], list[Issue]]:
        try:
            record = kind.read(raw.cells)
        except VedetteError as error:
            column = error.column if isinstance(error, CellError) else None
            return (), [self._refusal(raw, column, error)]
        if not seen.add(record.key):
            return (), [self._doubled(raw, record.key)]
        facts = tuple(
            self._statement(row, key=record.key, note=record.note, locator=raw.locator) for row in record.rows
        )
        return facts, [self._doubt(raw, doubt) for doubt in record.doubts]

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
            handling=self._handling(None),
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
            facts = layout.read(row, self._basis(row, raw.locator))
        except VedetteError as error:
            column = error.column if isinstance(error, CellError) else None
            return (), [self._refusal(raw, column, error)]
        if not seen.add(key := str(row["key"]).strip()):
            return (), [self._doubled(raw, key)]
        return facts, [self._doubt(raw, doubt) for doubt in layout.doubts(row)]

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
                    f"the layout {layout.name} has no column {_shown(name)!r}",
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
            handling=self._handling(cell(row, "handling", Tlp)),
            verification=needed(row, "status", Verification),
            sources=keys(row, "sources"),
            original_held=self.file.original_held,
            note=cell(row, "note", str),
        )

    def _handling(self, level: Tlp | None) -> Handling:
        """The marking of a row, worked out once for each level that rows name."""
        if level not in self._markings:
            self._markings[level] = self._marking(level)
        return self._markings[level]

    def _marking(self, level: Tlp | None) -> Handling:
        whole = self.exhibit.handling.join(self.manifest.handling)
        if level is None:
            return whole
        if level < whole.tlp:
            raise CellError(
                f"{level.label} is freer than the submission, which is {whole.tlp.label}",
                advice="only its originator frees a row: hand it in as a submission of its own",
                column="handling",
            )
        return whole.join(Handling(tlp=level))

    def _closing(self) -> Iterator[Issue]:
        beyond = self.found_issues - MOST_ISSUES
        if beyond > 0:
            yield self._issue(
                problem=f"there are {beyond:,} more issues like these",
                advice=f"repair the first {MOST_ISSUES:,} and collect again",
            )
        if self.falls_short:
            yield self._issue(
                problem=f"{self.good_rows:,} good rows are fewer than the {self.file.at_least:,} of the manifest",
                advice="repair the refused rows, or correct at_least in the manifest",
            )

    def _issue_of(self, trouble: RowTrouble) -> Issue:
        return self._issue(
            locator=trouble.locator,
            column=trouble.column,
            value=trouble.value,
            problem=trouble.problem,
            advice=trouble.advice,
        )

    def _doubled(self, raw: RawRow, key: str) -> Issue:
        problem = f"the key {key!r} stands twice in this file"
        return self._refusal(raw, "key", UnreadableInputError(problem, advice="give every row its own key"))

    def _doubt(self, raw: RawRow, doubt: Doubt) -> Issue:
        return self._issue(
            locator=raw.locator,
            column=doubt.column,
            value=raw.cells.get(doubt.column),
            problem=doubt.problem,
            advice=doubt.advice,
            refused=False,
        )

    def _refusal(self, raw: RawRow, column: str | None, error: VedetteError) -> Issue:
        value = raw.cells.get(column) if column else None
        return self._issue(
            locator=raw.locator, column=column, value=value, problem=error.message, advice=error.advice
        )

    def _issue(
        self,
        *,
        problem: str,
        advice: str,
        locator: str = "",
        column: str | None = None,
        value: str | None = None,
        refused: bool = True,
    ) -> Issue:
        return Issue(
            path=self.file.path,
            locator=locator,
            column=_shown(column),
            value=_shown(value),
            problem=_shown(problem) or "",
            advice=advice,
            refused=refused,
        )


def _shown(text: str | None) -> str | None:
    """The text as an issue can hold it: shortened, and without what no file can hold."""
    if not text:
        return None
    clean = text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")
    return clean if len(clean) <= LONGEST_VALUE else f"{clean[:LONGEST_VALUE]}... ({len(clean):,} characters)"
