"""A report that has one of everything: scripts, styles, wide tables, footnotes, pictures, hostile text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from io import BytesIO

import pytest

from vedette.backends.typesetting import PandocTypst
from vedette.model.report import Document, Picture
from vedette.model.wire import Json
from vedette.report.syntax import attribute, paragraph, span, string

NOTICE = (
    "Training example from public sources, not a publication of the Multilateral Sanctions Monitoring Team "
    "or of anybody named in it."
)
FOOTNOTES = 32
HOSTILE = (
    '#panic("x")',
    "<script>alert(1)</script>",
    "\\input{/etc/passwd}",
    "@ref",
    "$x^2$",
    "a--b---c...d -? -7 ~ /* no */ // no",
    "*bold* _it_ `code` [x](y) = h",
    "&amp; ]]> <!-- x --> {{x}} ${x}",
    "w:p <w:t>x</w:t>",
    "\"double\" 'single'",
)

CHAPTER = """
# Arms transfers and their route {#arms}

[1.]{.para-number} The vessels *Angara*, *Maria*, *Maia-1* and *Lady R* carried
[[more than 20,000]{.figure data-figure=containers}](#figure-containers) containers from Rajin to Vostochny and Dunai
between August 2023 and March 2025, which at the loading assumed in annex I amounts to between 4.2 and 5.8 million
rounds of 152 mm artillery.^[Submission A of 12 March 2025, row 17; see also the transcription, page 4.] The voyages
rest on position reports and on satellite pictures, and every one was counted once, whoever reported it.

[2.]{.para-number} Names in the record: **김정은** 김정은 *기울임*, 최현호 (**崔賢號**, 崔賢號), «**Ангара**» and
*Ангара*, **العربية** العربية *مائل*, ***both at once***, and [조선민주주의인민공화국]{lang=ko} beside Latin text
"in quotation marks", the team's own.

[3.]{.para-number} Paragraph 20 of resolution 2397 (2017) is cited with its status
[unchecked]{.unchecked}, and a link leads to [the Council](https://www.un.org/securitycouncil/) but not to
[a script](javascript:alert(1)) or [a file](file:///etc/passwd). 20 $ and $30 are money.

## Sea {#sea}

[4.]{.para-number} Three routes:

- Rajin to Dunai
    - by day
    - by night, transmitter off
        1. from the pier
        2. from the roads
- Rajin to Vostochny
- Chongjin to Vostochny

> According to a Member State, the containers left the pier within two days.

### Piers {#piers}

[5.]{.para-number} Definitions follow.

AIS gap
:   a silence of twelve hours or more

Encounter
:   two ships within 500 metres for two hours

## Rail and depots {#rail}

[6.]{.para-number} The picture shows the estimates.

![Estimates of containers by author and date](picture:estimates){#chart-estimates}

[7.]{.para-number} Text after the picture, and `code --flag 'x'` in it.
"""

ANNEX = """
# Evidence {#evidence .annex}

: Shipments of petroleum notified to the Committee {#petroleum}

| Month | Notified, barrels | Estimated, barrels | Share of the cap |
|:------|------------------:|-------------------:|-----------------:|
| January 2024 | 12,345 | 30,000 | 6 % |
| February 2024 | 9,876 | 28,000 | 12 % |
| March 2024 | 22,114 | 165,000 | 33 % |

[more than 20,000]{#figure-containers .figure data-figure=containers}: recomputed from 27 citations, exhibit
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, captured from
[https://example.org/a/very/long/address/that/does/not/end?x=1&y=2#part-of-the-page-that-is-meant](https://example.org/a/very/long/address/that/does/not/end?x=1&y=2#part-of-the-page-that-is-meant).

# Sources {.unnumbered #sources}

The last chapter.
"""


def _cell(text: str, *, note: str = "") -> Json:
    inlines: list[Json] = []
    for word in text.split(" "):
        inlines += [string(word), {"t": "Space"}]
    inlines.pop()
    if note:
        inlines.append({"t": "Note", "c": [paragraph(string(note))]})
    return [attribute(), {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": inlines}]]


def _wide_table(*, rows: int) -> Json:
    titles = ["Date", "Vessel", "IMO", "From", "To", "Cargo and count", "What the source says", "Status"]
    said = (
        "The submission gives 180 containers on deck and states that the vessel switched its transmitter off "
        "before the pier; a second source reports the same voyage with 176."
    )
    body = [
        [
            f"2024-{1 + at % 12:02d}-{1 + at % 28:02d}",
            ("Angara Ангара", "Maia-1", "최현호 崔賢號")[at % 3],
            f"{9074729 + at}",
            "Rajin",
            "Vostochny",
            f"{100 + at} containers, estimated",
            said[: 40 + (at * 37) % 110]
            if at % 7
            else "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ("checked", "unchecked")[at % 2],
        ]
        for at in range(rows)
    ]

    def row(texts: list[str], at: int) -> Json:
        notes = [
            f"Submission B, row {at}." if at and at % 3 == 0 and not column else "" for column in range(8)
        ]
        return [attribute(), [_cell(text, note=note) for text, note in zip(texts, notes, strict=True)]]

    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in titles]
    head = [attribute(), [row(titles, 0)]]
    bodies = [[attribute(), 0, [], [row(texts, at + 1) for at, texts in enumerate(body)]]]
    caption = [None, [{"t": "Plain", "c": [string("Voyages by date, as submitted")]}]]
    return {"t": "Table", "c": [attribute(name="voyages"), caption, columns, head, bodies, [attribute(), []]]}


def _hostile() -> list[Json]:
    return [
        paragraph(span([string(f"{8 + at}.")], attribute("para-number")), string(" "), string(text))
        for at, text in enumerate(HOSTILE)
    ]


def _noted(count: int) -> Json:
    inlines: list[Json] = [span([string("30.")], attribute("para-number")), string(" ")]
    for at in range(count):
        inlines += [
            string(f"source {at + 1}"),
            {"t": "Note", "c": [paragraph(string(f"Exhibit EX-{at + 1:04d}, row {at}."))]},
        ]
        inlines.append({"t": "Space"})
    return paragraph(*inlines)


@cache
def drawn() -> Picture:
    """A chart as matplotlib makes it for a report: letters as outlines, no date, fixed ids."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "vedette"}):
        figure = Figure(figsize=(6.4, 2.6), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        axes.errorbar(
            [16000, 20000, 28000],
            [1, 2, 3],
            xerr=[[2000, 0, 3000], [2000, 5000, 3000]],
            fmt="o",
            color="#14406b",
        )
        axes.set_xlabel("Containers")
        axes.set_yticks([1, 2, 3], ["A", "B", "C"])
        svg, png = BytesIO(), BytesIO()
        figure.savefig(svg, format="svg", metadata={"Date": None})
        figure.savefig(png, format="png", dpi=200, metadata={"Software": None})
    return Picture(
        name="estimates",
        svg=svg.getvalue(),
        png=png.getvalue(),
        alt='Three estimates: A 16,000, B at least 20,000, C "28,000" <give or take> 3,000.',
    )


@cache
def sample() -> Document:
    """The rich report; its footnotes number ``FOOTNOTES``."""
    typesetter = PandocTypst()
    opening = typesetter.read_markdown(CHAPTER)
    closing = typesetter.read_markdown(ANNEX)
    table = _wide_table(rows=45)
    in_text, in_table = 1, 15
    blocks = [*opening, *_hostile(), _noted(FOOTNOTES - in_text - in_table), table, *closing]
    return Document(
        symbol="VEDETTE-EX/1",
        title="Arms, petroleum and workers: what the public record shows",
        subtitle="A training report for teams that monitor sanctions <b>&amp;</b> #x",
        made_on=dt.date(2025, 5, 29),
        language="en",
        notice=NOTICE,
        blocks=tuple(blocks),
        pictures={"estimates": drawn()},
    )


@pytest.fixture(scope="session")
def rich_document() -> Document:
    return sample()


@pytest.fixture(scope="session")
def typesetter() -> PandocTypst:
    return PandocTypst()


@pytest.fixture(scope="session")
def footnotes() -> int:
    return FOOTNOTES


@pytest.fixture(scope="session")
def hostile() -> tuple[str, ...]:
    return HOSTILE


@pytest.fixture(scope="session")
def one_chapter() -> Callable[..., Document]:
    """A function from blocks (and ``language``) to a report of one chapter that holds them."""
    return with_blocks


def with_blocks(*blocks: Json, language: str = "en") -> Document:
    """A report of one chapter that holds the blocks."""
    heading = {"t": "Header", "c": [1, attribute(name="one"), [string("One")]]}
    return Document(
        symbol="VEDETTE-EX/1",
        title="A title",
        subtitle="A subtitle",
        made_on=dt.date(2025, 5, 29),
        language=language,
        notice=NOTICE,
        blocks=(heading, *blocks),
        pictures={"estimates": drawn()},
    )
