"""Verification of an edition: no server, no network, no workspace; only the edition and this program.

The exhibits are hashed and read again, every figure is derived again from them, and the pages are built again
and compared byte for byte where the tool versions agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import BinaryIO

import attrs

from vedette.errors import EvidenceError, VedetteError
from vedette.model.editions import Content, FigureStanding, PageStanding, Seal, Verification
from vedette.model.evidence import Exhibit, Fault
from vedette.model.figures import Figure
from vedette.model.measures import Measure
from vedette.model.submissions import CollectedSubmission
from vedette.model.wire import canonical, digest_of
from vedette.ports import Folder, Typesetter
from vedette.release import integrity
from vedette.release.edition import (
    Inputs,
    PageSources,
    annex_of,
    build,
    content_of,
    figures_of,
    movement_of,
    sealed,
    tool_versions,
    visible,
)
from vedette.release.recollect import recollect
from vedette.report.annex import ANNEX, WORDED
from vedette.sources.case_file import read_case

_PAGES = "case/"
_SUBMISSIONS = "case/submissions/"

LARGEST_SOURCES = 64 << 20
"""Bytes of ``case.toml``, ``figures.toml`` and all chapters together: a hundred times those of a large report."""

_REFUSED = (VedetteError, OSError, RecursionError)
"""What an edition that somebody made up can make reading it raise; each is a fault of the edition."""


@attrs.frozen(kw_only=True)
class _Pages:
    """How the pages stand; ``compared`` names the sealed files that were built again."""

    standing: PageStanding
    compared: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()
    reason: str | None = None


def verify_edition(
    folder: Folder, typesetter: Typesetter, measures: tuple[Measure, ...], *, name: str
) -> Verification:
    """Verify the edition in ``folder``; every fault is named, and the first does not hide the others."""
    held = integrity.check_edition(folder)
    seal, faults = held.seal, list(held.faults)
    if seal is None:
        return _unreadable(name, held.faults)
    figures: dict[str, FigureStanding] = dict.fromkeys(seal.content.figures, FigureStanding.DIFFERS)
    pages = _Pages(standing=PageStanding.NOT_COMPARED, reason="the evidence does not hold")
    if not faults:
        found, figures, pages = _recompute(folder, seal, typesetter, measures)
        faults += found
    return Verification(
        edition=name,
        content_hash=seal.content_hash.value,
        seal_hash=seal.seal.value,
        faults=tuple(faults),
        figures=figures,
        exhibits=sum(one.startswith(_SUBMISSIONS) for one in seal.content.files),
        entries=len(held.entries),
        pages=pages.standing,
        pages_reason=pages.reason,
        not_compared=tuple(sorted(set(seal.renderings) - pages.compared - {integrity.CUSTODY})),
    )


def _unreadable(name: str, faults: tuple[Fault, ...]) -> Verification:
    return Verification(
        edition=name,
        content_hash=None,
        seal_hash=None,
        faults=faults,
        figures={},
        exhibits=0,
        entries=0,
        pages=PageStanding.NOT_COMPARED,
        pages_reason="the seal does not hold",
    )


def _recompute(
    folder: Folder, seal: Seal, typesetter: Typesetter, measures: tuple[Measure, ...]
) -> tuple[list[Fault], dict[str, FigureStanding], _Pages]:
    """Read the exhibits again, derive every figure again, build the pages again."""
    differs = dict.fromkeys(seal.content.figures, FigureStanding.DIFFERS)
    not_compared = _Pages(standing=PageStanding.NOT_COMPARED, reason="the figures do not recompute")
    try:
        inputs = inputs_of(folder, seal.content, measures)
        figures = figures_of(inputs)
    except _REFUSED as error:
        fault = Fault(
            what="recomputation",
            where="case/",
            expected="the figures derive again",
            found=integrity.told(error),
        )
        return [fault], differs, not_compared
    standings = {
        name: _standing(seal.content.figures[name], figures.get(name)) for name in seal.content.figures
    }
    faults = list(_content_faults(seal.content, content_of(inputs, figures), standings))
    if faults:
        return faults, standings, not_compared
    pages = _compare_pages(seal, inputs, figures, typesetter)
    return [*pages.faults], standings, pages


def inputs_of(folder: Folder, content: Content, measures: tuple[Measure, ...]) -> Inputs:
    """The inputs of the edition, read from the edition itself."""
    pages = PageSources(files=dict(_page_sources(folder, content)))
    case = read_case(pages.text("case.toml").encode())
    audience = next((one for one in case.audiences if one.name == content.audience), None)
    if audience is None:
        raise EvidenceError(
            f"the case declares no audience {content.audience!r}",
            advice="case.toml and edition.json contradict each other",
        )
    again = recollect(folder, prefix=_SUBMISSIONS)
    if visible(again.submissions, audience) != again.submissions:
        raise EvidenceError(
            f"the edition for {audience.name} holds a submission that this audience may not see",
            advice="tell its publisher at once, and do not pass it on",
        )
    return Inputs(
        case=case,
        audience=audience,
        language=content.language,
        pages=pages,
        submissions=again.submissions,
        facts=again.facts,
        measures=measures,
        movement=movement_of(case, pages, again.submissions, partial(_opened, folder)),
    )


def _opened(folder: Folder, submission: CollectedSubmission, exhibit: Exhibit) -> BinaryIO:
    return folder.open(f"{_SUBMISSIONS}{submission.folder}/{exhibit.path}")


def _page_sources(folder: Folder, content: Content) -> Iterator[tuple[str, bytes]]:
    """The page sources by their name in the case; raises `EvidenceError` if there is more than `LARGEST_SOURCES`."""
    left = LARGEST_SOURCES
    for name in content.files:
        if not name.startswith(_PAGES) or name.startswith(_SUBMISSIONS):
            continue
        with folder.open(name) as stream:
            data = stream.read(left + 1)
        left -= len(data)
        if left < 0:
            raise EvidenceError(
                f"the page sources have more than {LARGEST_SOURCES:,} bytes, of which {name} is the one too many",
                advice="get the edition from its publisher",
            )
        yield name.removeprefix(_PAGES), data


def _standing(printed: Figure, derived: Figure | None) -> FigureStanding:
    if derived is None or canonical(derived) != canonical(printed):
        return FigureStanding.DIFFERS
    return FigureStanding.ATTESTED if derived.attested else FigureStanding.RECOMPUTED


def _content_faults(
    printed: Content, derived: Content, standings: Mapping[str, FigureStanding]
) -> Iterator[Fault]:
    for name, standing in standings.items():
        if standing is FigureStanding.DIFFERS:
            again = derived.figures.get(name)
            yield Fault(
                what="figure does not recompute",
                where=name,
                expected=_short(printed.figures[name]),
                found=_short(again) if again else "no such figure",
            )
    for name in sorted(set(derived.figures) - set(printed.figures)):
        yield Fault(what="figure left out", where=name, expected="in the edition", found="not in it")
    if printed.law != derived.law:
        yield Fault(
            what="law differs",
            where="measures",
            expected=printed.law.value,
            found=f"{derived.law.value}: this program holds other measures than the edition was built with",
        )
    elif digest_of(printed) != digest_of(derived) and all(
        one is not FigureStanding.DIFFERS for one in standings.values()
    ):
        yield Fault(
            what="content differs",
            where="edition.json",
            expected="the content of these inputs",
            found="another",
        )


def _short(figure: Figure) -> str:
    return canonical(figure.quantity).decode()


def _compare_pages(
    seal: Seal, inputs: Inputs, figures: Mapping[str, Figure], typesetter: Typesetter
) -> _Pages:
    """Make the annex again, and the pages if every tool has the version that they were made with; compare bytes.

    The annex depends on no tool that draws or typesets, so another version of one is no reason to pass it over.
    """
    other = _other_tool(seal, typesetter)
    try:
        if other is None:
            made = dict(build(inputs, typesetter, figures).renderings)
            passed = {integrity.CUSTODY}
        else:
            made = annex_of(inputs, figures)
            passed = _not_compared(seal, made, typesetter)
    except _REFUSED as error:
        fault = Fault(
            what="the pages cannot be made again",
            where="case/report/",
            expected="pages",
            found=integrity.told(error),
        )
        return _Pages(standing=PageStanding.DIFFER, faults=(fault,))
    faults = tuple(_differing(seal, made, passed))
    standing = PageStanding.NOT_COMPARED
    if other is None:
        standing = PageStanding.DIFFER if faults else PageStanding.SAME
    compared = frozenset(seal.renderings) - passed
    return _Pages(standing=standing, compared=compared, faults=faults, reason=other)


def _other_tool(seal: Seal, typesetter: Typesetter) -> str | None:
    """The first tool that is not of the version with which the pages were made, in words."""
    here = tool_versions(typesetter)
    for tool in sorted({*here, *seal.tools}):
        if here.get(tool) != seal.tools.get(tool):
            return f"made with {tool} {seal.tools.get(tool, 'absent')}, here is {here.get(tool, 'none')}"
    return None


def _not_compared(seal: Seal, made: Mapping[str, bytes], typesetter: Typesetter) -> set[str]:
    """What is left out when versions differ: the pages, and of the annex what says numbers in words by Babel."""
    pages = {name for name in seal.renderings if not name.startswith(ANNEX)}
    same_words = tool_versions(typesetter).get("babel") == seal.tools.get("babel")
    return pages | (set() if same_words else WORDED & set(made))


def _differing(seal: Seal, made: Mapping[str, bytes], passed: set[str]) -> Iterator[Fault]:
    for name in sorted({*seal.renderings, *made} - passed):
        if name not in made or name not in seal.renderings or sealed(made[name]) != seal.renderings[name]:
            yield Fault(
                what="page differs from its sources",
                where=name,
                expected="the same bytes" if name in made else "no such page",
                found="other bytes" if name in seal.renderings else "no such page",
            )
