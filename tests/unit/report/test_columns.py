from __future__ import annotations

from vedette.model.wire import Json
from vedette.report.columns import LINE, size_of, with_widths
from vedette.report.syntax import attribute, paragraph, string


def table(*rows: tuple[str, ...]) -> Json:
    def row(texts: tuple[str, ...]) -> Json:
        cells = [[string(text)] for text in texts]
        return [
            attribute(),
            [[attribute(), {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": one}]] for one in cells],
        ]

    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in rows[0]]
    bodies = [[attribute(), 0, [], [row(one) for one in rows[1:]]]]
    return {
        "t": "Table",
        "c": [attribute(), [None, []], columns, [attribute(), [row(rows[0])]], bodies, [attribute(), []]],
    }


def shares(one: Json) -> list[float]:
    return [spec[1]["c"] for spec in with_widths([one])[0]["c"][2]]


def test_the_shares_of_a_table_fill_the_page() -> None:
    assert abs(sum(shares(table(("a", "b", "c"), ("x", "y" * 50, "z")))) - 1) < 0.001


def test_a_column_of_long_text_is_wider_than_one_of_dates() -> None:
    date, text = shares(table(("Date", "Text"), ("2024-01-01", "word " * 40)))
    assert text > 2 * date


def test_the_longest_word_of_a_narrow_column_fits_beside_columns_of_long_text() -> None:
    status, *_ = shares(table(("Status", "b", "c"), ("TLP:CLEAR", *(["word " * 60] * 2))))
    assert status * LINE["wide"] >= len("TLP:CLEAR") * 1.2


def test_a_han_letter_counts_twice() -> None:
    hangul, latin = shares(table(("a", "b"), ("최현호함", "xxxx")))
    assert hangul > latin


def test_a_digest_does_not_starve_the_other_columns() -> None:
    _, name = shares(table(("Digest", "Name"), ("e3b0c442" * 8, "Angara sailed from Rajin to Dunai")))
    assert name > 0.35


def test_footnotes_do_not_widen_their_column() -> None:
    plain = table(("a", "b"), ("x", "y"))
    noted = table(("a", "b"), ("x", "y"))
    note = {"t": "Note", "c": [paragraph(string("long words " * 30))]}
    noted["c"][4][0][3][0][1][0][4][0]["c"].append(note)
    assert shares(noted) == shares(plain)


def test_the_more_columns_the_smaller_the_print() -> None:
    assert [size_of(table(("x",) * count)).density for count in (4, 5, 7)] == ["wide", "middle", "dense"]
