"""The Java of the machine, which Apache Spark needs and no Python package brings."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from vedette.errors import ToolMissingError

OLDEST = 17
"""Spark 4 runs on Java 17 and 21."""
ADVICE = "install Debian's package openjdk-17-jre-headless, or another whole Java 17 or 21, and set JAVA_HOME"


def require_java() -> None:
    """See that a Java is there that Spark runs on; raises `ToolMissingError` with the package to install."""
    home = os.environ.get("JAVA_HOME")
    program = shutil.which("java", path=str(Path(home) / "bin") if home else None)
    if program is None:
        raise ToolMissingError(
            f"Apache Spark needs a Java, and there is none {f'in JAVA_HOME={home}' if home else 'on the path'}",
            advice=ADVICE,
        )
    told = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603
    version = re.search(r'version "(\d+)', told)
    if version is None or int(version[1]) < OLDEST:
        raise ToolMissingError(
            f"Apache Spark needs a Java {OLDEST} or 21, and {program} is {version[1] if version else 'unknown'}",
            advice=ADVICE,
        )
