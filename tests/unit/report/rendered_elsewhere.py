"""Renders the sample report in a process of its own and prints the digest of each file; see the renderer tests."""

from __future__ import annotations

import hashlib
import runpy
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "src"))

from vedette.backends.typesetting import PandocTypst
from vedette.report.renderers.docx import DocxRenderer
from vedette.report.renderers.html import HtmlRenderer
from vedette.report.renderers.pdf import PdfRenderer

sample = runpy.run_path(str(Path(__file__).with_name("conftest.py")))["sample"]()
for renderer in (DocxRenderer(), HtmlRenderer(), PdfRenderer()):
    made = renderer.render(sample, PandocTypst())
    sys.stdout.write(f"{renderer.name} {hashlib.sha256(made).hexdigest()}\n")
