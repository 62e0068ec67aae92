"""The typesetter of one machine: pandoc as a program for HTML, Typst markup and DOCX, Typst for PDF.

Nothing here reads the user's settings, fonts, templates or network: pandoc runs in its sandbox with an
empty data folder, Typst sees one temporary folder and the fonts handed in. The same input, the same bytes.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import metadata as packages
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import attrs
import pypandoc
import typst

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

SECONDS = 300
_EPOCH = "315532800"  # 1980-01-01, the first day a zip entry can carry


@attrs.frozen(kw_only=True)
class PandocTypst:
    """The port ``Typesetter`` by pandoc (about 0.3 s a call) and Typst; it holds no state."""

    def read_markdown(self, text: str) -> list[Json]:
        """The blocks of a chapter, as pandoc's tree. Raw HTML and TeX stay text."""
        tree = _pandoc(["--from", CHAPTER_FORMAT, "--to", "json"], text.encode())
        blocks: list[Json] = json.loads(tree)["blocks"]
        return blocks

    def write_html(self, blocks: Sequence[Json]) -> str:
        """An HTML5 fragment; footnotes stand in a section at its end."""
        options = ["--to", "html5", "--syntax-highlighting", "none", "--email-obfuscation", "none"]
        return _pandoc(["--from", "json", *options, "--wrap", "none"], _tree(blocks, {})).decode()

    def write_typst(self, blocks: Sequence[Json]) -> str:
        """Typst markup of the body, without a template around it."""
        return _pandoc(["--from", "json", "--to", "typst", "--wrap", "none"], _tree(blocks, {})).decode()

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
            return _pandoc(["--from", "json", *options, "--output", "-"], _tree(embedded, metadata))

    def compile_pdf(self, source: str, *, resources: Mapping[str, bytes], made_on: dt.date) -> bytes:
        """Typst source to PDF, archival (ISO 19005-2 level A) and accessible (ISO 14289-1), of ``made_on``.

        Resources are files beside the source; those under ``fonts/`` are the fonts. Raises ReportError with
        Typst's own words when the source or the standards refuse.
        """
        midnight = dt.datetime.combine(made_on, dt.time(), tzinfo=dt.UTC)
        with TemporaryDirectory(prefix="vedette-") as name:
            folder = Path(name).resolve()
            _write(folder, {**resources, "main.typ": source.encode()})
            try:
                return _compiled(folder, timestamp=int(midnight.timestamp()))
            except typst.TypstError as error:
                raise ReportError(
                    f"Typst refuses the page source: {_said(error)}",
                    advice="the message names the element; correct the chapter or the renderer's template",
                ) from error

    def versions(self) -> Mapping[str, str]:
        """The tools that decide the bytes of a page, by name."""
        return {
            "fonttools": packages.version("fonttools"),
            "pandoc": _pandoc_version(),
            "python-docx": packages.version("python-docx"),
            "typst": packages.version("typst"),
            "zlib": zlib.ZLIB_RUNTIME_VERSION,
        }


def _pandoc(options: Sequence[str], given: bytes) -> bytes:
    """What pandoc writes, or a ReportError with what it said."""
    with TemporaryDirectory(prefix="vedette-") as empty:
        done = subprocess.run(  # noqa: S603 - our own options, and text only by standard input
            [_pandoc_program(), "--sandbox", "--data-dir", empty, *options],
            input=given,
            capture_output=True,
            cwd=empty,
            env={**os.environ, "SOURCE_DATE_EPOCH": _EPOCH, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            timeout=SECONDS,
            check=False,
        )
    if done.returncode != 0:
        raise ReportError(
            f"pandoc refuses the document: {done.stderr.decode(errors='replace').strip()}",
            advice="the message names the element; correct the chapter it stands in",
        )
    return done.stdout


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
    return _pandoc(["--version"], b"").decode().splitlines()[0].removeprefix("pandoc").strip()


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


def _said(error: typst.TypstError) -> str:
    return "; ".join(str(part) for part in error.args if part) or repr(error)


def _compiled(folder: Path, *, timestamp: int) -> bytes:
    no_packages = str(folder / "no-packages")
    return typst.compile(
        str(folder / "main.typ"),
        root=str(folder),
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(folder / FONT_FOLDER)],
        ),
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=timestamp,
        package_path=no_packages,
        package_cache_path=no_packages,
    )
