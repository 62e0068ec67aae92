from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vedette.model.report import Document
from vedette.ports import Typesetter
from vedette.report.renderers.docx import DocxRenderer
from vedette.report.renderers.html import HtmlRenderer
from vedette.report.renderers.pdf import PdfRenderer


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Digests of the sample from a process with another time zone, locale, folder, home and hash seed."""
    folder = tmp_path_factory.mktemp("elsewhere")
    away = {"TZ": "Pacific/Kiritimati", "LC_ALL": "ar_SA.UTF-8", "HOME": str(folder), "PYTHONHASHSEED": "7"}
    script = Path(__file__).with_name("rendered_elsewhere.py")
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=folder,
        env={**os.environ, **away},
        capture_output=True,
        check=True,
        text=True,
    )
    return dict(line.split() for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    "renderer", [DocxRenderer(), HtmlRenderer(), PdfRenderer()], ids=lambda one: one.name
)
def test_a_report_has_the_same_bytes_in_another_time_zone_locale_folder_and_home(
    renderer: DocxRenderer | HtmlRenderer | PdfRenderer,
    elsewhere: dict[str, str],
    rich_document: Document,
    typesetter: Typesetter,
) -> None:
    here = hashlib.sha256(renderer.render(rich_document, typesetter)).hexdigest()
    assert elsewhere[renderer.name] == here
