"""The typesetter of one machine: pandoc as a program for HTML, Typst markup and DOCX, Typst for PDF.

Nothing here reads the user's settings, fonts, templates or network: pandoc runs in its sandbox with an
empty data folder, Typst sees one temporary folder and the fonts handed in. The same input, the same bytes.
Each runs in a process of its own with bounds of time, memory and output, so that no text can hold up a build.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import metadata as packages
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import attrs
import pypandoc

from vedette.backends import typst_page
from vedette.backends.bounded import Bounds, run
from vedette.errors import ReportError, ToolMissingError
from vedette.model.wire import Json

CHAPTER_FORMAT = (
    "markdown-raw_html-raw_attribute-raw_tex-latex_macros"
    "-tex_math_dollars-tex_math_single_backslash-tex_math_double_backslash"
    "-citations-yaml_metadata_block-pandoc_title_block"
    "+footnotes+bracketed_spans+fenced_divs+pipe_tables"
)
"""Pandoc's Markdown without the ways into another language (HTML, TeX) and without mathematics or citation
keys: a report writes of dollars, and ``@`` is a letter in an address."""

API_VERSION = [1, 23, 1]
"""The version of pandoc's tree that is written; pandoc takes any of one major and minor number."""

FONT_FOLDER = "fonts/"
"""Resources of ``compile_pdf`` whose name begins so are the fonts, and there are no others."""

READING = Bounds(seconds=60, memory=2 << 30, output=128 << 20)
"""For one chapter. The largest that is accepted (2 MiB of plain text) takes 8 s and 25 MB of tree."""

WRITING = Bounds(seconds=300, memory=8 << 30, output=1 << 30)
"""For one page with its annexes."""

DEEPEST_TREE = 150
"""Lists and objects in each other in a chapter's tree: what walks it by recursion has room for this and more."""

_HTML, _PDF, _DOCX = "making report.html", "making report.pdf", "making report.docx"
_SIMPLER = "make the chapter simpler: shorter paragraphs, less in each other, smaller tables; or divide it"
_EPOCH = "315532800"  # 1980-01-01, the first day a zip entry can carry


@attrs.frozen(kw_only=True)
class PandocTypst:
    """The port ``Typesetter`` by pandoc (about 0.3 s a call) and Typst; it holds no state."""

    def read_markdown(self, text: str) -> list[Json]:
        """The blocks of a chapter, as pandoc's tree. Raw HTML and TeX stay text.

        Raises ReportError if the text cannot be UTF-8, is nested too deeply, or takes more than ``READING``.
        """
        options = ["--from", CHAPTER_FORMAT, "--to", "json"]
        blocks: list[Json] = _blocks(
            _pandoc(options, _utf8(text), bounds=READING, what="reading the chapter")
        )
        if _depth(blocks) > DEEPEST_TREE:
            raise ReportError("the chapter is nested too deeply", advice=_SIMPLER)
        return blocks

    def write_html(self, blocks: Sequence[Json]) -> str:
        """An HTML5 fragment; footnotes stand in a section at its end."""
        options = ["--to", "html5", "--syntax-highlighting", "none", "--email-obfuscation", "none"]
        return _pandoc(["--from", "json", *options, "--wrap", "none"], _tree(blocks, {}), what=_HTML).decode()

    def write_typst(self, blocks: Sequence[Json]) -> str:
        """Typst markup of the body, without a template around it."""
        options = ["--from", "json", "--to", "typst", "--wrap", "none"]
        return _pandoc(options, _tree(blocks, {}), what=_PDF).decode()

    def write_docx(
        self,
        blocks: Sequence[Json],
        *,
        reference: bytes,
        resources: Mapping[str, bytes],
        metadata: Mapping[str, str],
    ) -> bytes:
        """A DOCX whose styles, header and footer are those of ``reference``.

        ``resources`` are files that images of the tree name by their path; ``metadata`` are plain texts.
        """
        with TemporaryDirectory(prefix="vedette-") as folder:
            _write(Path(folder), {**resources, "reference.docx": reference})
            embedded = [_with_data(block, resources) for block in blocks]
            options = ["--to", "docx", "--reference-doc", str(Path(folder) / "reference.docx")]
            return _pandoc(
                ["--from", "json", *options, "--output", "-"], _tree(embedded, metadata), what=_DOCX
            )

    def compile_pdf(self, source: str, *, resources: Mapping[str, bytes], made_on: dt.date) -> bytes:
        """Typst source to PDF, archival (ISO 19005-2 level A) and accessible (ISO 14289-1), of ``made_on``.

        Resources are files beside the source; those under ``fonts/`` are the fonts. Raises ReportError with
        Typst's own words when the source or the standards refuse.
        """
        midnight = dt.datetime.combine(made_on, dt.time(), tzinfo=dt.UTC)
        with TemporaryDirectory(prefix="vedette-") as name:
            folder = Path(name).resolve()
            _write(folder, {**resources, "main.typ": source.encode()})
            return _compiled(folder, timestamp=int(midnight.timestamp()))

    def versions(self) -> Mapping[str, str]:
        """The tools that decide the bytes of a page, by name."""
        return {
            "fonttools": packages.version("fonttools"),
            "pandoc": _pandoc_version(),
            "python-docx": packages.version("python-docx"),
            "typst": packages.version("typst"),
            "zlib": zlib.ZLIB_RUNTIME_VERSION,
        }


def _pandoc(options: Sequence[str], given: bytes, *, what: str, bounds: Bounds = WRITING) -> bytes:
    """What pandoc writes, or a ReportError with what it said."""
    with TemporaryDirectory(prefix="vedette-") as empty:
        done = run(
            [_pandoc_program(), "--sandbox", "--data-dir", empty, *options],
            given,
            bounds=bounds,
            environment={**os.environ, "SOURCE_DATE_EPOCH": _EPOCH, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            what=what,
            advice=_SIMPLER,
        )
    if done.code != 0:
        raise ReportError(
            f"pandoc refuses the document: {done.said}",
            advice="the message names the element; correct the chapter it stands in",
        )
    return done.output


def _utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise ReportError(
            f"the chapter holds half a character at character {error.start + 1}",
            advice="save the file as UTF-8",
        ) from error


def _blocks(tree: bytes) -> list[Json]:
    try:
        blocks: list[Json] = json.loads(tree)["blocks"]
    except RecursionError as error:
        raise ReportError("the chapter is nested too deeply", advice=_SIMPLER) from error
    return blocks


def _depth(tree: Json) -> int:
    """How many lists and objects of a tree are in each other, found without recursion."""
    depth, level = 0, [tree]
    while level:
        depth += 1
        level = [
            inside
            for one in level
            for inside in (one.values() if isinstance(one, dict) else one)
            if isinstance(inside, dict | list)
        ]
    return depth


@cache
def _pandoc_program() -> str:
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise ToolMissingError(
            "pandoc is not installed", advice="install the package pypandoc-binary, which brings it"
        ) from error


@cache
def _pandoc_version() -> str:
    return (
        _pandoc(["--version"], b"", what="asking pandoc for its version")
        .decode()
        .splitlines()[0]
        .removeprefix("pandoc")
        .strip()
    )


def _tree(blocks: Sequence[Json], metadata: Mapping[str, str]) -> bytes:
    meta = {name: {"t": "MetaString", "c": text} for name, text in sorted(metadata.items())}
    return json.dumps({"pandoc-api-version": API_VERSION, "meta": meta, "blocks": list(blocks)}).encode()


def _with_data(node: Json, resources: Mapping[str, bytes]) -> Json:
    """The tree with images from ``resources`` in place: the sandbox lets pandoc read no file."""
    if isinstance(node, list):
        return [_with_data(one, resources) for one in node]
    if not isinstance(node, dict):
        return node
    inside = {key: _with_data(value, resources) for key, value in node.items()}
    if node.get("t") == "Image" and node["c"][2][0] in resources:
        attributes, alternative, (name, title) = inside["c"]
        return {"t": "Image", "c": [attributes, alternative, [_data_uri(resources[name]), title]]}
    return inside


def _data_uri(png: bytes) -> str:
    import base64

    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            raise ReportError(
                f"resource {name!r} would lie outside the page's folder",
                advice="give resources plain relative names",
            )
        target = folder.joinpath(*path.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _compiled(folder: Path, *, timestamp: int) -> bytes:
    """The PDF of ``main.typ``, by Typst in a process of its own."""
    done = run(
        [sys.executable, "-P", typst_page.__file__, str(folder), str(timestamp)],
        b"",
        bounds=WRITING,
        environment={**os.environ, "PYTHONWARNINGS": "ignore"},
        what=_PDF,
        advice=_SIMPLER,
    )
    if done.code == typst_page.REFUSED:
        raise ReportError(
            f"Typst refuses the page source: {done.said}",
            advice="the message names the element; correct the chapter or the renderer's template",
        )
    if done.code != 0:
        raise ReportError(
            f"Typst ended with exit code {done.code}: {done.said}",
            advice="see that the package typst is installed as `vedette` was installed",
        )
    return done.output
