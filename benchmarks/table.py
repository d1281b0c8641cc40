"""The tables, in the form in which the README has them, and the same for a machine."""

import statistics
from collections.abc import Sequence
from typing import Any

from benchmarks.own import Row
from benchmarks.pairs import Compared, Measured

PEERS_HEAD = (
    "framework",
    "people",
    "bytes a person",
    "million resident-days a CPU second",
    "ours beside it",
    "ours ÷ its",
    "bar",
)
OWN_HEAD = ("what", "command", "result", "bar")
NO_BAR = ""
WITHOUT_BAR_DIGITS = 2


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    return "\n".join([line(head), line(["---"] * len(head)), *map(line, rows)])


def line(cells: Sequence[str]) -> str:
    """A row of a table in Markdown; nothing ends in a space."""
    return "| " + " | ".join(cells).rstrip() + " |"


def table_of_peers(measured: Measured) -> str:
    """Each peer, ours beside it, and how many times as fast ours is."""
    return table(PEERS_HEAD, [cells_of_peer(one) for one in measured.compared])


def cells_of_peer(one: Compared) -> list[str]:
    """One row: medians of the pairs."""
    speed = one.median(lambda pair: pair.peer.speed)
    return [
        one.peer.name,
        f"{one.pairs[0].peer.people:,}",
        f"{one.median(lambda pair: pair.peer.bytes_a_person):,.0f}",
        f"{speed:.2f}" if speed < 10 else f"{speed:.1f}",
        f"{one.median(lambda pair: pair.ours.speed):.1f}",
        shown(one),
        one.peer.bar.judged(one.ratio) if one.peer.bar else NO_BAR,
    ]


def shown(one: Compared) -> str:
    """The ratio, to the places to which it is judged."""
    return one.peer.bar.shown(one.ratio) if one.peer.bar else f"{one.ratio:.{WITHOUT_BAR_DIGITS}f}"


def words_on_ours(measured: Measured) -> str:
    """What stood beside the peers: how many people, and what each took."""
    ours = [pair.ours for one in measured.compared for pair in one.pairs]
    taken = statistics.median(one.bytes_a_person for one in ours)
    return f"Ours: {ours[0].people:,} people, {taken:,.0f} bytes a person."


def table_of_own(rows: Sequence[Row]) -> str:
    """What is asked of this program alone."""
    return table(OWN_HEAD, [cells_of_row(row) for row in rows])


def cells_of_row(row: Row) -> list[str]:
    """One row; what can be typed is marked as such."""
    typed = row.command.startswith(("socialcredit ", "make "))
    command = f"`{row.command}`" if typed else row.command
    bar = NO_BAR if row.bar is None or row.value is None else row.bar.judged(row.value)
    return [row.what, command, row.result, bar]


def missed(measured: Measured | None, rows: Sequence[Row]) -> list[str]:
    """What is under its bar, by name."""
    peers = measured.compared if measured else ()
    under = [one.peer.name for one in peers if one.peer.bar and not one.peer.bar.met(one.ratio)]
    return under + [
        row.what for row in rows
        if row.bar is not None and row.value is not None and not row.bar.met(row.value)
    ]  # fmt: skip


def told(measured: Measured | None, rows: Sequence[Row]) -> dict[str, Any]:
    """Everything, for a machine to read."""
    return {
        "peers": [_peer_told(one) for one in measured.compared] if measured else [],
        "left_out": dict(measured.left_out) if measured else {},
        "own": [_row_told(row) for row in rows],
        "missed": missed(measured, rows),
    }


def _peer_told(one: Compared) -> dict[str, Any]:
    bar = one.peer.bar
    return {
        "label": one.peer.label,
        "ratio": one.ratio,
        "ratio_of_each": [pair.ratio for pair in one.pairs],
        "bar": bar.words if bar else None,
        "met": bar.met(one.ratio) if bar else None,
        "pairs": [{"peer": pair.peer._asdict(), "ours": pair.ours._asdict()} for pair in one.pairs],
    }


def _row_told(row: Row) -> dict[str, Any]:
    judged = row.bar is not None and row.value is not None
    return {
        "what": row.what,
        "result": row.result,
        "value": row.value,
        "bar": row.bar.words if row.bar else None,
        "met": row.bar.met(row.value) if judged else None,  # type: ignore[union-attr, arg-type]
    }
