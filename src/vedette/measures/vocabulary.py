"""The closed vocabulary of the law files: subjects, who is bound, places and evidence thresholds."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import attrs

from vedette.errors import UnreadableValueError
from vedette.measures.fields import Fields, LawFileError
from vedette.model.provisions import Place


@attrs.frozen(kw_only=True)
class Subject:
    """A word for what a measure is about; ``within`` names the wider subject, ``also`` other spellings."""

    tag: str
    means: str
    within: str | None = None
    also: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Vocabulary:
    """All words that a law file may use."""

    subjects: Mapping[str, Subject]
    bound: Mapping[str, str]
    places: Mapping[str, Place]
    thresholds: Mapping[str, str]

    def subject(self, text: str) -> str:
        """The tag that a reader means by ``text`` (tag or other spelling); raises `UnreadableValueError`."""
        asked = " ".join(text.casefold().replace("-", " ").split())
        spellings = {
            word.replace("-", " "): tag for tag, one in self.subjects.items() for word in (tag, *one.also)
        }
        if asked in spellings:
            return spellings[asked]
        near = difflib.get_close_matches(asked, spellings, n=3)
        known = ", ".join(spellings[word] for word in near) or ", ".join(self.subjects)
        raise UnreadableValueError(f"no measure has the subject {text!r}", advice=f"use one of: {known}")

    def covers(self, wide: str, tag: str) -> bool:
        """Whether ``tag`` is the subject ``wide`` itself or lies within it."""
        step: str | None = tag
        while step is not None:
            if step == wide:
                return True
            step = self.subjects[step].within
        return False


def read_vocabulary(fields: Fields) -> Vocabulary:
    """Read ``vocabulary.toml``; refuses unknown keys, subjects within unknown ones and double spellings."""
    subjects = _subjects(fields.table("subject"))
    bound = fields.table("bound")
    places = fields.table("place")
    thresholds = fields.table("threshold")
    fields.close()
    return Vocabulary(
        subjects=subjects,
        bound={key: bound.text(key) for key in bound.keys_left()},
        places={key: _place(key, places.table(key)) for key in places.keys_left()},
        thresholds={key: thresholds.text(key) for key in thresholds.keys_left()},
    )


def _subjects(table: Fields) -> dict[str, Subject]:
    found = {tag: _subject(tag, table.table(tag)) for tag in table.keys_left()}
    spelled: dict[str, str] = {}
    for tag, one in found.items():
        if one.within is not None and (one.within not in found or one.within == tag):
            raise LawFileError(
                f"{table.where}: {tag} lies within {one.within!r}", advice="name a subject of the list"
            )
        for word in (tag.replace("-", " "), *(word.replace("-", " ") for word in one.also)):
            if spelled.setdefault(word, tag) != tag:
                raise LawFileError(
                    f"{table.where}: {word!r} means {spelled[word]} and {tag}", advice="keep one of them"
                )
    return found


def _subject(tag: str, fields: Fields) -> Subject:
    one = Subject(
        tag=tag, means=fields.text("means"), within=fields.optional_text("within"), also=fields.texts("also")
    )
    fields.close()
    return one


def _place(key: str, fields: Fields) -> Place:
    one = Place(key=key, name=fields.text("name"), spellings=fields.texts("also"))
    fields.close()
    return one


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that is part of the program."""
    return read_vocabulary(Fields.of_file(files("vedette.measures") / "vocabulary.toml"))
