"""Run the interop tests in an environment of their own, after the system packages that it needs.

``followthemoney`` needs PyICU, which compiles against ICU, and Apache Spark needs a Java (``packages.txt``), so
both stay out of the environment that everybody has. Missing packages are installed with apt where that is
allowed (root and apt-get). What cannot be had is said plainly: with ``CI=true`` it is a failure, elsewhere the
tests are left out.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv-interop"
REQUIREMENTS = ROOT / "requirements" / "interop.txt"
SCHEMA_WRITER = ROOT / "tools" / "write_ftm_schema.py"
PACKAGES = ROOT / "packages.txt"
IN_CI = os.environ.get("CI") == "true"


class MissingError(Exception):
    """Something that the interop tests need and this machine does not give."""


def wanted_packages(text: str) -> list[str]:
    """The names in ``packages.txt``: one to a line, comments after ``#``."""
    return [name for line in text.splitlines() if (name := line.split("#", maxsplit=1)[0].strip())]


def absent_packages() -> list[str]:
    """The wanted packages that Debian's package database does not know as installed.

    Raises:
        MissingError: there is no such database to ask.
    """
    if shutil.which("dpkg-query") is None:
        raise MissingError("this system is not Debian's: install what packages.txt names, by its own means")
    asked = [
        ["dpkg-query", "-W", "-f", "${Status}", name] for name in wanted_packages(PACKAGES.read_text("utf-8"))
    ]
    answers = [subprocess.run(query, capture_output=True, text=True, check=False) for query in asked]
    return [
        query[-1]
        for query, answer in zip(asked, answers, strict=True)
        if not answer.stdout.endswith("ok installed")
    ]


def install_packages() -> None:
    """Install the absent packages.

    Raises:
        MissingError: some are absent and cannot be installed here.
    """
    absent = absent_packages()
    if not absent:
        return
    if shutil.which("apt-get") is None or os.name != "posix" or os.geteuid() != 0:
        raise MissingError(f"system packages are missing: {', '.join(absent)}; install them as root")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *absent]):
        if subprocess.run(["apt-get", *words], env=quiet, stdout=subprocess.DEVNULL, check=False).returncode:
            raise MissingError(f"apt-get {words[0]} failed, and these are missing: {', '.join(absent)}")


def prepare_environment(venv: Path = VENV, requirements: Path = REQUIREMENTS) -> Path:
    """The Python of an environment apart, made anew only when its requirements have changed.

    Raises:
        MissingError: the requirements could not be installed.
    """
    python = venv / "bin" / "python"
    stamp = venv / ".made-from"
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text("utf-8") == digest:
        return python
    print(f"installing what {requirements.name} names (once; it may take minutes)", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True)
    pip: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    if subprocess.run([*pip, "--require-hashes", "-r", requirements], check=False).returncode:
        raise MissingError(f"requirements/{requirements.name} could not be installed")
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT], check=True)
    stamp.write_text(digest, "utf-8")
    return python


def main() -> int:
    """Prepare, test, and answer with an exit code; no interop test at all is a failure too."""
    try:
        install_packages()
        python = prepare_environment()
    except MissingError as missing:
        print(f"interop tests {'cannot run' if IN_CI else 'are left out'}: {missing}")
        return 1 if IN_CI else 0
    environment = {**os.environ, "VEDETTE_SKIPS_FAIL": "1"} if IN_CI else None
    words: list[str | Path] = [
        python,
        "-m",
        "pytest",
        "-q",
        "-n",
        "2",
        "--dist=loadscope",  # a Spark session is started once for its class
        "--inline-snapshot=disable",
        "-m",
        "interop",
    ]
    tested = subprocess.run(words, cwd=ROOT, env=environment, check=False).returncode
    written = subprocess.run([python, SCHEMA_WRITER, "--check"], cwd=ROOT, check=False).returncode
    return tested or written


if __name__ == "__main__":
    sys.exit(main())
