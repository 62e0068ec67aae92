"""Write docs/reference/law.md from the law files, or with ``--check`` say whether it is up to date."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from vedette.casework.law import limit_in_words
from vedette.measures.conduct import conducts
from vedette.measures.loader import Lawbook, law_of_the_council
from vedette.measures.vocabulary import vocabulary
from vedette.model.measures import CheckStatus, Measure

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "law.md"
HEAD = """# The law, as the program holds it

Every measure of the Security Council on the DPRK that Vedette tests, in force by day and cited by paragraph.

This page is written from `src/vedette/measures/` by `tools/write_law_reference.py`; change the data, not the
page. The rules are short restatements, not quotations: the operative text is behind each resolution's link.
*Checked* means that the item has been read in a primary document or on an official page. Nothing rests on an
unchecked item without a named override, which is printed with the citation. National lists are kept elsewhere
and are never shown as findings of the United Nations.
"""


def page(law: Lawbook) -> str:
    """The whole page as Markdown, the same bytes from the same data."""
    return (
        "\n".join(
            [HEAD, *_overview(law), *_resolutions(law), *_conducts(), *_subjects(), *_sources(law)]
        ).rstrip("\n")
        + "\n"
    )


def _overview(law: Lawbook) -> Iterator[str]:
    yield "## Measures at a glance\n"
    yield "| measure | reference | subjects | direction | kind | in force | content | paragraph |"
    yield "|---|---|---|---|---|---|---|---|"
    for one in law.measures:
        yield (
            f"| {one.id} | {one.reference} | {', '.join(one.subjects)} | {one.direction} | {one.kind} "
            f"| {one.in_force} | {one.content_status} | {one.paragraph_status} |"
        )
    yield ""


def _resolutions(law: Lawbook) -> Iterator[str]:
    for resolution in law.resolutions.values():
        yield f"## Resolution {resolution}\n"
        yield (
            f"{resolution.title}. Adopted {resolution.adopted} ({resolution.adopted_status}). "
            f"[Text]({resolution.address}).\n"
        )
        if resolution.no_measures:
            yield f"{resolution.no_measures}\n"
        for one in law.measures:
            if one.resolution == resolution:
                yield from _measure(one)


def _measure(one: Measure) -> Iterator[str]:
    yield f"### {one.id}: {one.reference}\n"
    yield f"{one.rule}\n"
    words = vocabulary()
    yield f"- Bound: {', '.join(words.bound[key] for key in one.bound)}"
    if one.threshold:
        yield f'- Evidence asked for: "{one.threshold}"'
    if one.superseded_by:
        yield f"- Superseded by {one.superseded_by.by} from {one.superseded_by.on}"
    for verb, ids in (("Supersedes", one.supersedes), ("Amends", one.amends), ("Narrows", one.narrows)):
        if ids:
            yield f"- {verb} {', '.join(ids)}"
    if one.lists:
        yield f"- Lists: {', '.join(one.lists)}"
    if one.hs_chapters:
        yield f"- HS chapters: {', '.join(_marked(part.number, part.status) for part in one.hs_chapters)}"
    yield from _parts(one)
    yield from (f"- Ask: {question}" for question in one.questions)
    yield from (f"- Note: {note}" for note in one.notes)
    yield f"- Unchecked: {'; '.join(one.unchecked) or 'nothing in the rule itself'}"
    yield f"- Read in: {', '.join(one.sources)}\n"


def _parts(one: Measure) -> Iterator[str]:
    for cap in one.caps:
        limits = " or ".join(limit_in_words(limit) for limit in cap.limits)
        never = ", never counted" if cap.never_counted else ""
        yield _marked(f"- Cap `{cap.id}`: {limits}; {cap.counting}{never}. {cap.words}", cap.status)
        if cap.announced_status:
            steps = ", ".join(f"{step} %" for step in cap.announced_at_percent)
            yield _marked(f"- Announced to States at {steps}", cap.announced_status)
    for grace in one.graces:
        notify = f", notification by {grace.notify_by}" if grace.notify_by else ""
        days = f"contracts before {grace.contracts_before}, imports to {grace.imports_until}{notify}"
        yield _marked(f"- Grace period `{grace.id}`: {days}. {grace.words}", grace.status)
    for deadline in one.deadlines:
        yield _marked(f"- Deadline `{deadline.id}`: {deadline.on}. {deadline.words}", deadline.status)
    for report in one.reports:
        yield _marked(f"- Report `{report.id}`: {report.words}", report.status)
    for exemption in one.exemptions:
        places = (
            f" Only at {' or '.join(place.name for place in exemption.only_at)}." if exemption.only_at else ""
        )
        yield _marked(f"- Exemption `{exemption.id}`: {exemption.words}{places}", exemption.status)
        yield from (f"    - Ask: {question}" for question in exemption.questions)


def _marked(words: str, status: CheckStatus) -> str:
    return words if status is CheckStatus.CHECKED else f"{words} (unchecked)"


def _conducts() -> Iterator[str]:
    yield "## From conduct to measures\n"
    yield "| conduct | what was done | rows to test | only before those | note |"
    yield "|---|---|---|---|---|"
    for one in conducts().values():
        rows, earlier = ", ".join(one.rows), ", ".join(one.earlier)
        yield f"| {one.id} | {one.words} | {rows} | {earlier} | {' '.join(one.notes)} |"
    yield ""


def _subjects() -> Iterator[str]:
    yield "## Subjects\n"
    yield "| subject | meaning | within | also |"
    yield "|---|---|---|---|"
    for one in vocabulary().subjects.values():
        yield f"| {one.tag} | {one.means} | {one.within or ''} | {', '.join(one.also)} |"
    yield ""


def _sources(law: Lawbook) -> Iterator[str]:
    yield "## Where the rows were read\n"
    for one in law.sources.values():
        yield f"- **{one.key}** {'. '.join([one.what, *one.addresses])}{f'. {one.note}' if one.note else ''}"


def main(arguments: list[str]) -> int:
    """Write the page; with ``--check`` write nothing and return 1 if it differs from the data."""
    fresh = page(law_of_the_council())
    if "--check" in arguments:
        same = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == fresh
        print("law.md is up to date" if same else "law.md differs: run tools/write_law_reference.py")
        return 0 if same else 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(fresh, encoding="utf-8", newline="\n")
    print(f"wrote {PAGE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
