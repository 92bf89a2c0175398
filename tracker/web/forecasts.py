"""What the page of a measure shows of the time to come: its forecast, and how its promises slipped."""

from tracker.dashboards.forecasts import forecast_of
from tracker.dashboards.slips import slips
from tracker.web.charts.ranges import range_bar, range_rows
from tracker.web.charts.slips import slip_chart


def time_of(measure, rows, lines, *, on):
    """The context of the sections; ``rows`` are from ``with_neighbours``, ``lines`` the milestones of the page."""
    told = next(row for row in rows if row.told_measures)
    found = forecast_of(told, on=on)
    moved = slips(
        told, [line.milestone for line in lines], since=measure.starts_on or measure.task.plan.starts_on,
        finished_on=found.finished_on,
    )
    limits = {"due_on": found.due_on, "original_due_on": found.original_due_on}
    expected = [line.expected_on for line in lines if line.expected_on and not line.is_done]
    return {
        "forecast": found,
        "expected_on": max(expected, default=None),
        "range": range_bar(found.forecast, **limits) if found.forecast else None,
        "slips": moved,
        "slip_chart": slip_chart(moved, on=on) if moved else None,
    }


def record_chart(rows):
    """The drawing of ``RecordRow`` s, None without any."""
    told = [
        (row.measure.code, row.past.forecast.on, row.past.forecast.early, row.past.forecast.late, row.past.finished_on,
         row.past.outcome == "held")
        for row in rows
    ]
    return range_rows(told) if told else None
