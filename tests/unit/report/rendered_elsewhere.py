"""Renders the sample report in a process of its own and prints the digest of each file; see the renderer tests."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[3] / "src"), str(Path(__file__).parent)]

import conftest  # noqa: E402 - found beside this file

from vedette.backends.typesetting import PandocTypst  # noqa: E402
from vedette.report.renderers.docx import DocxRenderer  # noqa: E402
from vedette.report.renderers.html import HtmlRenderer  # noqa: E402
from vedette.report.renderers.pdf import PdfRenderer  # noqa: E402

for renderer in (DocxRenderer(), HtmlRenderer(), PdfRenderer()):
    made = renderer.render(conftest.sample(), PandocTypst())
    sys.stdout.write(f"{renderer.name} {hashlib.sha256(made).hexdigest()}\n")
