"""One life for a terminal: what was true beside what was filed."""

from textwrap import wrap
from typing import Any

from socialcredit.results import life, telling
from socialcredit.results.tables import Run

DATE, TRUTH, FILED = 11, 34, 40  # widths of the columns
MARKS = {"procedure": "? ", "door": "> "}


def life_text(run: Run, resident: int, every: bool = False) -> str:
    """The timeline for a terminal: who, what was true, what was filed, and the price of error.

    Quiet stretches are gathered in a line; with `every` each event has a line of its own.
    """
    events = life.life(run, resident)
    rows = telling.with_grades(events) if every else telling.told(events)
    lines = [
        f"Resident {resident}: {life.person(run, resident)['text']}. A synthetic person.",
        "",
        f"{'':<{DATE}} {'IN TRUTH':<{TRUTH}}{'ON FILE, AND WHAT FOLLOWED':<{FILED}}"
        f"{'points':>7}{'score':>8} grade",
    ]
    for row in rows:
        lines += _lines(row)
    if not rows:
        lines.append("(nothing was filed and nothing happened)")
    lines += ["", "? notice, dispute, decision    > a door opened or closed", ""]
    wrong = life.wrong_records(run, resident)
    for record in wrong:
        lines += wrap("If this record were right. " + life.right_sentence(record), 96)
    if not wrong:
        lines.append("No wrong bad record was filed on this resident.")
    return "\n".join(line.rstrip() for line in lines)


def _lines(row: dict[str, Any]) -> list[str]:
    """A row in its columns, as many lines as the longer of the two needs."""
    truth, filed = sides(row)
    left = wrap(truth, TRUTH - 2) or [""]
    right = wrap(MARKS.get(row["book"], "") + filed if filed else "", FILED - 2) or [""]
    dates = [row["date"], *([f"-{row['until']}"] if row["until"] != row["date"] else [])]
    points = f"{row['points']:+g}" if row["points"] else ""
    score = f"{row['score']:g}" if row["score"] is not None and row["book"] != "truth" else ""
    lines = []
    for number in range(max(len(left), len(right), len(dates))):
        cells = [column[number] if number < len(column) else "" for column in (dates, left, right)]
        tail = f"{points:>7}{score:>8} {row['now'] or ''}" if number == 0 else ""
        lines.append(f"{cells[0]:<{DATE}} {cells[1]:<{TRUTH}}{cells[2]:<{FILED}}{tail}")
    return lines


def sides(row: dict[str, Any]) -> tuple[str, str]:
    """What a row says of the truth, and what of the file and its consequences."""
    if row["book"] == "quiet":
        extra = f" ({row['effort']} to make up points)" if row["effort"] else ""
        return row["truth"] + extra, row["filed"]
    text = row["text"] + (f", {row['times']} times" if row["times"] > 1 else "")
    if row["book"] == "truth":
        return text + (f" ({row['true']})" if row["true"] else ""), (
            "nothing on file" if row.get("unseen") else ""
        )
    if row["what"] == "FILED":
        return row["true"] or "it was so", text
    return row["true"], text
