"""How `validate` prints its rows: tables, why a miss misses, and what it comes to."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from socialcredit.core.text import page_width, wrapped

KINDS = ("calibrated", "predicted")
FIGURES, GROWN = "figures", "increments"
NO_REASON = "no reason is given: say it in `why_missed`"
INDEPENDENT = (
    "Taken to fall independently, as the panel's books do not tell them by household or fewer than "
    "ten households bear them: {}. Where several come of one household, chance reaches farther."
)
STALE = "not missed in this run, so that this no longer holds: "
Row = dict[str, Any]


def tables(rows: Sequence[Row]) -> list[str]:
    """The rows of each kind, calibrated ones first."""
    lines = []
    for kind in KINDS:
        if chosen := [row for row in rows if row["kind"] == kind]:
            lines += [*_table(kind, chosen), ""]
    return lines


def between(grown: Sequence[Row]) -> list[str]:
    """What cumulative numbers grew by, under a heading of their own."""
    if not grown:
        return []
    told = "Increments: by how much a number grew from one of its published dates to the next."
    return [*wrapped(told), "", *tables(grown)]


def _table(kind: str, rows: Sequence[Row]) -> list[str]:
    """The rows of one kind: what was counted on a line of its own, its numbers below by day."""
    heads = [kind, "published", "produced", "allowed", "within"]
    cells = [
        [row["when"], number(row["published"]), number(row["produced"]), _tolerance(row),
         _judged(row)]
        for row in rows
    ]  # fmt: skip
    if kind == "predicted":
        heads += ["naive", "nearer"]
        for row, words in zip(rows, cells, strict=True):
            words += [number(row["naive"]), _nearer(row)]
    wide = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    lines = [_line(heads, wide, "")]
    before: tuple[str, str | None] | None = None
    for row, words in zip(rows, cells, strict=True):
        what = f"{row['what']} ({row['unit']})"
        if before is None or what != before[0] or (before[1] and not row["reading"]):
            lines += wrap(what, page_width(), initial_indent="  ", subsequent_indent="  ")
        if row["reading"]:
            lines += wrapped(f"read as: {row['reading']}", "    ", "      ")
        lines.append(_line(words, wide, "    "))
        lines += _reason(row)
        before = what, row["reading"]
    return lines


def _line(words: Sequence[str], wide: Sequence[int], indent: str) -> str:
    """A line of the table: the first column to the left, the numbers to the right."""
    others = (f"{word:>{many}}" for word, many in zip(words[1:], wide[1:], strict=True))
    return "  ".join([f"{indent}{words[0]}".ljust(wide[0] + 4), *others]).rstrip()


def _reason(row: Row) -> list[str]:
    """Why a miss misses, or that it does not."""
    if row["too_few"] or row["absurd"] or row["since"]:
        return []
    if row["pass"]:
        said = STALE + row["why_missed"] if row["why_missed"] else ""
    else:
        said = f"why: {row['why_missed'] or NO_REASON}"
    return wrapped(said, "      ", "        ") if said else []


def _tolerance(row: Row) -> str:
    """The tolerance as it is written; where chance is wider, or nothing is written, in the unit."""
    written = row["tolerance_as_written"]
    if written and not row["chance_wider"]:
        return f"± {written}"
    return f"± {number(row['tolerance'])}"


def _judged(row: Row) -> str:
    if row["absurd"]:
        return "goes back"
    if row["too_few"]:
        return "too few"
    return "yes" if row["pass"] else "MISS"


def _nearer(row: Row) -> str:
    return {None: "", True: "yes", False: "no"}[row["nearer"]]


def verdict(rows: Sequence[Row], noun: str = FIGURES) -> list[str]:
    """How many of each kind are met, and how often the run is nearer than the naive number."""
    if not rows:
        return []
    single = [row for row in rows if row["reading"] is None]
    parts = [part for kind in KINDS if (part := _met(kind, single, noun))]
    disputed = {row["figure"] for row in rows if row["reading"] is not None}
    if disputed:
        met = len({row["figure"] for row in rows if _close(row)} & disputed)
        parts.append(f"{met} of {len(disputed)} that can be read in two ways met by one reading")
    lines = wrapped("; ".join(parts) + ".")
    told = [row for row in rows if row["nearer"] is not None and not row["too_few"]]
    if told:
        nearer = sum(row["nearer"] for row in told)
        ways = "; ".join(dict.fromkeys(row["naive_says"] for row in told))
        lines += wrapped(
            f"Nearer than without a model in {nearer} of {len(told)} predicted {noun}."
        )
        lines += wrapped(f"Naive, without a model: {ways}.")
    return lines


def independent(rows: Sequence[Row]) -> list[str]:
    """Which figures are held to what chance allows though nobody knows who bears their events."""
    by_chance = [
        row for row in rows
        if row["produced_range"] and row["published_range"] and row["chance_wider"]
    ]  # fmt: skip
    unsure = [
        row for row in by_chance
        if row["household_effect"] is None and not (row["too_few"] or row["absurd"])
    ]  # fmt: skip
    named = "; ".join(dict.fromkeys(row["what"] for row in unsure))
    return wrapped(INDEPENDENT.format(named)) if unsure else []


def _met(kind: str, rows: Sequence[Row], noun: str) -> str:
    chosen = [row for row in rows if row["kind"] == kind and not row["absurd"]]
    judged = [row for row in chosen if not row["too_few"]]
    few = f", {len(chosen) - len(judged)} not judged" if len(judged) < len(chosen) else ""
    if judged:
        close = sum(row["pass"] for row in judged)
        return f"{close} of {len(judged)} {kind} {noun} within their tolerance{few}"
    return f"none of {len(chosen)} {kind} {noun} can be judged" if chosen else ""


def _close(row: Row) -> bool:
    return bool(row["pass"] and not row["too_few"])


def number(value: float | None) -> str:
    """A number as it is told: whole from a thousand on, in millions from a hundred of them."""
    if value is None:
        return "none"
    if abs(value) >= 1e8:
        return f"{value / 1e6:,.1f} m"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.3g}"
