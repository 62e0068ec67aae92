from __future__ import annotations

import re

from vedette.release.program import program_version


def test_the_program_is_named_by_version_and_a_digest_of_its_code() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\+[0-9a-f]{12}", program_version())


def test_the_digest_does_not_change_from_one_call_to_the_next() -> None:
    first = program_version()
    program_version.cache_clear()
    assert program_version() == first
