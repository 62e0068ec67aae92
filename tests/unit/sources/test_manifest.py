import pytest

from vedette.errors import UnreadableInputError
from vedette.model.handling import Tlp
from vedette.model.submissions import Authority, SourceGrade
from vedette.sources.manifest import read_manifest, safe_path

GOOD = """
title = "What the press wrote"
submitted_by = "The desk"
submitted_on = 2025-06-01
authority = "open source"
grade = "B"
licence = "facts only"
language = "en"

[handling]
tlp = "TLP:AMBER"
releasable_to = ["KR", "US"]
originators = ["KR"]

[[files]]
path = "claims.csv"
table = "claims"
at_least = 3
original_held = false

[[files]]
path = "articles/one.pdf"
capture = { at = 2024-10-25T12:10:00+09:00, address = "https://example.org/one.pdf", tool = "browser" }
"""


def read(text: str) -> None:
    read_manifest(text.encode(), where="press/submission.toml")


def test_a_manifest_says_who_what_when_and_under_which_marking() -> None:
    manifest = read_manifest(GOOD.encode(), where="press/submission.toml")
    assert (manifest.authority, manifest.grade) == (Authority.OPEN_SOURCE, SourceGrade.B)
    assert manifest.handling.tlp is Tlp.AMBER
    assert manifest.handling.releasable_to == frozenset({"KR", "US"})
    assert [file.path for file in manifest.files] == ["claims.csv", "articles/one.pdf"]
    assert (manifest.files[0].at_least, manifest.files[0].original_held) == (3, False)
    assert manifest.files[1].table is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "What the press wrote"\n', "", "lacks 'title'"),
        ('title = "What the press wrote"', 'title = " "', "title is empty"),
        ("2025-06-01", '"2025-06-01"', "submitted_on is str"),
        ("2025-06-01", "2025-06-01T00:00:00Z", "submitted_on is datetime"),
        ("open source", "hearsay", "'hearsay' is no known authority"),
        ('grade = "B"', 'grade = "G"', "'G' is no known grade"),
        ('language = "en"', 'language = "English"', "no language tag"),
        ("TLP:AMBER", "TLP:WHITE", "not a TLP 2.0 label"),
        ('["KR", "US"]', '["Korea"]', "'Korea' in releasable_to"),
        ("at_least = 3", "at_most = 3", "unknown key 'at_most'"),
        ("at_least = 3", "at_least = true", "at_least is bool"),
        ("at_least = 3", "at_least = -3", "negative"),
        ("12:10:00+09:00", "12:10:00", "no time zone"),
        ('tool = "browser"', 'camera = "x"', "unknown key 'camera'"),
        ("[handling]", "colour = 1\n[handling]", "unknown key 'colour'"),
        ('table = "claims"', 'table = "poems"', "no table layout 'poems'"),
        ('table = "claims"\n', "", "follows no table layout"),
        ('table = "claims"', 'table = "claims"\nencoding = "unicode_escape"', "no encoding"),
        ('table = "claims"', 'table = "claims"\nsheet = "One"', "no sheets"),
        ("articles/one.pdf", "claims.csv", "named twice"),
        ("articles/one.pdf", "CLAIMS.csv", "capitals or accents alone"),
        ("articles/one.pdf", "../../etc/passwd", "'..'"),
        ("[handling]", "[handling", "not TOML"),
    ],
)
def test_a_manifest_that_is_wrong_is_refused_with_its_place(old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(UnreadableInputError, match=r"press/submission\.toml") as refused:
        read(GOOD.replace(old, new, 1))
    assert said in refused.value.message
    assert refused.value.advice


def test_a_file_says_when_and_from_where_it_was_captured_in_utc() -> None:
    capture = read_manifest(GOOD.encode(), where="press/submission.toml").files[1].capture
    assert capture is not None
    assert (str(capture.at), capture.address, capture.by) == (
        "2024-10-25T03:10:00Z",
        "https://example.org/one.pdf",
        None,
    )


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"\0", b"files = 1", b"a = " + b"[" * 5000, b"#" * (2 << 20)]
)
def test_bytes_that_are_no_manifest_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableInputError):
        read_manifest(content, where="x")


@pytest.mark.parametrize(
    "path",
    [
        "", "/etc/passwd", "../up.csv", "a/../../b.csv", "a//b.csv", "./a.csv", "a/", "C:/a.csv", "C:a.csv", "a\\b.csv",
        "\\\\host\\share", "~/a.csv", "con", "CON.csv", "a/nul.txt", "com1.csv", "lpt9", "a.", "a ", " a.csv", "a\0b",
        "a\nb.csv", "a*.csv", 'a"b', "a|b", "submission.toml", "Submission.TOML", "aux .csv", "dir./a.csv",
    ],
)  # fmt: skip
def test_a_path_that_leaves_the_folder_or_that_some_system_cannot_hold_is_refused(path: str) -> None:
    with pytest.raises(UnreadableInputError):
        safe_path(path, where="x")


@pytest.mark.parametrize(
    "path", ["a.csv", "articles/one.pdf", "사진/하나.png", "..a.csv", "console.csv", "a b.csv"]
)
def test_an_ordinary_path_stands_as_it_is(path: str) -> None:
    assert safe_path(path, where="x") == path


@pytest.mark.parametrize(
    ("one", "other"),
    [("\xe9.txt", "e\u0301.txt"), ("\xc9.txt", "e\u0301.txt"), ("\uac00.txt", "\u1100\u1161.txt")],
)
def test_two_names_of_the_same_letters_composed_and_taken_apart_are_refused(one: str, other: str) -> None:
    listed = "".join(f'\n[[files]]\npath = "{path}"\n' for path in (one, other))
    with pytest.raises(UnreadableInputError, match=r"differs from .* in capitals or accents alone"):
        read(GOOD.partition("\n[[files]]")[0] + listed)


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u2066", "\u200b", "\ufeff", "\xad", "\x85", "\U000e0041", "\u3164"]
)
def test_a_path_with_a_sign_that_is_not_seen_or_turns_the_others_around_is_refused_by_its_number(
    sign: str,
) -> None:
    with pytest.raises(UnreadableInputError, match=rf"holds U\+{ord(sign):04X}"):
        safe_path(f"letter{sign}fdp.txt", where="press")


@pytest.mark.parametrize("path", ["편지.txt", "\u1111\u1167\u11ab.txt", "письмо.txt", "信.txt", "رسالة.txt"])
def test_names_in_the_letters_of_any_script_are_taken(path: str) -> None:
    assert safe_path(path, where="press") == path
