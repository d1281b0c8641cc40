"""The findings on one scheme in sentences; what a scheme cannot show is left out."""

from typing import Any

from socialcredit.core.text import joined, lower_first
from socialcredit.results.part import Share
from socialcredit.results.words.breaches import missed_lines
from socialcredit.results.words.collected import collected_lines
from socialcredit.results.words.credit import follows_lines, read_lines
from socialcredit.results.words.devices import growing_lines
from socialcredit.results.words.durations import keeps_up, of_days, put_right
from socialcredit.results.words.grades_tell import grades_tell_lines
from socialcredit.results.words.grown import grown_lines
from socialcredit.results.words.incapacity import kept_lines
from socialcredit.results.words.numbers import (
    a_year,
    between,
    counted,
    number,
    percent,
    portion,
    rate,
    rates_between,
)
from socialcredit.results.words.part_of import part_lines
from socialcredit.results.words.repairs import made_good_lines, shown_lines
from socialcredit.results.words.signs import sign_lines
from socialcredit.results.words.surveillance import watching_lines
from socialcredit.results.words.undone import aware_lines
from socialcredit.results.words.unequal import unequal_lines

WRONG = {
    "wrong person": "on the wrong person",
    "false alarm": "for what never happened",
    "wrong content": "of something else than happened",
    "association": "for a relative's sake",
}
FEW = 10  # repairs below which the slowest tenth is nobody
RESTS = (
    ("primary", "on rules read in the official text"),
    ("secondary", "on rules known from press or studies"),
    ("recalled", "on rules recalled and still to be verified"),
    ("assumed", "on rules assumed for the simulation"),
)


def scheme_lines(block: dict[str, Any]) -> list[str]:
    """The findings on one scheme, one sentence or two each."""
    m1 = block["M1"]
    return [
        f"Grades at the end: {grades_held(list(block['grades'].items()))}.",
        *part_lines(block["part"]),
        *grades_tell_lines(block),
        _wrongly_line(m1),
        *_late_lines(m1),
        _records_line(m1),
        *face_matching_lines(block),
        *growing_lines(block),
        *missed_lines(block["M2"]),
        *_repair_lines(block["M7"]),
        *made_good_lines(block["made_good"]),
        *([f"Lasting: {_permanence_line(block['M10'])}"] if m1["penal_days"] else []),
        *(unequal_lines(block["M8"]["minority"]) if m1["wrong_days"] else []),
        f"Unrelated doors: {_context_line(block['M4'])}",
        *kept_lines(block["kept"]),
        *collected_lines(block["collected"]),
        *aware_lines(block["awareness"]),
        *([] if block["codes"] else [*_bought_lines(block["M11"]), *_offset_lines(block)]),
        *_publicity_lines(block["publicity"]),
        *shown_lines(block["M4"]["doors"]),
        *sign_lines(block.get("signs") or []),
        *read_lines(block["M4"]["doors"]),
        *_watched_lines(block["M12"]),
        *follows_lines(block),
        *watching_lines(block["watching"]),
        *_evidence_lines(block["evidence"], block["codes"]),
        *asked_for_lines(block["asked_for"], block["codes"]),
        *grown_lines(block["grown"]),
    ]


def grades_held(shares: list[tuple[str, Share]]) -> str:
    """Which share of the scored stands in which grade, and where nobody does."""
    held = [_held(name.replace("-", " "), portion(part)) for name, part in shares if part]
    empty = [name.replace("-", " ") for name, part in shares if not part]
    if not held:
        return "nobody was scored then"
    return ", ".join(held) + (f"; nobody in {joined(empty, 'or')}" if empty else "")


def _held(name: str, part: str) -> str:
    """A grade and its share; a mark between them where the share begins with a word."""
    return f"{name} {part}" if part[0].isdigit() else f"{name}: {part}"


def unpenalised(m1: dict[str, Any]) -> str:
    """What to say where nobody came under a penalty: perhaps nobody could."""
    if m1["grades_penalise"]:
        return "Nobody came under a penalty."
    return "No grade is a penalty under these rules, so that nobody is counted as penalised."


def _wrongly_line(m1: dict[str, Any]) -> str:
    if not m1["penal_days"]:
        return unpenalised(m1)
    if not m1["wrong_days"]:
        return (
            "Wrongly penalised: nobody; something true stands behind each of the "
            f"{counted(m1['penal_days'], 'person-day')} under a penalty."
        )
    at_end = (
        f"{m1['wrongly']:,} of the {m1['penalised']:,} people under a penalty at the end, with "
        "nothing true behind it; "
        if m1["penalised"] > 1
        else ""
    )
    return (
        f"Wrongly penalised: {at_end}{counted(m1['wrong_days'], 'person-day')}, "
        f"{portion(m1['share'])}{between(m1['interval'])} of all days under a penalty."
    )


def _late_lines(m1: dict[str, Any]) -> list[str]:
    """Days of penalties that were right once and outlived their ground; silent where none did."""
    if not m1["late_days"]:
        return []
    return [
        f"Late: {counted(m1['late_days'], 'person-day')}, {portion(m1['late_share'])}"
        f"{between(m1['late_interval'])} of all days under a penalty, on a penalty that was right "
        "once and stood on because a copy was not renewed."
    ]


def _records_line(m1: dict[str, Any]) -> str:
    if not m1["bad_records"]:
        return "Bad records: none was filed."
    told = [
        f"{row['records']:,} {WRONG.get(row['cause'], row['cause'])}"
        for row in m1["by_cause"]
        if row["records"]
    ]
    wrong = (
        f"{m1['wrong_records']:,} of them wrong" if m1["wrong_records"] else "none of them wrong"
    )
    return f"Bad records: {m1['bad_records']:,} filed, {wrong}" + (
        f" ({', '.join(told)})." if told else "."
    )


def face_matching_lines(block: dict[str, Any]) -> list[str]:
    """What devices that match faces did, a sentence a source; nothing where there are none."""
    found = block["face_matching"] or {"sources": []}
    return [_device_line(row) for row in found["sources"] if row["hits"] or row["device_days"] >= 1]


def _device_line(row: dict[str, Any]) -> str:
    if not row["hits"]:
        return f"{row['title']}: no hit in {counted(round(row['device_days']), 'day')} of a device."
    told = f"{row['title']}: {rate(row['per_device_day'])} hits a device and day. "
    told += (
        f"Of {counted(row['hits'], 'hit')}, {portion(row['precision'])} name somebody who did it"
    )
    wrong = [
        f"{counted(row[key], *falls)} {whom}"
        for key, falls, whom in (
            ("wrong_person", ("falls", "fall"), "on somebody else"),
            ("false_alarm", ("falls", "fall"), "on people who did nothing or were not there"),
        )
        if row[key]
    ]
    told = f"{told}, {joined(wrong)}." if wrong else f"{told}."
    if row["gallery"] is None:
        return told
    return f"{told} It can name {portion(row['gallery'])} of the residents."


def _repair_lines(m7: dict[str, Any]) -> list[str]:
    if m7["notice"] is None:
        return []
    told = f"Making it right: {portion(m7['notice'])} of bad records came with notice; "
    if m7["repaired"] is None:
        told += "no wrong record is in the panel."
    else:
        wrong = counted(m7["panel"]["wrong"], "wrong one")
        told += (
            f"of {wrong} in the panel {portion(m7['repaired'])}{between(m7['interval'])} "
            f"{'was' if m7['panel']['wrong'] == 1 else 'were'} put right in every copy by the end."
        )
    lines, soon, office = [told], put_right(m7["time"]), keeps_up(m7["load"])
    lines += [f"How soon: {lower_first(soon)}"] if soon else []
    return lines + ([f"Office: {office}"] if office else [])


def _context_line(m4: dict[str, Any]) -> str:
    if m4["other_part"] is None:
        return "no door closed on anybody in the panel."
    if not m4["other_part"]:
        return "none; every closed door lies in the same part of life as the record it rests on."
    return (
        f"{portion(m4['other_part'])}{between(m4['interval'])} of closed doors lie in another "
        f"part of life than the record they rest on; {m4['dependent']:,} of {m4['people']:,} panel "
        "residents would not have met a closed door on related records alone."
    )


def _bought_lines(m11: dict[str, Any]) -> list[str]:
    """What points were gained for, and whether the score tells conduct; silent where it cannot."""
    told = []
    if m11["made_up_share"] is not None:
        told.append(
            f"Bought: {portion(m11['made_up_share'])} of points gained are for deeds done for the "
            "points."
        )
    if m11["correlation"] is not None:
        told.append(
            f"Score against true conduct: correlation {number(m11['correlation'])} "
            "(1 = follows it, 0 = tells nothing)."
        )
    return told


def _offset_lines(block: dict[str, Any]) -> list[str]:
    """How far points gained make up for points lost; silent where nobody gained or lost any."""
    found, given = block["offsets"], block["additions"]
    if found["across"] is None or not given:
        return []
    name, most = next(iter(given.items()))
    return [
        f"Made up for: {portion(found['within'])} of points lost in the panel are made up for by "
        f"points gained in the same domain of life, {percent(found['across'])}"
        f"{between(found['interval'])} in another. The occupation with most of the additions: "
        f"{name}, {portion(most)} of them."
    ]


def _publicity_lines(found: dict[str, Any]) -> list[str]:
    """A line on what was made public; none where nothing was."""
    if not found["published"]:
        return []
    return [
        f"Made public: {counted(found['published'], 'record')}, shown to {found['audience']}; "
        f"{portion(found['share_bad'])} are deductions, and {found['wrong_bad']:,} of "
        f"{counted(found['bad'], 'deduction')} are wrong."
    ]


def _permanence_line(m10: dict[str, Any]) -> str:
    if not m10["spells"]:
        return "nobody in the panel fell into a penal grade."
    stays = counted(m10["spells"], "stay")
    if m10["spells"] < FEW:
        return f"{stays} in a penal grade in the panel, too few to tell how long one lasts."
    middle = (
        "fewer than half are over when the run ends"
        if m10["median_days"] is None
        else f"half are over within {m10['median_days']:,} days{of_days(m10['interval'])}"
    )
    return f"of {stays} in a penal grade in the panel {middle}, those not over counted."


def _watched_lines(m12: dict[str, Any]) -> list[str]:
    if not m12["records"]:
        return []
    domains = counted(len(m12["domains"]), "domain")
    luck = rates_between(m12["interval"], m12["per_person_year"])
    return [f"Watched: {a_year(m12['per_person_year'])}{luck}, from {domains} of life."]


def rests_on(shares: dict[str, Share]) -> str:
    """On what rules the points moved rest: '61 % rest on ..., 11 % on ... and 27 % on ...'."""
    if any(share.few for share in shares.values() if share):
        return "too few to tell on what rules they rest"
    told = [f"{percent(shares[grade])} {words}" for grade, words in RESTS if shares[grade]]
    return joined(told).replace(" % on ", " % rest on ", 1)


def _evidence_lines(shares: dict[str, Share], codes: bool) -> list[str]:
    """How much of what was moved rests on which rules; silent where nothing was."""
    told = rests_on(shares)
    moved = "records" if codes else "points moved"
    return [f"Evidence: of all {moved}, {told}."] if told else []


def asked_for_lines(found: dict[str, Any] | None, codes: bool = False) -> list[str]:
    """A sentence on them; none where nobody is said to have asked."""
    if found is None:
        return []
    return [
        f"Asked for: {found['rules']} of {counted(found['of'], 'rule')} put in for "
        f"{joined(found['by'])}; {counted(found['records'], 'record')}"
        + (" " if codes else f" and {portion(found['share'])} of points moved ")
        + ("is theirs." if codes and found["records"] == 1 else "are theirs.")
    ]
