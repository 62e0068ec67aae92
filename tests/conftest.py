"""What every test shares: a deterministic Hypothesis profile, the repository, and no silent skip in CI."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

hypothesis.settings.register_profile("house", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository, for tests that read docs, examples or configuration."""
    return Path(__file__).resolve().parent.parent


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where ``make check`` runs in CI, what it needs is there: a test that was skipped fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("VEDETTE_SKIPS_FAIL") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
