"""``::: {.meter cap="OIL-3" notified="..." estimated="..." year="2024" name="..."}``: a running total against a cap."""

from __future__ import annotations

import datetime as dt
import re

from vedette.assessment.grounds import Grounds
from vedette.assessment.meter import Meter, counted, meter
from vedette.errors import ReportError
from vedette.model.measures import Cap
from vedette.report.directive import Directive, Expansion, illustration
from vedette.report.standing import Standing

_YEAR = re.compile(r"[12][0-9]{3}")


def expand(directive: Directive, standing: Standing) -> Expansion:
    """The meter of the cap's counting year that shares most days with ``year``."""
    from vedette.report.charts import meter as chart

    directive.only("cap", "notified", "estimated", "year", "name")
    picture = chart.draw(
        read_meter(directive, standing), name=directive.option("name"), language=standing.language
    )
    return illustration(directive, picture)


def read_meter(directive: Directive, standing: Standing) -> Meter:
    """Both totals by month, in the unit of the cap, with the limit that the law sets for that year."""
    year = directive.option("year")
    if not _YEAR.fullmatch(year):
        raise ReportError(f"{directive.where}: year= is no year", advice='write year="2024"')
    cap, day = _cap(directive, standing, int(year))
    limit = cap.limits[0]
    grounds = Grounds.of(standing.facts)
    return meter(
        counted(grounds, directive.option("notified"), unit=limit.unit),
        counted(grounds, directive.option("estimated"), unit=limit.unit),
        cap=limit,
        period=cap.year_containing(day),
    )


def _cap(directive: Directive, standing: Standing, year: int) -> tuple[Cap, dt.date]:
    """The cap of the provision row that counts in the year, and a day of its counting year."""
    row = directive.option("cap")
    for one in standing.measures:
        for cap in one.caps if one.row == row else ():
            day = cap.day_in(year)
            if day:
                return cap, day
    raise ReportError(f"{directive.where}: {row} sets no cap in {year}", advice="see docs/reference/law.md")
