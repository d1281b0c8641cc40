"""Pictures of the report as plain Vega-Lite: each function turns a finding into one spec.

Colours are Okabe and Ito's, told apart by people who see red and green alike. Sizes are chosen so
that a phone, which shrinks a picture to some 350 pixels, still shows letters of ten pixels.
"""

from collections.abc import Sequence
from typing import Any

Spec = dict[str, Any]

BLUE, ORANGE, GREEN, RED = "#0072B2", "#E69F00", "#009E73", "#D55E00"
SKY, PURPLE, GREY, INK = "#56B4E9", "#AA4F88", "#8A8F98", "#22262B"
WIDTH = 420
WHOLE = ",d"  # format of whole numbers
STEPS = ((30, 12), (15, 6), (8, 3))  # above so many months every how-manieth is named
CONFIG: Spec = {
    "font": "Helvetica Neue, Helvetica, Arial, sans-serif",
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "labelColor": INK,
        "titleColor": "#555B63",
        "gridColor": "#E4E6E9",
        "domainColor": "#9AA0A8",
        "tickColor": "#9AA0A8",
        "labelLimit": 190,
        "labelPadding": 5,
    },
    "legend": {"labelFontSize": 13, "labelLimit": 400, "symbolSize": 90, "orient": "top"},
    "text": {"fontSize": 13, "color": INK},
    "header": {"labelFontSize": 14, "labelColor": INK},
}


def chart(values: Sequence[dict[str, Any]], **spec: Any) -> Spec:
    """A picture of these rows, as wide as all the others unless told otherwise."""
    base: Spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": list(values)},
        "config": CONFIG,
    }
    if not {"facet", "vconcat"} & set(spec):
        base |= {"width": WIDTH, "autosize": {"type": "fit-x", "contains": "padding"}}
    return {**base, **spec}


def quantity(name: str, title: str | list[str] | None = None, **more: Any) -> Spec:
    """A number on an axis; a title of several lines is a list."""
    return {"field": name, "type": "quantitative", "title": title, **more}


def label(name: str, title: str | None = None, **more: Any) -> Spec:
    """A name on an axis or in a legend, in the order given."""
    return {"field": name, "type": "nominal", "title": title, **{"sort": None, **more}}


def when(rows: Sequence[dict[str, Any]], **more: Any) -> Spec:
    """The calendar along the foot of a picture: years, and months where there are few years."""
    days = sorted(row["date"] for row in rows) or ["2000-01-01"]
    years = int(days[-1][:4]) - int(days[0][:4])
    months = 12 * years + int(days[-1][5:7]) - int(days[0][5:7]) + 1
    step = next((step for least, step in STEPS if months > least), 1)
    axis = {
        "tickCount": {"interval": "month", "step": step},
        "labelExpr": "timeFormat(datum.value, month(datum.value) ? '%b' : '%Y')",
        "grid": False,
        "labelFlush": True,
    }
    return {"field": "date", "type": "temporal", "title": None, "axis": axis, **more}
