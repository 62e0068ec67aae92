"""Building an edition: from what an audience may see, never by masking, to files in memory."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, BinaryIO, Protocol

import attrs

from vedette.errors import HandlingError, ReportError, VedetteError
from vedette.model.case import Case
from vedette.model.editions import Content, SealedFile
from vedette.model.evidence import CustodyEntry, Exhibit, Sha256
from vedette.model.facts import AnyFact
from vedette.model.figures import Figure
from vedette.model.handling import Audience, Handling, most_restrictive
from vedette.model.measures import Measure
from vedette.model.report import Document
from vedette.model.submissions import CollectedSubmission
from vedette.model.wire import canonical, digest_of
from vedette.ports import Typesetter
from vedette.release.gate import refuse_unchecked_names
from vedette.release.program import program_version
from vedette.report import renderers
from vedette.report.annex import annex_files
from vedette.report.annex_movement import ASKING, movement_files
from vedette.report.compose import compose
from vedette.report.figures import Derived, derive, read_definitions
from vedette.report.movement_definitions import EventsOf, VoyagesOf
from vedette.report.preparation import Prepared, prepare
from vedette.report.standing import Standing

if TYPE_CHECKING:
    from vedette.tracks.afresh import MovementOf

DEFINITIONS = "report/figures.toml"
"""The file that defines every number that a chapter may print."""

PORTS = "ports.csv"
"""The table of ports that a case brings, in place of the World Port Index."""


class Renderer(Protocol):
    """One output format: a file in ``report/renderers`` holds exactly one class of this shape."""

    name: str
    media_type: str
    suffix: str

    def render(self, document: Document | Prepared, typesetter: Typesetter) -> bytes:
        """The document as one file; one that is prepared is not prepared again."""
        ...


@attrs.frozen(kw_only=True)
class PageSources:
    """What the team wrote: ``case.toml``, ``figures.toml`` and the chapters, as bytes by name in the case."""

    files: Mapping[str, bytes]

    def text(self, name: str) -> str:
        """A file as text; raises `ReportError` if it is missing or no UTF-8."""
        if name not in self.files:
            raise ReportError(f"{name} is missing", advice="restore it")
        try:
            return self.files[name].decode("utf-8")
        except UnicodeDecodeError as error:
            place = f"byte {error.start + 1}"
            raise ReportError(f"{name} is not UTF-8 at {place}", advice="save the file as UTF-8") from error

    def chapters(self, language: str) -> dict[str, str]:
        """The chapters of one language by name, in order; raises `ReportError` for one that says nothing."""
        prefix = f"report/{language}/"
        names = [name for name in sorted(self.files) if name.startswith(prefix) and name.endswith(".md")]
        chapters = {name.removeprefix("report/"): self.text(name) for name in names}
        for name, words in chapters.items():
            if not words.strip("\ufeff \t\r\n"):
                raise ReportError(f"{name} is empty", advice="write the chapter, or remove the file")
        return chapters

    def of_language(self, language: str) -> PageSources:
        """Without the chapters of other languages."""
        kept = {
            name: data
            for name, data in self.files.items()
            if name.count("/") < 2 or name.startswith(f"report/{language}/")  # noqa: PLR2004 - report/LANGUAGE/FILE
        }
        return PageSources(files=kept)


@attrs.frozen(kw_only=True)
class Inputs:
    """Everything an edition is made of, already cut down to what the audience may see.

    Two things serve the errors alone and never reach a page: ``withheld``, so that a figure which rests on
    nothing that the audience may see is refused for that reason, and ``previous``, what the versions collected
    before said, so that a breakdown which no longer adds up names the side that moved. An edition holds neither.
    ``movement`` are the files of positions among the submissions, none if there are none.
    """

    case: Case
    audience: Audience
    language: str
    pages: PageSources
    submissions: tuple[CollectedSubmission, ...]
    facts: tuple[AnyFact, ...]
    measures: tuple[Measure, ...]
    withheld: tuple[AnyFact, ...] = ()
    previous: tuple[AnyFact, ...] = ()
    movement: MovementOf | None = None


@attrs.frozen(kw_only=True)
class Built:
    """The content of an edition and its rendered files by name."""

    content: Content
    renderings: Mapping[str, bytes]
    figures: Mapping[str, Figure]


def visible(
    submissions: Sequence[CollectedSubmission], audience: Audience
) -> tuple[CollectedSubmission, ...]:
    """The submissions that may reach the audience whole: manifest and every exhibit, whose rows may say more.

    One restricted row restricts its file, and one restricted file its submission: an edition never holds a part
    of what was handed in, because the rest could not be recomputed from it.
    """
    return tuple(one for one in submissions if marking(one).allows(audience))


def marking(submission: CollectedSubmission) -> Handling:
    """The most restrictive marking of a submission, its manifest, its exhibits and their rows."""
    return most_restrictive([submission.manifest.handling, *(one.handling for one in submission.exhibits)])


def withheld(submission: CollectedSubmission, facts: Iterable[AnyFact]) -> Iterator[AnyFact]:
    """The facts of a submission under the marking of the whole, so that its free rows are withheld with it."""
    whole = marking(submission)
    for one in facts:
        yield attrs.evolve(one, basis=attrs.evolve(one.basis, handling=whole.join(one.basis.handling)))


def figures_of(inputs: Inputs) -> Mapping[str, Figure]:
    """Every figure that ``report/figures.toml`` defines; none is freer than the audience may see.

    Raises the error of the first that does not derive: an edition has all of its figures or is not built.
    """
    return each_figure(inputs).whole()


def each_figure(inputs: Inputs) -> Derived:
    """The figures one by one, for questions: those that derive for the audience, and why others do not."""
    written = DEFINITIONS in inputs.pages.files
    found = derive(
        read_definitions(inputs.pages.text(DEFINITIONS)) if written else {},
        (*inputs.facts, *inputs.withheld),
        inputs.case,
        audience=inputs.audience,
        previous=inputs.previous,
        language=inputs.language,
        movement=inputs.movement,
    )
    closed: dict[str, VedetteError] = {
        name: HandlingError(
            f"figure {name!r} rests on what the audience {inputs.audience.name!r} may not see",
            advice="collect a release statement by the originator, or leave the figure out of this edition",
        )
        for name, figure in found.figures.items()
        if not figure.handling.allows(inputs.audience)
    }
    return Derived(
        figures={name: one for name, one in found.figures.items() if name not in closed},
        failed={**found.failed, **closed},
    )


def content_of(inputs: Inputs, figures: Mapping[str, Figure]) -> Content:
    """What the content hash covers."""
    files = {f"case/{name}": sealed(data) for name, data in inputs.pages.files.items()}
    for submission in inputs.submissions:
        for exhibit in submission.exhibits:
            name = f"case/submissions/{submission.folder}/{exhibit.path}"
            files[name] = SealedFile(digest=exhibit.digest, size=exhibit.size)
    return Content(
        symbol=inputs.case.symbol,
        title=inputs.case.title,
        date=inputs.case.date.isoformat(),
        audience=inputs.audience.name,
        language=inputs.language,
        figures=dict(sorted(figures.items())),
        files=dict(sorted(files.items())),
        law=digest_of(inputs.measures),
    )


def build(inputs: Inputs, typesetter: Typesetter, figures: Mapping[str, Figure] | None = None) -> Built:
    """Derive the figures (unless they are at hand), compose the chapters, render every format and the annex."""
    refuse_unchecked_names(inputs.facts, inputs.audience)
    derived = figures_of(inputs) if figures is None else figures
    standing = standing_of(inputs, derived)
    document = prepare(compose(inputs.pages.chapters(inputs.language), standing, typesetter))
    rendered = {f"report{one.suffix}": one.render(document, typesetter) for one in formats()}
    annex = annex_of(inputs, derived)
    return Built(content=content_of(inputs, derived), renderings={**rendered, **annex}, figures=derived)


def annex_of(inputs: Inputs, figures: Mapping[str, Figure]) -> dict[str, bytes]:
    """The machine-readable annex; events and voyages are in it where a figure or a chapter asks for movement."""
    standing = standing_of(inputs, figures)
    return {**annex_files(standing), **(movement_files(standing) if asks_for_movement(inputs) else {})}


def asks_for_movement(inputs: Inputs) -> bool:
    """Whether a figure counts what ships did, or a chapter of the language shows it."""
    pages = inputs.pages
    defined = read_definitions(pages.text(DEFINITIONS)) if DEFINITIONS in pages.files else {}
    if any(isinstance(one.asked, VoyagesOf | EventsOf) for one in defined.values()):
        return True
    return any(ASKING.search(words) for words in pages.chapters(inputs.language).values())


def movement_of(
    case: Case,
    pages: PageSources,
    submissions: Sequence[CollectedSubmission],
    opened: Callable[[CollectedSubmission, Exhibit], BinaryIO],
) -> MovementOf | None:
    """The files that the submissions declare as positions, to be detected anew when asked; none if there are none.

    ``opened`` gives the bytes of an exhibit: those preserved when an edition is built, its own when it is verified.
    """
    if all(file.positions is None for one in submissions for file in one.manifest.files):
        return None
    from vedette.tracks.afresh import MovementOf, PositionExhibit

    files = tuple(
        PositionExhibit(
            digest=exhibit.digest,
            name=f"{one.folder}/{exhibit.path}",
            handling=exhibit.handling,
            declared=file.positions,
            open=partial(opened, one, exhibit),
        )
        for one in submissions
        for file in one.manifest.files
        if file.positions is not None and (exhibit := one.exhibit_at(file.path)) is not None
    )
    ports = pages.text(PORTS) if PORTS in pages.files else None
    return MovementOf(files=files, detection=case.detection, ports=ports)


def standing_of(inputs: Inputs, figures: Mapping[str, Figure]) -> Standing:
    """What stands behind the pages: the inputs with their figures."""
    return Standing(
        case=inputs.case,
        language=inputs.language,
        facts=inputs.facts,
        figures=figures,
        measures=inputs.measures,
        submissions=inputs.submissions,
        movement=inputs.movement,
    )


def formats() -> Iterator[Renderer]:
    """The renderers found in their folder, by name."""
    for found in sorted(pkgutil.iter_modules(renderers.__path__), key=lambda one: one.name):
        module = importlib.import_module(f"{renderers.__name__}.{found.name}")
        for name, value in vars(module).items():
            if name.endswith("Renderer") and isinstance(value, type) and value.__module__ == module.__name__:
                yield value()


def sealed(data: bytes) -> SealedFile:
    """Digest and size of a file."""
    return SealedFile(digest=Sha256.of(data), size=len(data))


def custody_file(entries: Sequence[CustodyEntry]) -> bytes:
    """The custody log as JSON lines."""
    return b"".join(canonical(one) + b"\n" for one in entries)


def tool_versions(typesetter: Typesetter) -> dict[str, str]:
    """The versions on which the bytes of the pages depend."""
    drawing = {name: version(name) for name in ("matplotlib", "fonttools", "babel")}
    return {"vedette": program_version(), **drawing, **typesetter.versions()}
