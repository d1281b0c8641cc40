"""Hours that make up for one drunk drive, by the rules of every shipped scheme of persons.

A record of drunk driving takes so many points; each kind of good deed that anybody can do gives
so many in so many hours. The first over the second is how long somebody has to do such deeds until
the score stands where it stood. A record that leads straight to a grade cannot be bought back as
long as it counts, nor can one under a scheme that rewards no such deed.

`python -m socialcredit.cases.erasing` writes the table anew into the file that pages read; a test
holds the two together. Nothing of a run is in it: these are rules, and the hours are assumed.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from socialcredit.compile.budget import ONE, hours_a_deed, points_at_once
from socialcredit.compile.documents import documents
from socialcredit.core.run_files import write_whole
from socialcredit.language.model.entries import Entry
from socialcredit.language.model.provenance import ended
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.loading import load_beliefs, load_scheme
from socialcredit.language.resolve.paths import scheme_names

FILE = Path(__file__).parents[1] / "report" / "sections" / "hours_to_erase.csv"
DEEDS = "rongcheng-ended/deeds.yaml"  # where hours are said
ERASED = "drunk-driving"
COLUMNS = (
    "scheme", "title", "on", "state", "takes", "kind", "kind_title", "layer", "points",
    "hours_a_deed", "hours", "most_a_year",
)  # fmt: skip
NOT_COUNTED, TO_GRADE, NO_REWARD, BOUGHT = "not counted", "to a grade", "no reward", "bought back"


def table() -> list[dict[str, str]]:
    """The rows of every scheme of persons, as they stand in the file."""
    file = documents(load_beliefs({"deeds": DEEDS}))["deeds"]
    deeds = {deed["deed"]: deed for deed in file["deeds"]}
    schemes = [load_scheme(name) for name in scheme_names()]
    found = [row for one in schemes if of_persons(one) for row in rows_of(one, deeds)]
    return [{name: str(row.get(name, "")) for name in COLUMNS} for row in found]


def of_persons(scheme: Scheme) -> bool:
    """Whether it scores persons, alone or beside firms."""
    return any(one.of == "persons" for one in scheme.subjects)


def rows_of(scheme: Scheme, deeds: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """A row for each kind of deed that one scheme rewards, the soonest first, or one that says why
    nothing buys a drunk drive back."""
    on = last_rules(scheme)
    held = [entry for entry in scheme.entries if holds(entry, scheme, on)]
    against = [entry for entry in held if entry.deed == ERASED]
    head = {"scheme": scheme.scheme, "title": scheme.title, "on": on.isoformat()}
    if not against:
        yield {**head, "state": NOT_COUNTED}
        return
    graded = next((entry.to_grade for entry in against if entry.to_grade), None)
    if graded:
        yield {**head, "state": TO_GRADE, "takes": graded}
        return
    takes = -min(points_at_once(entry, scheme) for entry in against)
    rewards = [row for entry in held if (row := rewarded(entry, scheme, deeds, takes))]
    head["takes"] = f"{takes:g}"
    if not rewards:
        yield {**head, "state": NO_REWARD}
    for row in sorted(rewards, key=lambda row: float(row["hours"])):
        yield {**head, "state": BOUGHT, **row}


def last_rules(scheme: Scheme) -> date:
    """The last day of a scheme, or that on which its last rule began."""
    return scheme.ends or max([scheme.starts, *(rule.since for rule in scheme.rules)])


def holds(entry: Entry, scheme: Scheme, on: date) -> bool:
    """Whether this version of an entry holds on a day."""
    later = [one.since for one in scheme.entries if one.id == entry.id and one.since > entry.since]
    return entry.since <= on and not ended(entry, on) and not any(since <= on for since in later)


def rewarded(
    entry: Entry, scheme: Scheme, deeds: Mapping[str, Mapping[str, Any]], takes: float
) -> dict[str, Any] | None:
    """What an entry gives for how many hours, and how many make up for so many points."""
    deed = deeds.get(entry.deed, {})
    sizes = (deed.get("size") or {}).get("values") or ONE
    points = points_at_once(entry, scheme, sizes)
    if not deed.get("cheap_good") or points <= 0:
        return None
    (each,) = hours_a_deed([deed])
    return {
        "kind": entry.deed,
        "kind_title": deed["title"],
        "layer": entry.layer or "",
        "points": f"{points:.4g}",
        "hours_a_deed": f"{each:.4g}",
        "hours": f"{hours_for(entry, takes, points / each):.4g}",
        "most_a_year": f"{float(entry.cap.points):g}" if entry.cap else "",
    }


def hours_for(entry: Entry, takes: float, an_hour: float) -> float:
    """Hours that bring so many points: along the steps of a running total of hours, or in
    proportion."""
    if not entry.steps:
        return takes / an_hour
    left, hours, lower = Fraction(takes), Fraction(0), Fraction(0)
    for bound, rate in entry.steps:
        width = None if bound is None else bound - lower
        if width is None or left <= width * rate:
            return float(hours + left / rate)
        left, hours, lower = left - width * rate, hours + width, lower + width
    return float(hours)


def text_of(rows: list[dict[str, str]]) -> str:
    """The table as text."""
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


if __name__ == "__main__":
    write_whole(FILE, text_of(table()))
