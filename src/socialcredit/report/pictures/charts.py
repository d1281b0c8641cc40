"""Pictures of the report, continued: groups, domains, repair, offsetting, lives."""

from collections.abc import Sequence
from typing import Any

from socialcredit.report.pictures.vega import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    RED,
    SKY,
    WHOLE,
    Spec,
    chart,
    label,
    quantity,
    when,
)

NOT_FROM_NOUGHT = "(the axis does not begin at 0)"
CLOCKS = ((30, ""), (45, "30 and 45 days"), (365, "1 year"))


def groups(
    rows: Sequence[dict[str, Any]], names: Sequence[str], unit: str, zero: bool = True
) -> Spec:
    """A number by group, counted in as many ways as there are `names`, at most two.

    Marks of rows that say `luck` are hollow. An axis that does not begin at nought says so.
    """
    order = list(dict.fromkeys(row["grouping"] for row in rows))
    many = len(names)
    legend: Spec = {} if many > 1 else {"legend": None}
    which = label("which", scale={"domain": names, "range": [RED, INK][:many]}, **legend)
    shape = label("which", scale={"domain": names, "range": ["circle", "diamond"][:many]}, **legend)
    few = {"tickCount": 4, "titlePadding": 8, "labelOverlap": True, "labelSeparation": 8}
    x = quantity("value", unit if zero else [unit, NOT_FROM_NOUGHT], scale={"zero": zero}, axis=few)
    y = label("group", axis={"ticks": False, "domain": False, "grid": True, "labelPadding": 12})
    return chart(
        rows,
        facet={"row": label("grouping", header=None, sort=order)},
        spacing=10,
        spec={
            "width": 290,
            "height": {"step": 25},
            "layer": [
                {"mark": {"type": "rule", "color": GREY, "strokeWidth": 1.5},
                 "encoding": {"y": y, "x": {**x, "aggregate": "min"},
                              "x2": {"field": "value", "aggregate": "max"}}},
                {"mark": {"type": "point", "filled": True, "size": 120, "opacity": 1},
                 "transform": [{"filter": "!datum.luck"}],
                 "encoding": {"x": x, "y": y, "color": which, "shape": shape}},
                {"mark": {"type": "point", "size": 100, "strokeWidth": 2, "fill": "white"},
                 "transform": [{"filter": "datum.luck"}],
                 "encoding": {"x": x, "y": y, "stroke": which, "shape": shape}},
            ],
        },
        resolve={"scale": {"y": "independent"}},
    )  # fmt: skip


def heat_map(rows: Sequence[dict[str, Any]]) -> Spec:
    """Share of closed doors by the part of life they lie in and the one their records come from."""
    turned = {"labelAngle": -35, "orient": "top", "titlePadding": 8, "labelLimit": 120}
    x = label("door", "doors close in", axis={**turned, **_BARE})
    y = label("source", "records from", axis={"titlePadding": 8, **_BARE})
    most = max([row["share"] for row in rows] + [0.0])
    cell: Spec = {"type": "rect", "strokeWidth": 2, "cornerRadius": 3}
    white = {"condition": {"test": f"datum.share > {0.55 * most}", "value": "white"}, "value": INK}
    shade = quantity("share", scale={"scheme": "blues", "domainMin": 0}, legend=None)
    return chart(
        rows,
        height={"step": 38},
        layer=[
            {"mark": {**cell, "stroke": "white"}, "encoding": {"x": x, "y": y, "color": shade}},
            {"transform": [{"filter": "datum.related"}],
             "mark": {**cell, "filled": False, "stroke": ORANGE, "strokeWidth": 3},
             "encoding": {"x": x, "y": y}},
            {"mark": {"type": "text"},
             "encoding": {"x": x, "y": y, "text": {"field": "told"}, "color": white}},
        ],
    )  # fmt: skip


_BARE = {"ticks": False, "domain": False, "grid": False}


def repair(rows: Sequence[dict[str, Any]], longest: int) -> Spec:
    """Of a hundred wrong records, how many are put right in every copy within so many days."""
    x = quantity(
        "days", "days since the record was filed", scale={"domain": [0, longest], "nice": False}
    )
    y = quantity("right", "of 100 put right", scale={"domain": [0, 100]})
    marks = [
        {"days": days, "name": name, "right": 100 - 10 * place}
        for place, (days, name) in enumerate(CLOCKS)
        if days <= longest
    ]
    step = {"interpolate": "step-after", "color": GREEN}
    return chart(
        rows,
        height=200,
        layer=[
            {"mark": {"type": "area", "opacity": 0.3, **step}, "encoding": {"x": x, "y": y}},
            {"mark": {"type": "line", "strokeWidth": 2.5, **step}, "encoding": {"x": x, "y": y}},
            {"data": {"values": marks}, "mark": {"type": "rule", "strokeDash": [4, 3],
                                                 "color": INK},
             "encoding": {"x": x}},
            {"data": {"values": marks},
             "mark": {"type": "text", "align": "left", "baseline": "top", "dx": 4, "dy": 2},
             "encoding": {"x": x, "y": y, "text": {"field": "name"}}},
        ],
    )  # fmt: skip


def offsetting(rows: Sequence[dict[str, Any]]) -> Spec:
    """Registered good deeds by month: done anyway, and made up for points."""
    order = ["done anyway", "made up for points"]
    return chart(
        rows,
        height=210,
        transform=[{"fold": order, "as": ["why", "deeds"]}],
        mark={"type": "area"},
        encoding={
            "x": when(rows),
            "y": quantity("deeds", "deeds per 1,000 residents in 30 days", stack="zero"),
            "color": label("why", scale={"domain": order, "range": [SKY, ORANGE]}),
            "order": {"field": "why", "type": "nominal", "sort": "ascending"},
        },
    )


def one_life(
    path: Sequence[dict[str, Any]], bounds: Sequence[dict[str, Any]], differs: bool
) -> Spec:
    """A score over the years; where a record is wrong, also as it would have been."""
    values = [row["score"] for row in path]
    low, high = min(values, default=0), max(values, default=1)
    pad = 0.12 * (high - low) or 10
    y: dict[str, Any] = {
        "scale": {"domain": [low - pad, high + pad], "nice": False},
        "title": "score" if low - pad <= 0 <= high + pad else ["score", NOT_FROM_NOUGHT],
        "axis": {"grid": False, "tickCount": 4},
    }
    shown = _apart([b for b in bounds if low - pad < b["score"] < high + pad], 0.1 * (high - low))
    names = ["as filed", "had the wrong record been right"] if differs else ["as filed"]
    which = label(
        "which",
        scale={"domain": names, "range": [RED, BLUE][: len(names)]},
        legend={"symbolType": "stroke", "columns": 1} if differs else None,
    )
    dash = label(
        "which",
        scale={"domain": names, "range": [[1, 0], [5, 3]][: len(names)]},
        legend={"symbolType": "stroke", "columns": 1} if differs else None,
    )
    return chart(
        path,
        height=170,
        layer=[
            {"data": {"values": shown}, "mark": {"type": "rule", "color": "#C9CDD2"},
             "encoding": {"y": quantity("score", **y)}},
            {"data": {"values": shown},
             "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 5,
                      "color": "#6A7078"},
             "encoding": {"y": quantity("score", **y), "x": {"value": "width"},
                          "text": {"field": "name"}}},
            {"mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2.5},
             "encoding": {"x": when(path), "y": quantity("score", **y), "color": which,
                          "strokeDash": dash}},
        ],
    )  # fmt: skip


def one_life_in_grades(path: Sequence[dict[str, Any]], names: Sequence[str], differs: bool) -> Spec:
    """A grade over the years, best on top; where a record is wrong, also as it would have been."""
    lines = ["as filed", "had the wrong record been right"] if differs else ["as filed"]
    scale = {"domain": lines, "range": [RED, BLUE][: len(lines)]}
    legend = {"symbolType": "stroke", "columns": 1} if differs else None
    dashes = {"domain": lines, "range": [[1, 0], [5, 3]][: len(lines)]}
    y = {"field": "grade", "type": "ordinal", "title": "grade", "sort": list(names),
         "scale": {"domain": list(names)}, "axis": {"grid": True, "ticks": False}}  # fmt: skip
    return chart(
        path,
        height={"step": 26},
        mark={"type": "line", "interpolate": "step-after", "strokeWidth": 3},
        encoding={
            "x": when(path),
            "y": y,
            "color": label("which", scale=scale, legend=legend),
            "strokeDash": label("which", scale=dashes, legend=legend),
        },
    )


def _apart(bounds: list[dict[str, Any]], gap: float) -> list[dict[str, Any]]:
    """Bounds from the lowest up; the name goes where it would be written over the one below."""
    kept: list[dict[str, Any]] = []
    last = float("-inf")
    for bound in sorted(bounds, key=lambda b: b["score"]):
        crowded = bound["score"] - last < gap
        last = last if crowded else bound["score"]
        kept.append({**bound, "name": "" if crowded else bound["name"]})
    return kept


SHORT = 5  # letters of a name that stands beside its strip


def strips(
    rows: Sequence[dict[str, Any]], names: Sequence[str], red: Sequence[str], number: str = "~%"
) -> Spec:
    """One strip a name over the months, each with its own scale and its last value at the end.

    Rows hold `name`, `date`, `value`, and `last` with `told` on the final month.
    """
    colour = {
        "field": "name",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(names), "range": [RED if n in red else BLUE for n in names]},
    }
    last = {"filter": "datum.last"}
    end = {"type": "text", "align": "left", "dx": 6, "fontWeight": "bold", "fontSize": 14}
    axis: Spec = {"format": number, "tickCount": 2, "grid": True}
    if number == WHOLE:
        axis["tickMinStep"] = 1
    y = quantity("value", axis=axis, scale={"zero": True})
    area, x = {"type": "area", "line": True, "opacity": 0.35}, when(rows)
    header: Spec = {"title": None, "labelAngle": 0, "labelAlign": "left", "labelFontSize": 15,
                    "labelFontWeight": "bold"}  # fmt: skip
    if max(map(len, names), default=0) > SHORT:
        header |= {"labelOrient": "top", "labelAnchor": "start", "labelPadding": -4}
    return chart(
        rows,
        facet={"row": label("name", sort=list(names), header=header)},
        spec={
            "width": 290,
            "height": 46,
            "layer": [
                {"mark": area, "encoding": {"x": x, "y": y, "color": colour}},
                {"transform": [last], "mark": end,
                 "encoding": {"x": x, "y": y, "text": {"field": "told"}, "color": colour}},
            ],
        },
        spacing=8,
        resolve={"scale": {"y": "independent"}},
    )  # fmt: skip


def conduct_over_time(rows: Sequence[dict[str, Any]]) -> Spec:
    """Bad deeds truly done per thousand residents a month, with and without the scheme."""
    unit = "per 1,000 residents in 30 days"
    nought = not min((row[name] for row in rows for name in ("with", "without")), default=0)
    y: Spec = {
        "scale": {"zero": nought, "nice": True},
        "title": unit if nought else [unit, NOT_FROM_NOUGHT],
    }
    return chart(
        rows,
        height=210,
        layer=[
            {
                "mark": {"type": "area", "color": BLUE, "opacity": 0.16},
                "encoding": {
                    "x": when(rows),
                    "y": quantity("with", **y),
                    "y2": {"field": "without"},
                },
            },
            {
                "transform": [{"fold": ["without", "with"], "as": ["world", "rate"]},
                              {"calculate": "datum.world + ' the scheme'", "as": "which"}],
                "mark": {"type": "line", "strokeWidth": 2.5},
                "encoding": {
                    "x": when(rows),
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
