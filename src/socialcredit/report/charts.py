"""Pictures of the report as plain Vega-Lite: each function turns a finding into one spec.

Colours are Okabe and Ito's, told apart by people who see red and green alike. Sizes are chosen so
that a phone, which shrinks a picture to some 350 pixels, still shows letters of ten pixels.
"""

from collections.abc import Sequence
from typing import Any

Spec = dict[str, Any]

BLUE, ORANGE, GREEN, RED = "#0072B2", "#E69F00", "#009E73", "#D55E00"
SKY, PURPLE, GREY, INK = "#56B4E9", "#AA4F88", "#8A8F98", "#22262B"
SIGN_COLOURS = {"breach": RED, "good deed": BLUE, "lawful but watched": PURPLE, "unmeasured": GREY}
SIGNS = {
    "bad": "breach",
    "good": "good deed",
    "watched": "lawful but watched",
    "hidden-good": "unmeasured",
    "hidden-bad": "unmeasured",
}
WIDTH = 420
MOST_KINDS = 14
CHANGE_LABEL = "datum.value == 0 ? '0' : format(datum.value, '+~%')"
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


def quantity(name: str, title: str | None = None, **more: Any) -> Spec:
    """A number on an axis."""
    return {"field": name, "type": "quantitative", "title": title, **more}


def label(name: str, title: str | None = None, **more: Any) -> Spec:
    """A name on an axis or in a legend, in the order given."""
    return {"field": name, "type": "nominal", "title": title, **{"sort": None, **more}}


def when(**more: Any) -> Spec:
    """The calendar along the foot of a picture."""
    axis = {"format": "%Y", "tickCount": "year", "grid": False, "labelFlush": True}
    return {"field": "date", "type": "temporal", "title": None, "axis": axis, **more}


def grades(rows: Sequence[dict[str, Any]], names: Sequence[str], penal: Sequence[str]) -> Spec:
    """Share of residents in each grade by month: one strip a grade, each with its own scale."""
    colour = {
        "field": "grade",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(names), "range": [RED if g in penal else BLUE for g in names]},
    }
    last = {"filter": "datum.last"}
    end = {"type": "text", "align": "left", "dx": 6, "fontWeight": "bold", "fontSize": 14}
    y = quantity("share", axis={"format": "~%", "tickCount": 2, "grid": True}, scale={"zero": True})
    area = {"type": "area", "line": True, "opacity": 0.35}
    header = {"title": None, "labelAngle": 0, "labelAlign": "left", "labelFontSize": 16,
              "labelFontWeight": "bold"}  # fmt: skip
    return chart(
        rows,
        facet={"row": label("grade", sort=list(names), header=header)},
        spec={
            "width": 280,
            "height": 52,
            "layer": [
                {"mark": area, "encoding": {"x": when(), "y": y, "color": colour}},
                {"transform": [last], "mark": end,
                 "encoding": {"x": when(), "y": y, "text": {"field": "told"}, "color": colour}},
            ],
        },
        spacing=12,
        resolve={"scale": {"y": "independent"}},
    )  # fmt: skip


def conduct_over_time(rows: Sequence[dict[str, Any]]) -> Spec:
    """Bad deeds truly done per thousand residents a month, with and without the scheme."""
    y: Spec = {"scale": {"zero": False, "nice": True}, "title": "per 1,000 residents a month"}
    return chart(
        rows,
        height=210,
        layer=[
            {
                "mark": {"type": "area", "color": BLUE, "opacity": 0.16},
                "encoding": {
                    "x": when(),
                    "y": quantity("with", **y),
                    "y2": {"field": "without"},
                },
            },
            {
                "transform": [{"fold": ["without", "with"], "as": ["world", "rate"]},
                              {"calculate": "datum.world + ' the scheme'", "as": "which"}],
                "mark": {"type": "line", "strokeWidth": 2.5},
                "encoding": {
                    "x": when(),
                    "y": quantity("rate", **y),
                    "color": label(
                        "which",
                        scale={
                            "domain": ["without the scheme", "with the scheme"],
                            "range": [ORANGE, BLUE],
                        },
                    ),
                    "strokeDash": label(
                        "which",
                        scale={
                            "domain": ["without the scheme", "with the scheme"],
                            "range": [[5, 3], [1, 0]],
                        },
                    ),
                },
            },
        ],
    )  # fmt: skip


def conduct_by_kind(rows: Sequence[dict[str, Any]]) -> Spec:
    """Relative change of each kind of deed against the twin; bars beyond +100 % are cut."""
    bars = sorted(rows, key=lambda row: row["change"])
    bars = bars if len(bars) <= MOST_KINDS else _farthest(bars)
    shown = [
        {
            "title": row["title"],
            "sign": SIGNS[row["sign"]],
            "shown": min(row["change"], 1.0),
            "told": f"{100 * row['change']:+.{0 if abs(row['change']) >= 0.1 else 1}f} %".replace(
                "-", "−"
            ),
            "side": "up" if row["change"] >= 0 else "down",
        }
        for row in bars
    ]
    used = [sign for sign in SIGN_COLOURS if any(row["sign"] == sign for row in shown)]
    colour = label(
        "sign",
        scale={"domain": used, "range": [SIGN_COLOURS[sign] for sign in used]},
        legend={"columns": 2, "symbolType": "square"},
    )
    low = min([row["shown"] for row in shown] + [0.0])
    high = max([row["shown"] for row in shown] + [0.0])
    room = 0.26 * (high - low) or 1.0
    x = quantity(
        "shown",
        scale={"domain": [low - room if low < 0 else 0, high + room], "nice": False},
        axis={"labelExpr": CHANGE_LABEL, "tickCount": 4},
    )
    y = label("title", axis={"ticks": False, "domain": False})
    text = {"encoding": {"x": x, "y": y, "text": {"field": "told"}}}
    return chart(
        shown,
        height={"step": 25},
        autosize={"type": "fit-x", "contains": "padding"},
        layer=[
            {"mark": {"type": "bar", "height": 15}, "encoding": {"x": x, "y": y, "color": colour}},
            {
                **text,
                "transform": [{"filter": "datum.side == 'up'"}],
                "mark": {"type": "text", "align": "left", "dx": 5},
            },
            {
                **text,
                "transform": [{"filter": "datum.side == 'down'"}],
                "mark": {"type": "text", "align": "right", "dx": -5},
            },
        ],
    )


def _farthest(bars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The bars farthest from zero, still in order."""
    kept = sorted(bars, key=lambda row: -abs(row["change"]))[:MOST_KINDS]
    return [row for row in bars if row in kept]


def bars(rows: Sequence[dict[str, Any]], colours: Sequence[str], room: float = 0.38) -> Spec:
    """Plain bars, the number behind each: rows of `name`, `value`, `told`; `room` for the words."""
    names = [row["name"] for row in rows]
    most = max([row["value"] for row in rows] + [0]) or 1
    x = quantity("value", axis=None, scale={"domain": [0, (1 + room) * most], "nice": False})
    y = label("name", axis={"ticks": False, "domain": False})
    colour = label("name", legend=None, scale={"domain": names, "range": list(colours)})
    return chart(
        rows,
        height={"step": 34},
        layer=[
            {"mark": {"type": "bar", "height": 21}, "encoding": {"x": x, "y": y, "color": colour}},
            {
                "mark": {"type": "text", "align": "left", "dx": 6},
                "encoding": {"x": x, "y": y, "text": {"field": "told"}},
            },
        ],
    )
