"""The page of an experiment: numbers with both intervals, what moved them, alternatives, how."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from markupsafe import Markup

from socialcredit import __version__
from socialcredit.core.retelling import page_told, teller, texts_of
from socialcredit.core.text import counted, upper_first
from socialcredit.report.headlines import ORDER
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.ranges import two_ranges
from socialcredit.report.template import style, template
from socialcredit.results.measures.measure import Measure
from socialcredit.results.measures.registry import id_of, measure_of
from socialcredit.results.run import FIRMS_KEY
from socialcredit.results.words.measured import between, tell

STAMP = "Synthetic people. Nobody in this experiment exists."
HEADS = 6  # numbers with a picture of their own
PULLS = 12  # factors in a picture of what moved a number
# What is shown first where it is known: the headlines of a run, and the burden they do not see.
FIRST = ("conduct.bad.change", "M1.share", "burden.wrong.harm.standing", *ORDER)


class Head(NamedTuple):
    """A number that stands first: its words, its two ranges, and what moved it."""

    measure: str
    value: str
    text: str
    few: bool
    picture: Markup
    alt: str
    pulls: Markup
    pulls_alt: str
    how: str


def experiment_page(told: Mapping[str, Any]) -> str:
    """The page as HTML text, from what `experiments.results.as_told` says."""
    numbers = [row for row in told["numbers"] if row["value"] is not None]
    real = [row for row in numbers if not row["alternative"]]
    heads = [_head(row, told["pulls"].get(row["key"], ())) for row in _first(real)]
    text = template("experiment.html.j2").render(
        style=style(),
        stamp=STAMP,
        written=date.today().strftime("%d %B %Y").lstrip("0"),
        told=told,
        heads=heads,
        drawn=any(row["points"] for row in numbers),
        seeds=told["experiment"].get("seeds", {}).get("luck", 8),
        points=max((row["points"] for row in numbers), default=0),
        variants=_variants(told["alternatives"], numbers),
        rows=[_row(row, told["pulls"].get(row["key"], ())) for row in real],
        repeat=_repeat(told),
        counted=counted,
    )
    say = teller(told.get("of", "persons"), texts_of([told["scenario"], told["experiment"]]),
                 told.get("currency"))  # fmt: skip
    return page_told(say, text).replace(" %", "\u00a0%")


def _first(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The numbers that stand first, at most six; where none of those is asked, the first asked.

    Of residents and firms together half of them are of firms.
    """
    sides = [[row for row in rows if row["key"].startswith(FIRMS_KEY) == own] for own in (0, 1)]
    found = []
    for side in [side for side in sides if side]:
        by_id: dict[str, Mapping[str, Any]] = {}
        for row in side:
            by_id.setdefault(id_of(row["key"]), row)
        names = [name for name in dict.fromkeys(FIRST) if name in by_id] or list(by_id)
        found += [by_id[name] for name in names[: HEADS // (2 if all(sides) else 1)]]
    return found


def _head(row: Mapping[str, Any], pulls: Sequence[Mapping[str, Any]]) -> Head:
    measure = measure_of(row["key"])
    words = [_between(measure, row["luck"]), _by_assumptions(measure, row)]
    told = f"{measure.told}: {tell(measure, row['value'])}"
    moved = [pull for pull in pulls if pull["size"]][:PULLS]
    lines = [_bar(measure, pull) for pull in moved]
    return Head(
        upper_first(row["words"]),
        tell(measure, row["value"]),
        measure.says or measure.words,
        row["few"],
        two_ranges(row["value"], row["luck"], row["assumptions"], words),
        f"{told}; by luck {words[0]}; by assumptions {words[1]}",
        bars(lines) if lines else Markup(""),
        in_words(lines) if lines else "",
        upper_first(moved[0]["how"]) if moved else "",
    )


def _bar(measure: Measure, pull: Mapping[str, Any]) -> Bar:
    """A factor's pull; in the number's unit where it is not a share of variance or of ranks."""
    own = "Morris" in pull["how"] or "span" in pull["how"]
    size = tell(measure, pull["size"]).lstrip("+") if own else f"{pull['size']:.2f}"
    ends = [pull["low"], pull["high"]]
    if None not in ends:
        size = f"{tell(measure, ends[0])} to {tell(measure, ends[1])}"
    interval = tuple(pull["interval"]) if pull["interval"] else None
    return Bar(pull["title"], pull["size"], size, luck=interval)


def _between(measure: Measure, ends: Sequence[float] | None) -> str:
    if ends is None:
        return "not known"
    return between(measure, ends)


def _by_assumptions(measure: Measure, row: Mapping[str, Any]) -> str:
    """The range by assumptions, or that too many of the points rest on too few cases."""
    few = row["assumptions"] is None and row.get("few_points")
    return "too few to tell" if few else _between(measure, row["assumptions"])


def _row(row: Mapping[str, Any], pulls: Sequence[Mapping[str, Any]]) -> list[str]:
    """A line of the table of all numbers."""
    measure = measure_of(row["key"])
    led = ", ".join(pull["factor"] for pull in pulls[:3] if pull["size"])
    few = " (few cases)" if row["few"] else ""
    luck = _between(measure, row["luck"]) if row["luck"] else ""
    told = row["assumptions"] or row.get("few_points")
    assumed = _by_assumptions(measure, row) if told else ""
    return [row["words"], tell(measure, row["value"]) + few, luck, assumed, led]


def _variants(names: Sequence[str], numbers: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """The alternatives beside the real scheme: means over the same seeds, and ranges of luck."""
    if not names:
        return None
    by_key = {(row["key"], row["alternative"]): row for row in numbers}
    keys = dict.fromkeys(row["key"] for row in numbers)
    rows = []
    for key in keys:
        measure = measure_of(key)
        found = [by_key.get((key, name)) for name in ("", *names)]
        words = next(row["words"] for row in found if row)
        rows.append([words, *(tell(measure, row["value"]) if row else "–" for row in found)])
    return {"names": ["as written", *names], "rows": rows}


def _repeat(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        ("Runs", f"{told['runs']:,}"),
        ("Command", told["command"]),
        ("Model", told["model"]),
        ("Version", __version__),
        ("Table", "table.parquet, beside this page: each row says the command that repeats it"),
    ]
