"""What every test shares: a deterministic Hypothesis profile and a machine that has no say in the result."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

hypothesis.settings.register_profile("house", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository, for tests that read docs, examples or configuration."""
    return Path(__file__).resolve().parent.parent
