"""Typst in a process of its own, which can be given up: ``python typst_page.py FOLDER TIMESTAMP``.

It compiles ``main.typ`` of the folder to PDF/A-2a and PDF/UA-1 with the fonts in ``fonts/`` alone, writes the file to
standard output, and imports nothing of Vedette. Exit code 3: Typst refuses the source, in its own words on standard
error.
"""

from __future__ import annotations

import sys
from pathlib import Path

import typst

REFUSED = 3


def main(name: str, timestamp: str) -> int:
    """Compile; the exit code."""
    folder = Path(name)
    no_packages = str(folder / "no-packages")
    try:
        pdf = typst.compile(
            str(folder / "main.typ"),
            root=str(folder),
            font_paths=typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[str(folder / "fonts")],
            ),
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(timestamp),
            package_path=no_packages,
            package_cache_path=no_packages,
        )
    except typst.TypstError as error:
        sys.stderr.write("; ".join(str(part) for part in error.args if part) or repr(error))
        return REFUSED
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
