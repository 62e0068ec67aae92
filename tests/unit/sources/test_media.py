import pytest

from vedette.sources.media import UNKNOWN, media_type


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"%PDF-1.7\n", "table.csv", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n...", "picture", "image/png"),
        (b"RIFF\0\0\0\0WEBP", "a.webp", "image/webp"),
        (b"PK\x03\x04....", "a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"PK\x03\x04....", "a.csv", "application/zip"),
        (b"key,status\n", "a.csv", "text/csv"),
        (b"[]", "a.JSON", "application/json"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>", "page.txt", "text/html"),
        (b"words", "noted", "text/plain"),
        (b"\0\1\2", "a.csv", UNKNOWN),
        (b"", "empty.csv", "text/csv"),
    ],
)
def test_bytes_win_over_the_name_and_the_name_over_nothing(head: bytes, name: str, kind: str) -> None:
    assert media_type(head, name) == kind
