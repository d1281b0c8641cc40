"""The page of a comparison: two designs on the same people with the same luck, each measure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from socialcredit import __version__
from socialcredit.core.retelling import page_told, teller
from socialcredit.core.text import counted
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.vega import GREEN, GREY, RED
from socialcredit.report.template import style, template
from socialcredit.results.luck import FEW_SEEDS
from socialcredit.results.measures.measure import Measure
from socialcredit.results.measures.registry import measure_of
from socialcredit.results.words.measured import tell

STAMP = "Synthetic people. Nobody in this comparison exists."
MOST_BARS = 14
LONGEST = 2.0  # of A: what moved further has its number behind a bar that ends there


def comparison_page(told: Mapping[str, Any]) -> str:
    """The page as HTML text.

    told  the two sides in words (`a`, `b`), `people`, `of` (persons or firms), `pairs`, the
          `command`, sentences on what was `laid` over B, and `rows` as `experiments.compare` tells
          them
    """
    rows = [row for row in told["rows"] if row["difference"] is not None]
    moved = _surely_moved(rows)
    text = template("comparison.html.j2").render(
        style=style(),
        stamp=STAMP,
        written=date.today().strftime("%d %B %Y").lstrip("0"),
        told=told,
        rows=[_row(row) for row in told["rows"]],
        bars=bars(moved) if moved else "",
        alt=in_words(moved) if moved else "",
        few=told["pairs"] < FEW_SEEDS,
        version=__version__,
        counted=counted,
    )
    say = teller(told.get("of", "persons"), [told["a"], told["b"], *told["laid"]],
                 told.get("currency"))  # fmt: skip
    return page_told(say, text).replace(" %", "\u00a0%")


def _surely_moved(rows: Sequence[Mapping[str, Any]]) -> list[Bar]:
    """Differences whose interval leaves nought out, as parts of A, the largest first."""
    found = []
    for row in rows:
        known = row["a"] and row["low"] is not None and row["low"] * row["high"] > 0
        if known:
            found.append(_bar(row))
    return sorted(found, key=lambda bar: -abs(bar.value))[:MOST_BARS]


def _bar(row: Mapping[str, Any]) -> Bar:
    better = {"less": -1, "more": 1, "neither": 0}[measure_of(row["measure"]).better]
    good = better * row["difference"]
    part, *luck = (row[name] / abs(row["a"]) for name in ("difference", "low", "high"))
    colour = GREY if not good else GREEN if good > 0 else RED
    told = f"{100 * part:+,.0f} %".replace("-", "−")
    low, high = (min(max(end, -LONGEST), LONGEST) for end in luck)
    return Bar(row["words"], min(max(part, -LONGEST), LONGEST), told, colour, luck=(low, high))


def _row(row: Mapping[str, Any]) -> list[str]:
    measure = measure_of(row["measure"])
    cells = [tell(measure, row[side]) if row[side] is not None else "–" for side in "ab"]
    if row["difference"] is None:
        return [row["words"], *cells, "–", "–"]
    between = "not known"
    if row["low"] is not None:
        between = f"{_more(measure, row['low'])} to {_more(measure, row['high'])}"
    return [row["words"], *cells, _more(measure, row["difference"]), between]


def _more(measure: Measure, value: float) -> str:
    """A difference, with its sign; of shares in points of a hundred."""
    if measure.kind in ("share", "change"):
        return f"{100 * value:+.2g} points".replace("-", "−")
    told = tell(measure, value)
    return told if value <= 0 else f"+{told}"
