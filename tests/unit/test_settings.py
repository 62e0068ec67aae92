"""Settings come from the environment that a door hands in."""

import pytest

from vedette.errors import UnreadableValueError
from vedette.settings import LogFormat, LogLevel, Settings


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_environment({}) == Settings(log_level=LogLevel.WARNING, log_format=LogFormat.TEXT)


def test_an_empty_variable_counts_as_not_set() -> None:
    assert Settings.from_environment({"VEDETTE_LOG_LEVEL": " "}).log_level is LogLevel.WARNING


def test_the_case_of_a_choice_does_not_matter() -> None:
    assert Settings.from_environment({"VEDETTE_LOG_FORMAT": "JSON"}).log_format is LogFormat.JSON


def test_an_unknown_choice_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnreadableValueError) as refused:
        Settings.from_environment({"VEDETTE_LOG_LEVEL": "loud"})
    assert str(refused.value) == (
        "VEDETTE_LOG_LEVEL is 'loud'\n  advice: set it to one of: debug, info, warning, error"
    )


def test_the_actor_is_named_only_if_somebody_names_one() -> None:
    assert Settings.from_environment({}).actor is None
    assert Settings.from_environment({"VEDETTE_ACTOR": " "}).actor is None
    assert Settings.from_environment({"VEDETTE_ACTOR": " Desk officer "}).actor == "Desk officer"
