from __future__ import annotations

import pytest

from vedette.backends.typesetting import PandocTypst
from vedette.casework.inputs import inputs_of, standing_of
from vedette.errors import ReportError
from vedette.report.compose import compose
from vedette.report.standing import Standing
from vedette.report.syntax import nodes, words_of
from vedette.testing.editions import collected, submit, write_small_case

LISTED = (
    "key,entity,authority,list,announced,effective,status,sources\n"
    "L-1,Zeta,EU,EU 269/2014,2024-06-25,,V,P1\n"
    "L-2,Alpha,KR,autonomous list,2024-06-27,2024-07-01,S,P1\n"
    "L-3,Middle,EU,EU 269/2014,2023-12-18,,V,P1\n"
)
FIRMS = (
    "key,entity,schema,name,status,sources\nF-1,a-firm,Company,A Firm,S,P1\nF-2,b-firm,Company,B Firm,S,P1\n"
)
TIES = (
    "key,relation,subject,object,role,words,status,sources\n"
    "T-1,owner,a-firm,b-firm,,named as owner,S,P1\n"
    "T-2,other,b-firm,c-firm,earlier partner,named as partner,W,P1\n"
    "T-3,manager,b-firm,a-firm,,named as manager,S,P1\n"
)


JUDGED = (
    "key,left,right,verdict,by,on,why,status\n"
    "J-8,a-firm,b-firm,unsure,A desk,2026-11-20,alike in name,S\n"
    "J-9,T-1,T-3,disjoint,A desk,2026-11-20,two ties,S\n"
)


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Standing:
    case = write_small_case(tmp_path_factory.mktemp("tables") / "case")
    submit(case, "lists", {"listings.csv": LISTED})
    submit(case, "ties", {"entities.csv": FIRMS, "relations.csv": TIES})
    submit(case, "desk", {"judgements.csv": JUDGED})
    return standing_of(inputs_of(collected(case), audience="public"))


def printed(standing: Standing, typesetter: PandocTypst, options: str) -> list[list[str]]:
    """The cells of the one table that a chapter asks for, row by row."""
    words = f"# One\n\n::: {{.table {options}}}\nA table\n:::\n"
    blocks = compose({"en/1.md": words}, standing, typesetter).blocks
    table = next(node for node in nodes(list(blocks)) if node["t"] == "Table")
    return [[words_of(cell[4]) for cell in row[1]] for body in table["c"][4] for row in body[3]]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("", ["Middle", "Zeta", "Alpha"]),
        ('order="date"', ["Middle", "Zeta", "Alpha"]),
        ('order="list"', ["Zeta", "Middle", "Alpha"]),
        ('order="name"', ["Alpha", "Middle", "Zeta"]),
    ],
)
def test_listings_stand_by_date_by_list_or_by_name(
    standing: Standing, typesetter: PandocTypst, order: str, names: list[str]
) -> None:
    rows = printed(standing, typesetter, f'of=listings submission="lists" {order}')
    assert [row[1] for row in rows] == names


def test_a_listing_tells_authority_list_and_both_days_in_five_columns(
    standing: Standing, typesetter: PandocTypst
) -> None:
    rows = {row[1]: row for row in printed(standing, typesetter, 'of=listings submission="lists"')}
    assert rows["Alpha"] == [
        "27 June 2024; effective 1 July 2024",
        "Alpha",
        "KR: autonomous list",
        "–",
        "L-2: P1 (S)",
    ]
    assert rows["Zeta"][2] == "EU 269/2014"


def test_listings_are_narrowed_by_key_and_a_key_that_is_no_listing_is_refused(
    standing: Standing, typesetter: PandocTypst
) -> None:
    assert [row[1] for row in printed(standing, typesetter, 'of=listings keys="L-2"')] == ["Alpha"]
    with pytest.raises(ReportError, match="no listing T-1"):
        printed(standing, typesetter, 'of=listings keys="L-2 T-1"')


def test_an_order_that_is_none_is_refused(standing: Standing, typesetter: PandocTypst) -> None:
    with pytest.raises(ReportError, match="order= does not know 'size'"):
        printed(standing, typesetter, 'of=listings order="size"')


def test_ties_stand_in_the_order_of_their_keys_with_names_for_ids_and_the_words_of_the_source(
    standing: Standing, typesetter: PandocTypst
) -> None:
    rows = printed(standing, typesetter, 'of=relations submission="ties"')
    assert rows == [
        ["A Firm", "owner", "B Firm", "named as owner", "T-1: P1 (S)"],
        ["B Firm", "manager", "A Firm", "named as manager", "T-3: P1 (S)"],
    ]


def test_ties_of_keys_stand_in_the_order_asked_for(standing: Standing, typesetter: PandocTypst) -> None:
    rows = printed(standing, typesetter, 'of=relations keys="T-3 T-1"')
    assert [row[0] for row in rows] == ["B Firm", "A Firm"]


def test_an_unchecked_tie_that_names_somebody_is_never_printed(
    standing: Standing, typesetter: PandocTypst
) -> None:
    with pytest.raises(ReportError, match="no tie T-2"):
        printed(standing, typesetter, 'of=relations keys="T-2"')


@pytest.mark.parametrize("asked", ['keys="T-9"', 'keys="W-1"', 'submission="nobody"'])
def test_a_tie_that_is_not_there_is_refused(standing: Standing, typesetter: PandocTypst, asked: str) -> None:
    with pytest.raises(ReportError, match="no tie"):
        printed(standing, typesetter, f"of=relations {asked}")


def test_a_footnote_cites_the_row_of_a_tie_or_of_an_entity(
    standing: Standing, typesetter: PandocTypst
) -> None:
    document = compose({"en/1.md": "# One\n\nSo.[T-1; F-2]{.cite}\n"}, standing, typesetter)
    [note] = [words_of(node) for node in nodes(list(document.blocks)) if node["t"] == "Note"]
    assert "Row T-1, ties/relations.csv row=1, marked S." in note
    assert "Row F-2, ties/entities.csv row=2, marked S." in note


@pytest.mark.parametrize("key", ["T-2", "T-9"])
def test_a_footnote_cites_no_tie_that_is_unchecked_or_not_there(
    standing: Standing, typesetter: PandocTypst, key: str
) -> None:
    with pytest.raises(ReportError, match=f"no row has the key '{key}'"):
        compose({"en/1.md": f"# One\n\nSo.[{key}]{{.cite}}\n"}, standing, typesetter)


def test_a_judgement_calls_an_entity_by_its_name_and_a_row_by_its_key(
    standing: Standing, typesetter: PandocTypst
) -> None:
    rows = {row[-1]: row[:2] for row in printed(standing, typesetter, "of=judgements")}
    assert (rows["J-8"], rows["J-9"]) == (["A Firm", "B Firm"], ["T-1", "T-3"])
