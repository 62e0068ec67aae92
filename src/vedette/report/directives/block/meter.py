"""``::: {.meter cap="OIL-3" notified="..." estimated="..." year="2024" name="..."}``: a running total against a cap."""

from __future__ import annotations

import datetime as dt
import re

from vedette.assessment.grounds import Grounds
from vedette.assessment.meter import Meter, counted, meter
from vedette.errors import ReportError
from vedette.model.measures import Cap
from vedette.model.quantities import Quantity
from vedette.report.directive import Directive, Expansion, illustration
from vedette.report.standing import Standing

_YEAR = re.compile(r"[12][0-9]{3}")


def expand(directive: Directive, standing: Standing) -> Expansion:
    """The meter of the cap's counting year that holds the first of January of ``year``."""
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
    cap, limit = _cap(directive, standing)
    grounds = Grounds.of(standing.facts)
    return meter(
        counted(grounds, directive.option("notified"), unit=limit.unit),
        counted(grounds, directive.option("estimated"), unit=limit.unit),
        cap=limit,
        period=cap.year_containing(dt.date(int(year), 1, 1)),
    )


def _cap(directive: Directive, standing: Standing) -> tuple[Cap, Quantity]:
    """The cap of the provision row that counts on the first day of the year, and its limit."""
    row, day = directive.option("cap"), dt.date(int(directive.option("year")), 1, 1)
    for one in standing.measures:
        for cap in one.caps if one.row == row else ():
            if cap.counts(day):
                return cap, cap.limits[0]
    raise ReportError(f"{directive.where}: {row} sets no cap on {day}", advice="see docs/reference/law.md")
