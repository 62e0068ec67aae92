"""A small case with one of everything that a question can be about; nothing in it happened.

Two open submissions, one that only members may see, an unchecked row that names an aircraft, two rows on one
voyage with the judgement that they are one, and a draft with figures and a chapter.
"""

from __future__ import annotations

from pathlib import Path

CASE = """\
symbol = "SMALL/1"
title = "A small case"
subtitle = "Nothing in it happened"
date = 2025-05-29
language = "en"
notice = "Test data."
mandate = "Count containers."
evidence_standard = "Every figure opens into its evidence."
approval = "all members"
members = []

[[audiences]]
name = "public"
ceiling = "TLP:CLEAR"

[[audiences]]
name = "members"
ceiling = "TLP:AMBER"
parties = ["JP", "KR"]

[subjects."munitions.containers"]
label = { en = "containers of munitions" }
unit = "container"

[subjects."munitions.voyages"]
label = { en = "voyages with munitions" }
unit = "voyage"

[subjects."petroleum.delivered"]
label = { en = "refined petroleum delivered" }
unit = "barrel"

[subjects."petroleum.notified"]
label = { en = "refined petroleum notified" }
unit = "barrel"
"""

OPEN = """\
title = "What the press says"
submitted_by = "the desk"
submitted_on = 2025-05-30
authority = "open source"
grade = "B"
licence = "facts only"
language = "en"

[handling]
tlp = "TLP:CLEAR"

[[files]]
path = "claims.csv"
table = "claims"
original_held = false

[[files]]
path = "voyages.csv"
table = "voyages"

[[files]]
path = "flights.csv"
table = "flights"

[[files]]
path = "aircraft.csv"
table = "aircraft"

[[files]]
path = "sources.csv"
table = "sources"

[[files]]
path = "judgements.csv"
table = "judgements"
"""

CLOSED = """\
title = "What a Member State saw"
submitted_by = "a Member State"
submitted_on = 2025-05-30
authority = "participating state"
grade = "A"
licence = "for the members"
language = "en"

[handling]
tlp = "TLP:AMBER"
releasable_to = ["JP", "KR"]
originators = ["KR"]

[[files]]
path = "flights.csv"
table = "flights"
"""

CLAIMS = """\
key,status,sources,subject,wording,value,unit,author,published,period,direction,words
C-1,S,SEED;P1,munitions.containers,more than,20000,container,The Team,2025-05-29,2023-09/..,KP->RU,containers
C-2,S,P1,munitions.containers,about,6700,container,A Ministry,2024-02-26,2023-08/2024-02,KP->RU,containers
C-3,S,P1,munitions.containers,more than,7000,container,A Ministry,2024-03-18,2023-08/2024-03,KP->RU,containers
C-4,S,SEED,munitions.voyages,exactly,49,voyage,The Team,2025-05-29,2024,KP->RU,voyages
C-5,M,SEED,petroleum.delivered,more than,1000000,barrel,The Team,2025-05-29,2024-03/2024-10,RU->KP,petroleum
C-6,S,P1,petroleum.notified,exactly,168679,barrel,The Committee,2024-12-04,2024,,notified
"""

VOYAGES = """\
key,status,sources,vessel,imo,when,from,to,direction,event,author,words,subject
V-1,S,P1,ANGARA,9179842,2024-03-12,Rajin,Vostochny,KP->RU,loads,A Centre,loads,munitions.voyages
V-2,S,P1,ANGARA,9179842,2024-03-14,Rajin,Vostochny,KP->RU,arrives,A Centre,arrives,munitions.voyages
V-3,S,P1,MAIA-1,9358010,2024-05-02,Rajin,Dunai,KP->RU,voyage,A Centre,under way,
V-4,S,P1,MAIA-1,9358010,2025-02-01,Rajin,Dunai,KP->RU,voyage,A Centre,a year later,
"""

FLIGHTS = """\
key,status,sources,registration,icao,aircraft_type,operator,when,from,to,direction,author,words
F-1,S,P1,RA-82030,15406E,An-124,An air force,2024-03-21,Pyongyang,Vladivostok,KP->RU,press,seen
"""

SEEN = """\
key,status,registration,icao,aircraft_type,operator,when,from,to,direction,author,words
F-2,W,RA-82030,15406E,An-124,An air force,2024-04-01,Pyongyang,Sunan,KP->RU,rumour,an unchecked sighting
F-9,V,RA-82030,15406E,An-124,An air force,2024-04-09,Sunan,Chkalovsky,KP->RU,a Member State,a closed sighting
"""

AIRCRAFT = """\
key,status,sources,registration,icao,type,operator,country
A-1,V,P1,RA-82030,15406E,An-124-100,An air force,RU
"""

SOURCES = """\
key,status,title,address,publisher,published
SEED,S,The article that began it,a newspaper of 29 May 2025,A newspaper,2025-05-29
P1,S,Another article,another newspaper,Another newspaper,2025-05-30
"""

JUDGEMENTS = """\
key,status,left,right,verdict,by,on,why
J-1,S,V-1,V-2,same,the desk,2025-06-01,One voyage told at both ends.
"""

FIGURES = """\
[containers]
label = "Containers of munitions"
claim = { key = "C-1" }

[containers-rivals]
label = "Containers, by all authors"
rivals = { subject = "munitions.containers" }

[voyages]
label = "Voyages with munitions"
claim = { key = "C-4" }

[petroleum]
label = "Refined petroleum delivered"
claim = { key = "C-5" }
"""

CHAPTER = """\
# Findings

The Team counts [containers]{.figure} of munitions.
"""


def write_small_case(folder: Path) -> Path:
    """Write the case; return its folder."""
    files = {
        "case.toml": CASE,
        "report/figures.toml": FIGURES,
        "report/en/01-findings.md": CHAPTER,
        "submissions/press/submission.toml": OPEN,
        "submissions/press/claims.csv": CLAIMS,
        "submissions/press/voyages.csv": VOYAGES,
        "submissions/press/flights.csv": FLIGHTS,
        "submissions/press/aircraft.csv": AIRCRAFT,
        "submissions/press/sources.csv": SOURCES,
        "submissions/press/judgements.csv": JUDGEMENTS,
        "submissions/state/submission.toml": CLOSED,
        "submissions/state/flights.csv": SEEN,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return folder
