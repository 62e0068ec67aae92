"""Building an edition: from what an audience may see, never by masking, to files in memory."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Protocol

import attrs

from vedette.model.case import Case
from vedette.model.editions import Content, SealedFile
from vedette.model.evidence import CustodyEntry, Sha256
from vedette.model.facts import AnyFact
from vedette.model.figures import Figure
from vedette.model.handling import Audience
from vedette.model.measures import Measure
from vedette.model.report import Document
from vedette.model.submissions import CollectedSubmission
from vedette.model.wire import canonical, digest_of
from vedette.ports import Typesetter
from vedette.report import renderers
from vedette.report.annex import annex_files
from vedette.report.compose import compose
from vedette.report.figures import derive, read_definitions
from vedette.report.standing import Standing


class Renderer(Protocol):
    """One output format: a file in ``report/renderers`` holds exactly one class of this shape."""

    name: str
    media_type: str
    suffix: str

    def render(self, document: Document, typesetter: Typesetter) -> bytes:
        """The document as one file."""
        ...


@attrs.frozen(kw_only=True)
class PageSources:
    """What the team wrote: ``case.toml``, ``figures.toml`` and the chapters, as bytes by name in the case."""

    files: Mapping[str, bytes]

    def chapters(self, language: str) -> dict[str, str]:
        """The chapters of one language by name, in order."""
        prefix = f"report/{language}/"
        return {
            name.removeprefix("report/"): self.files[name].decode("utf-8")
            for name in sorted(self.files)
            if name.startswith(prefix) and name.endswith(".md")
        }

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
    """Everything an edition is made of, already cut down to what the audience may see."""

    case: Case
    audience: Audience
    language: str
    pages: PageSources
    submissions: tuple[CollectedSubmission, ...]
    facts: tuple[AnyFact, ...]
    measures: tuple[Measure, ...]


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
    return tuple(
        one
        for one in submissions
        if all(exhibit.handling.join(one.manifest.handling).allows(audience) for exhibit in one.exhibits)
    )


def figures_of(inputs: Inputs) -> Mapping[str, Figure]:
    """Every figure that ``report/figures.toml`` defines."""
    definitions = read_definitions(inputs.pages.files.get("report/figures.toml", b"").decode("utf-8"))
    return derive(definitions, inputs.facts, inputs.case, audience=inputs.audience)


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


def build(inputs: Inputs, typesetter: Typesetter) -> Built:
    """Derive the figures, compose the chapters, render every format and the machine-readable annex."""
    figures = figures_of(inputs)
    standing = Standing(
        case=inputs.case,
        language=inputs.language,
        facts=inputs.facts,
        figures=figures,
        measures=inputs.measures,
        submissions=inputs.submissions,
    )
    document = compose(inputs.pages.chapters(inputs.language), standing, typesetter)
    rendered = {f"report{one.suffix}": one.render(document, typesetter) for one in formats()}
    return Built(
        content=content_of(inputs, figures), renderings={**rendered, **annex_files(standing)}, figures=figures
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
    drawing = {name: version(name) for name in ("vedette", "matplotlib", "fonttools", "babel")}
    return {**drawing, **typesetter.versions()}
