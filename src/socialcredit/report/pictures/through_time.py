"""Numbers by month through the life of a scheme, with its first and last day marked."""

from collections.abc import Sequence
from typing import Any

from socialcredit.report.pictures.vega import BLUE, INK, ORANGE, Spec, chart, label, quantity, when

WITH, WITHOUT = "with the scheme", "without it"


def through_time(
    panels: Sequence[tuple[str, Sequence[dict[str, Any]]]], days: Sequence[dict[str, str]]
) -> Spec:
    """One panel a number, one below the other.

    panels  title and rows; rows hold `date`, `value` and `which` (WITH or WITHOUT)
    days    `date` and `name` of each day that is marked
    """
    return chart(
        [],
        vconcat=[
            _panel(title, rows, days, legend=not number, named=not number)
            for number, (title, rows) in enumerate(panels)
        ],
        spacing=14,
    )


def _panel(
    title: str, rows: Sequence[dict[str, Any]], days: Sequence[dict[str, str]], legend: bool,
    named: bool,
) -> Spec:  # fmt: skip
    shown: Spec = {"symbolType": "stroke", "orient": "top"}
    worlds = [WITH, WITHOUT]
    colour = label("which", scale={"domain": worlds, "range": [BLUE, ORANGE]},
                   legend=shown if legend else None)  # fmt: skip
    dash = label("which", scale={"domain": worlds, "range": [[1, 0], [5, 3]]},
                 legend=shown if legend else None)  # fmt: skip
    y = quantity("value", axis={"tickCount": 3, "grid": True}, scale={"zero": True})
    x = when(rows)
    names: Spec = {"type": "text", "align": "left", "baseline": "top", "dx": 4, "color": INK}
    marked = {"data": {"values": list(days)}}
    return {
        "title": {"text": title, "anchor": "start", "fontSize": 13, "fontWeight": "bold"},
        "width": 350,
        "height": 74,
        "data": {"values": list(rows)},
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2},
             "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dash}},
            {**marked, "mark": {"type": "rule", "color": INK, "strokeDash": [4, 3]},
             "encoding": {"x": x}},
            *([{**marked, "mark": names,
                "encoding": {"x": x, "y": {"value": 0},
                             "text": {"field": "name"}}}] if named else []),
        ],
    }  # fmt: skip
