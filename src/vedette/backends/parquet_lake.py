"""The position lake in a folder: Parquet files by digest, and a manifest that names those that count.

Rows arrive in any order and from any number of exhibits. They are put in order in bounded stretches
(`vedette.backends.lake_runs`), merged, and written as one more part; nothing written before is touched. Reading
merges the parts, so late and overlapping files give the same rows in the same order as if they had come in time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import numpy as np

from vedette.backends import lake_manifest
from vedette.backends.durable import absolute
from vedette.backends.lake_merge import merged
from vedette.backends.lake_order import KEY
from vedette.backends.lake_parts import PartReader, write_part
from vedette.backends.lake_plan import plan, whole
from vedette.backends.lake_runs import Inlet
from vedette.backends.lake_select import Selection
from vedette.backends.lake_statics import StaticInlet, read_statics
from vedette.errors import UnreadableInputError
from vedette.model.evidence import Sha256
from vedette.model.lake import (
    DTYPES,
    Batch,
    Block,
    Columns,
    LakeExhibit,
    LakeFile,
    LakeManifest,
    Slice,
    WorkItem,
)

MOST_PARTS = 16
"""Parts above which a write merges the small ones: reading holds one row group of each in memory."""

MOST_EXHIBITS = 2**15 - 1
"""Exhibit numbers that fit the column ``source``."""


@attrs.define(kw_only=True, eq=False)
class ParquetLakeWriter:
    """One change of the lake: exhibits are added, and land together."""

    inlet: Inlet
    statics: StaticInlet
    held: LakeManifest
    added: list[LakeExhibit] = attrs.Factory(list)

    def add(self, exhibit: Sha256, *, format_name: str, batches: Iterable[Batch]) -> LakeExhibit | None:
        """Take in all batches of an exhibit; None, and nothing read, where the lake holds it already."""
        known = [*self.held.exhibits, *self.added]
        if any(one.digest == exhibit for one in known):
            return None
        number = 1 + max([self.held.left_out, *(one.number for one in known)])
        if number > MOST_EXHIBITS:
            raise UnreadableInputError(
                f"a lake holds at most {MOST_EXHIBITS} exhibits",
                advice="join the small files, or begin a second lake",
            )
        added = LakeExhibit(number=number, digest=exhibit, format=format_name, rows=0)
        self.inlet.ranks = attrs.evolve(self.held, exhibits=(*known, added)).ranks()
        for batch in batches:
            self.inlet.take(batch.positions, source=number)
            given = [one for one in (added.decimals, batch.decimals) if one is not None]
            added = attrs.evolve(
                added,
                rows=added.rows + batch.rows,
                static_rows=added.static_rows + self.statics.take(batch.statics, source=number),
                decimals=max(given, default=None),
            )
        self.added.append(added)
        return added


@attrs.frozen(kw_only=True)
class ParquetLake:
    """The `Lake` port over a folder, which a worker elsewhere finds under the same absolute path."""

    root: Path = attrs.field(converter=absolute)

    def manifest(self) -> LakeManifest:
        """The state as of now."""
        return lake_manifest.current(self.root)

    @contextmanager
    def writing(self) -> Iterator[ParquetLakeWriter]:
        """A change that lands when the block ends; a crash before leaves the lake as it was."""
        for kind in ("positions", "statics"):
            (self.root / kind).mkdir(parents=True, exist_ok=True)
        held = self.manifest()
        with lake_manifest.incoming_folder(self.root) as incoming:
            writer = ParquetLakeWriter(
                inlet=Inlet(folder=incoming),
                statics=StaticInlet(folder=self.root / "statics", incoming=incoming),
                held=held,
            )
            yield writer
            if writer.added:
                lake_manifest.commit(self.root, self._with(writer, held, incoming), incoming=incoming)
        lake_manifest.clear_leftovers(self.root)

    def _with(self, writer: ParquetLakeWriter, held: LakeManifest, incoming: Path) -> LakeManifest:
        following = attrs.evolve(
            held,
            version=held.version + 1,
            exhibits=(*held.exhibits, *writer.added),
            statics=(*held.statics, *writer.statics.finish()),
        )
        ranks = following.ranks()
        part = write_part(self.root / "positions", merged(writer.inlet.finish(), ranks), incoming=incoming)
        following = attrs.evolve(following, positions=(*held.positions, *([part] if part else [])))
        if len(following.positions) <= MOST_PARTS:
            return following
        by_size = sorted(following.positions, key=lambda file: file.rows)
        return self._joined(following, by_size[: 1 + len(by_size) // 2], incoming)

    def _joined(self, manifest: LakeManifest, parts: Sequence[LakeFile], incoming: Path) -> LakeManifest:
        """The manifest with some parts merged into one."""
        ranks = manifest.ranks()
        streams = [self._groups(whole(file), tuple(DTYPES)) for file in parts]
        joined = write_part(self.root / "positions", merged(streams, ranks), incoming=incoming)
        others = [file for file in manifest.positions if file not in parts]
        return attrs.evolve(manifest, positions=(*others, *([joined] if joined else [])))

    def compact(self) -> bool:
        """Merge all parts into one; False where there is nothing to merge. The rows stay what they are."""
        held = self.manifest()
        if len(held.positions) < 2:  # noqa: PLR2004 -- one part is merged already
            return False
        with lake_manifest.incoming_folder(self.root) as incoming:
            following = self._joined(attrs.evolve(held, version=held.version + 1), held.positions, incoming)
            lake_manifest.commit(self.root, following, incoming=incoming)
        lake_manifest.clear_leftovers(self.root)
        return True

    def leave_out(self, exhibits: Collection[Sha256]) -> bool:
        """A state without the rows of some exhibits, in one part; what was written before stays for its readers."""
        held = self.manifest()
        gone = [one.number for one in held.exhibits if one.digest in exhibits]
        if not gone:
            return False
        following = attrs.evolve(
            held,
            version=held.version + 1,
            exhibits=tuple(one for one in held.exhibits if one.number not in gone),
            left_out=max([held.left_out, *gone]),
        )
        with lake_manifest.incoming_folder(self.root) as incoming:
            streams = [_without(self._groups(whole(file), tuple(DTYPES)), gone) for file in held.positions]
            part = write_part(
                self.root / "positions",
                merged(streams, following.ranks()) if streams else (),
                incoming=incoming,
            )
            statics = StaticInlet(folder=self.root / "statics", incoming=incoming)
            statics.put(self.statics(), without=gone)
            following = attrs.evolve(
                following, positions=(part,) if part else (), statics=tuple(statics.finish())
            )
            lake_manifest.commit(self.root, following, incoming=incoming)
        lake_manifest.clear_leftovers(self.root)
        return True

    def blocks(
        self,
        columns: Sequence[str],
        *,
        transmitters: Iterable[int] | None = None,
        period: tuple[int, int] | None = None,
    ) -> Iterator[Block]:
        """Rows in order; of some transmitters, or of a half-open period in seconds of the lake, if asked."""
        selection = Selection.of(transmitters=transmitters, period=period)
        manifest = self.manifest()
        slices = [one for file in manifest.positions for one in selection.slices(file)]
        yield from self._read(slices, columns, selection=selection, manifest=manifest)

    def work_items(self, count: int, *, without: Collection[str] = ()) -> Sequence[WorkItem]:
        """The lake, ``without`` some files, in at most ``count`` shares of about the same rows."""
        return plan([one for one in self.manifest().positions if one.name not in without], count)

    def read(self, item: WorkItem, columns: Sequence[str]) -> Iterator[Block]:
        """The rows of one share, in order."""
        selection = Selection.between(item.first_transmitter, item.last_transmitter)
        yield from self._read(item.slices, columns, selection=selection, manifest=self.manifest())

    def statics(self, transmitters: tuple[int, int] | None = None) -> Any:
        """Static reports as an Arrow table of `STATIC_COLUMNS`, of a span of transmitters with both ends."""
        manifest = self.manifest()
        paths = [self.root / "statics" / file.name for file in manifest.statics]
        return read_statics(paths, ranks=manifest.ranks().tolist(), transmitters=transmitters)

    def content_digest(self) -> Sha256:
        """The digest of all rows in order and of the exhibits they come from, however they lie in files."""
        manifest = self.manifest()
        ranks = manifest.ranks()
        sums = {name: hashlib.sha256() for name in DTYPES}
        for block in self.blocks(tuple(DTYPES)):
            for name, running in sums.items():
                column = ranks[block[name]] if name == "source" else block[name]
                running.update(column.astype(column.dtype.newbyteorder("<"), copy=False).tobytes())
        whole_sum = hashlib.sha256()
        for digest in sorted(one.digest.value for one in manifest.exhibits):
            whole_sum.update(bytes.fromhex(digest))
        for running in sums.values():
            whole_sum.update(running.digest())
        return Sha256(whole_sum.hexdigest())

    def _read(
        self, slices: Sequence[Slice], columns: Sequence[str], *, selection: Selection, manifest: LakeManifest
    ) -> Iterator[Block]:
        files = {one.file for one in slices}
        needed = tuple(dict.fromkeys([*columns, *(KEY if len(files) > 1 else selection.needs)]))
        by_file = [[one for one in slices if one.file == file] for file in sorted(files)]
        streams = [selection.apply(self._groups(some, needed)) for some in by_file]
        for chunk in merged(streams, manifest.ranks()) if streams else ():
            yield Block.of({name: chunk[name] for name in columns})

    def _groups(self, slices: Sequence[Slice], names: Sequence[str]) -> Iterator[Columns]:
        reader = PartReader.open(self.root / "positions" / slices[0].file, names)
        try:
            for one in slices:
                for number in range(one.first, one.end):
                    yield reader.group(number)
        finally:
            reader.close()


def _without(chunks: Iterable[Columns], sources: Sequence[int]) -> Iterator[Columns]:
    """The rows of all other exhibits."""
    for chunk in chunks:
        keep = ~np.isin(chunk["source"], sources)
        yield {name: column[keep] for name, column in chunk.items()}
