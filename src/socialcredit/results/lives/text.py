"""One life for a terminal: what was true beside what was filed."""

from itertools import zip_longest
from textwrap import wrap
from typing import Any

from socialcredit.core.populations import PERSONS
from socialcredit.core.retelling import deep_told
from socialcredit.core.text import lower_first, page_width
from socialcredit.results import titles
from socialcredit.results.lives import condensing, notice, timeline, wrong_records
from socialcredit.results.retelling import tell
from socialcredit.results.run import Run

DATE = 12  # width of the first column; the other two share the rest
MARKS = {"procedure": "? ", "door": "> "}


def life_text(run: Run, resident: int, every: bool = False) -> str:
    """The timeline for a terminal: who, what was true, what was filed, and the price of error.

    Quiet stretches are gathered in a line; with `every` each event has a line of its own.
    """
    events, say = timeline.life(run, resident), tell(run)
    rows = condensing.with_grades(events) if every else condensing.told(events)
    width = page_width()
    truth = (width - DATE) * 9 // 20
    who = lower_first(timeline.person(run, resident)["text"])
    lines = [
        *wrap(
            say(f"Resident {resident}, {who}. A synthetic person.{_under(run)}"),
            width,
            break_on_hyphens=False,
        ),
        "",
        f"{'':<{DATE}}{'IN TRUTH':<{truth}}ON FILE, AND WHAT FOLLOWED",
    ]
    for row in deep_told(say, rows):
        lines += _lines(row, truth, width - DATE - truth)
    if not rows:
        lines.append("(nothing was filed and nothing happened)")
    lines += ["", "? notice, dispute, decision    > a door opened or closed", ""]
    wrong = wrong_records.wrong_records(run, resident)
    for record in wrong:
        right = say("If this record were right. " + wrong_records.right_sentence(record))
        lines += wrap(right, width)
    if not wrong:
        lines.append(say("No wrong bad record was filed on this resident."))
    return "\n".join(line.rstrip() for line in lines)


def life_told(run: Run, resident: int, every: bool = False) -> dict[str, Any]:
    """The same for a machine: who, the rows of the timeline, each wrong record's price; besides,
    what a notice would have to say at the end, and what could be objected to (see `notice`)."""
    events = timeline.life(run, resident)
    told = {
        run.population.one: resident,
        "person" if run.population is PERSONS else "who": timeline.person(run, resident),
        "run": run.told,
        "under": titles.run_title(run),
        "synthetic": True,
        "rows": condensing.with_grades(events) if every else condensing.told(events),
        "wrong_records": wrong_records.wrong_records(run, resident),
        "notices": notice.notices(run, resident),
    }
    return {key: deep_told(tell(run), value) for key, value in told.items()}


def _under(run: Run) -> str:
    """Which rules a life was lived under, where they are not the real ones."""
    return f" Lived under {titles.run_title(run)}." if titles.laid_over(run) else ""


def _lines(row: dict[str, Any], truth: int, filed: int) -> list[str]:
    """A row in its columns, as many lines as the longest of them needs."""
    was, said = side_by_side(row)
    said = MARKS.get(row["book"], "") + said if said else ""
    dates = [row["date"], *([f"-{row['until']}"] if row["until"] != row["date"] else [])]
    columns = zip_longest(dates, wrap(was, truth - 2), wrap(said, filed), fillvalue="")
    return [f"{day:<{DATE}}{left:<{truth}}{right}" for day, left, right in columns]


def side_by_side(row: dict[str, Any]) -> tuple[str, str]:
    """What a row says of the truth, and of the file with points, score and grade after it."""
    was, said = sides(row)
    return was, said + _moved(row) if said else ""


def _moved(row: dict[str, Any]) -> str:
    """Points, score and grade after an event, in brackets; nothing where none moved."""
    if row.get("result"):
        told = [f"result {row['points']:g}"]
    else:
        told = [f"{row['points']:+g}"] if row["points"] else []
    if row["points"] and row["score"] is not None and row["book"] != "truth":
        told.append(f"score {row['score']:g}")
    told += [f"now {row['now']}"] if row["now"] else []
    return f" [{', '.join(told)}]" if told else ""


def sides(row: dict[str, Any]) -> tuple[str, str]:
    """What a row says of the truth, and what of the file and its consequences."""
    if row["book"] == "quiet":
        extra = f" ({row['effort']} for the score)" if row["effort"] else ""
        return row["truth"] + extra, row["filed"]
    text = row["text"] + (f", {row['times']} times" if row["times"] > 1 else "")
    if row["book"] == "truth":
        return text + (f" ({row['true']})" if row["true"] else ""), (
            "nothing on file" if row.get("unseen") else ""
        )
    if row["what"] == "FILED":
        return row["true"] or "it was so", text
    return row["true"], text
