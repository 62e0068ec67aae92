"""The command line: a thin door to casework, one file per command."""

from vedette.cli.main import main

__all__ = ["main"]
