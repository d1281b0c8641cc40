"""Numbers by month through the life of a scheme, with its first and last day marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from socialcredit.report.pictures.vega import BLUE, INK, ORANGE, Spec, chart, label, quantity, when

WITH, WITHOUT = "with the scheme", "without it"
WORLDS = [WITH, WITHOUT]
HEIGHT = 74
LETTERS = 52  # of a title above a panel that stand in one line


@dataclass(frozen=True)
class Panel:
    """One number by month: rows hold `date`, `value` and `which` (WITH or WITHOUT).

    share  whether it is one of a whole, told in per cent    zero  whether its axis begins there
    """

    title: str
    rows: Sequence[dict[str, Any]]
    share: bool = False
    zero: bool = True


def through_time(
    panels: Sequence[Panel],
    days: Sequence[dict[str, str]],
    months: Sequence[str],
    legend: bool = True,
) -> Spec:
    """One panel a number, one below the other, all over the same months.

    days    `date` and `name` of each day that is marked
    months  the first day of every month of the run
    legend  whether both worlds are in any of them
    """
    ends = [
        {"year": int(day[:4]), "month": int(day[5:7]), "date": int(day[8:10])}
        for day in (months[0], months[-1])
    ]
    x = when([{"date": month} for month in months], scale={"domain": ends})
    return chart(
        [],
        vconcat=[_panel(one, days, x, not at, legend) for at, one in enumerate(panels)],
        spacing=14,
    )


def _panel(panel: Panel, days: Sequence[dict[str, str]], x: Spec, first: bool, both: bool) -> Spec:
    key = {"symbolType": "stroke", "orient": "top"} if first and both else None
    legend: Spec = {"legend": key}
    colour = label("which", scale={"domain": WORLDS, "range": [BLUE, ORANGE]}, **legend)
    dash = label("which", scale={"domain": WORLDS, "range": [[1, 0], [5, 3]]}, **legend)
    axis = {"tickCount": 3, "grid": True} | ({"format": "~%"} if panel.share else {})
    y = quantity("value", axis=axis, scale={"zero": panel.zero})
    marked = {"data": {"values": list(days)}}
    names: Spec = {"type": "text", "align": "left", "baseline": "bottom", "dx": 4, "color": INK}
    line = {"type": "line", "strokeWidth": 2}
    layers: list[Spec] = [
        {"mark": line, "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dash}},
        {**marked, "mark": {"type": "rule", "color": INK, "strokeDash": [4, 3]},
         "encoding": {"x": x}},
    ]  # fmt: skip
    if first:
        at = {"x": x, "y": {"value": HEIGHT - 2}, "text": {"field": "name"}}
        layers.append({**marked, "mark": names, "encoding": at})
    return {
        "title": {
            "text": wrap(panel.title, LETTERS),
            "anchor": "start",
            "fontSize": 13,
            "frame": "group",
            "fontWeight": "bold",
        },
        "width": 350,
        "height": HEIGHT,
        "data": {"values": list(panel.rows)},
        "layer": layers,
    }
