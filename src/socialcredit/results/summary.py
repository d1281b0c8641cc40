"""All measures of a run together, and the page of plain text a terminal shows."""

from textwrap import fill
from typing import Any

from socialcredit.results import naming
from socialcredit.results.across import across_bodies
from socialcredit.results.across_text import together_lines
from socialcredit.results.bodies_text import body_lines, in_detail
from socialcredit.results.contest import contestability, permanence
from socialcredit.results.context import context_distance
from socialcredit.results.credit_text import follows_lines, lending_lines
from socialcredit.results.follows import failed_checks, what_the_score_follows
from socialcredit.results.groups import GROUPINGS, disparate_impact
from socialcredit.results.lending import lending
from socialcredit.results.offsets import additions_by_occupation, offsets
from socialcredit.results.proportion import proportionality
from socialcredit.results.publicity import publicity
from socialcredit.results.recognition import recognition
from socialcredit.results.shares import conduct_change, evidence_shares, grade_shares
from socialcredit.results.tables import Run
from socialcredit.results.unlocked import unlocked, without_score
from socialcredit.results.validity import surveillance_load, validity
from socialcredit.results.watching import watching
from socialcredit.results.watching_text import watching_lines
from socialcredit.results.wording import a_year, change, counted, rate
from socialcredit.results.wording import between as between
from socialcredit.results.wording import number as number
from socialcredit.results.wording import percent as percent
from socialcredit.results.wording import signed as signed
from socialcredit.results.wording import span as span
from socialcredit.results.wrongful import missed_breaches, wrongful_penalties
from socialcredit.wording import page_width


def summary(run: Run) -> dict[str, Any]:
    """Every measure of a run, as plain values: `run`, then one block a scheme in `schemes`.

    `together` is what several schemes do to the same people, None where there is one.
    """
    return run.once("summary", lambda: _summary(run))


def _summary(run: Run) -> dict[str, Any]:
    bad = conduct_change(run, naming.BAD_SIGNS)
    good = conduct_change(run, naming.GOOD_SIGNS)
    schemes = range(len(run.names["schemes"]))
    return {
        "people": run.people,
        "months": run.months,
        "start": str(run.manifest["start"]),
        "seed": run.manifest.get("seed"),
        "content_hash": run.manifest.get("content_hash"),
        "bad_deeds": bad,
        "good_deeds": good,
        "lending": lending(run),
        "together": across_bodies(run) if len(schemes) > 1 else None,
        "schemes": [scheme_summary(run, number) for number in schemes],
    }


def scheme_summary(run: Run, scheme: int) -> dict[str, Any]:
    """Every measure of one scheme of a run."""
    names = naming.scheme(run, scheme)
    shares = grade_shares(run, scheme)
    last = shares[-1].tolist() if len(shares) else []
    return {
        "scheme": names["name"],
        "title": names["title"],
        "grades": dict(zip(names["grades"], last, strict=True)),
        "M1": wrongful_penalties(run, scheme),
        "M2": missed_breaches(run, scheme),
        "M4": context_distance(run, scheme),
        "M5": proportionality(run, scheme),
        "M7": contestability(run, scheme),
        "M8": {name: disparate_impact(run, name, scheme) for name in GROUPINGS},
        "M10": permanence(run, scheme),
        "M11": validity(run, scheme),
        "offsets": offsets(run, scheme),
        "additions": additions_by_occupation(run, scheme),
        "publicity": publicity(run, scheme),
        "M12": surveillance_load(run, scheme),
        "recognition": recognition(run, scheme),
        "follows": what_the_score_follows(run, scheme) if names.get("dimensions") else None,
        "checks": failed_checks(run, scheme),
        "unlocked": unlocked(run, scheme),
        "without": without_score(run, scheme),
        "watching": watching(run, scheme),
        "evidence": evidence_shares(run, scheme),
    }


def summary_text(run: Run) -> str:
    """What the run showed, in some 25 lines that need no statistics to read."""
    found = summary(run)
    lines = [
        f"{found['people']:,} synthetic residents, {span(found['months'])} from {found['start']}, "
        f"seed {found['seed']}. Nobody here is a real person.",
        _conduct_line(found),
        *lending_lines(found["lending"]),
        *together_lines(found["together"]),
    ]
    paragraphs = [fill(line, page_width()) for line in lines]
    for title, numbers in naming.families(run):
        if len(numbers) > 1:
            paragraphs += ["", f"{title}: {len(numbers)} bodies with the same rules".upper()]
            paragraphs += [_indented(line) for line in body_lines(run, found["schemes"], numbers)]
    for place, _ in in_detail(run, found["schemes"]):
        block = found["schemes"][place]
        paragraphs += ["", block["title"].upper()]
        paragraphs += [_indented(line) for line in scheme_lines(block)]
    paragraphs += [
        "",
        fill(
            "One draw of luck; ranges are rough and cover luck only. Sensors, behaviour and "
            "offices rest largely on assumed values, which is the larger doubt.",
            page_width(),
        ),
    ]
    return "\n".join(paragraphs)


def _indented(line: str) -> str:
    return fill(line, page_width(), initial_indent="  ", subsequent_indent="    ")


def _conduct_line(found: dict[str, Any]) -> str:
    bad, good = found["bad_deeds"], found["good_deeds"]
    if bad["change"] is None:
        return f"Bad deeds truly done: {bad['with']:,}. There is no twin run to compare with."
    told = f"; good deeds {change(good['change'])}" if good["without"] else ""
    return (
        "Against the same people with the same luck and no scheme: bad deeds "
        f"{change(bad['change'])} ({bad['without']:,} without, {bad['with']:,} with){told}."
    )


def scheme_lines(block: dict[str, Any]) -> list[str]:
    """The findings on one scheme, one sentence or two each."""
    m1, m2, m7, m8 = block["M1"], block["M2"], block["M7"], block["M8"]["minority"]
    m4, m10, m11, m12 = block["M4"], block["M10"], block["M11"], block["M12"]
    grades = ", ".join(f"{name} {percent(part)}" for name, part in block["grades"].items())
    return [
        f"Grades at the end: {grades}.",
        f"Wrongly penalised: {m1['wrongly']:,} of {m1['penalised']:,} people under a penalty at "
        "the end, owing to a wrong record or a copy not renewed; "
        f"{m1['wrong_days']:,} person-days, {percent(m1['share'])}{between(m1['interval'])} of all "
        "days under a penalty."
        if m1["penal_days"]
        else "Nobody came under a penalty.",
        f"Bad records: {m1['bad_records']:,} filed, {m1['wrong_records']:,} of them wrong"
        f"{_causes(m1)}.",
        *recognition_lines(block),
        f"Missed: {percent(m2['missed'])} of "
        f"{counted(m2['deeds'], 'true breach', 'true breaches')} that the rules name were "
        "never recorded.",
        f"Making it right: {_repair_line(m7)}",
        *([f"Lasting: {_permanence_line(m10)}"] if m1["penal_days"] else []),
        *([f"Unequal: {_unequal_line(m8)}"] if m1["penal_days"] else []),
        f"Unrelated doors: {_context_line(m4)}",
        *_bought_lines(m11),
        f"Made up for: {_offset_line(block)}",
        *_publicity_lines(block["publicity"]),
        f"Watched: {a_year(m12['per_person_year'])}, from "
        f"{counted(len(m12['domains']), 'domain')} of life.",
        *follows_lines(block),
        *watching_lines(block["watching"]),
        *_evidence_lines(block["evidence"]),
    ]


def _evidence_lines(shares: dict[str, float]) -> list[str]:
    """How much of what was moved rests on assumed rules; silent where nothing was."""
    if not any(shares.values()):
        return []
    return [
        f"Evidence: {percent(shares['assumed'])} of points moved rest on rules that are assumed, "
        f"{percent(shares['primary'])} on rules read in the primary text."
    ]


def recognition_lines(block: dict[str, Any]) -> list[str]:
    """What devices that match faces did, a sentence a source; nothing where there are none."""
    found = block["recognition"] or {"sources": []}
    return [_device_line(row) for row in found["sources"] if row["hits"] or row["device_days"] >= 1]


def _device_line(row: dict[str, Any]) -> str:
    if not row["hits"]:
        return f"{row['title']}: no hit in {counted(round(row['device_days']), 'day')} of a device."
    return (
        f"{row['title']}: {rate(row['per_device_day'])} hits a device and day. Of "
        f"{counted(row['hits'], 'hit')}, {percent(row['precision'])} name somebody who did it, "
        f"{row['wrong_person']:,} fall on somebody else and {row['false_alarm']:,} on people who "
        "did nothing or were not there."
    )


def _bought_lines(m11: dict[str, Any]) -> list[str]:
    """What points were gained for, and whether the score tells conduct; silent where it cannot."""
    told = []
    if m11["made_up_share"] is not None:
        told.append(
            f"Bought: {percent(m11['made_up_share'])} of points gained are for deeds done for the "
            "points."
        )
    if m11["correlation"] is not None:
        told.append(
            f"Score against true conduct: correlation {number(m11['correlation'])} "
            "(1 = follows it, 0 = tells nothing)."
        )
    return told


def _causes(m1: dict[str, Any]) -> str:
    told = [f"{row['records']:,} {row['cause']}" for row in m1["by_cause"] if row["records"]]
    return f" ({', '.join(told)})" if told else ""


def _repair_line(m7: dict[str, Any]) -> str:
    told = f"{percent(m7['notice'])} of bad records came with notice; "
    if m7["repaired"] is None:
        return told + "no wrong record is in the panel."
    told += (
        f"of {m7['panel']['wrong']:,} wrong ones in the panel {percent(m7['repaired'])}"
        f"{between(m7['interval'])} were put right in every copy"
    )
    if not m7["cases"]:
        return told + "."
    return told + (
        f". All repairs: half took over {m7['median']:,} days, one in ten over {m7['p90']:,}."
    )


def _context_line(m4: dict[str, Any]) -> str:
    if m4["other_part"] is None:
        return "no door closed on anybody in the panel."
    return (
        f"{percent(m4['other_part'])}{between(m4['interval'])} of closed doors lie in another "
        f"part of life than the record they rest on; {m4['dependent']:,} of {m4['people']:,} panel "
        "residents would not have met a closed door on related records alone."
    )


def _offset_line(block: dict[str, Any]) -> str:
    found, given = block["offsets"], block["additions"]
    if found["across"] is None:
        return "nobody in the panel lost points."
    told = (
        f"{percent(found['within'])} of points lost in the panel are made up for by points gained "
        f"in the same domain of life, {percent(found['across'])}{between(found['interval'])} in "
        "another."
    )
    most = next(iter(given.items()), None)
    return told + (f" {percent(most[1])} of additions go to: {most[0]}." if most else "")


def _publicity_lines(found: dict[str, Any]) -> list[str]:
    """A line on what was made public; none where nothing was."""
    if not found["published"]:
        return []
    return [
        f"Made public: {found['published']:,} records, shown to {found['audience']}; "
        f"{percent(found['share_bad'])} are deductions, and {found['wrong_bad']:,} of "
        f"{found['bad']:,} deductions are wrong."
    ]


def _permanence_line(m10: dict[str, Any]) -> str:
    if not m10["spells"]:
        return "nobody in the panel fell into a penal grade."
    middle = (
        "more than half were not over at the end"
        if m10["median_days"] is None
        else f"the middle one lasted {m10['median_days']:,} days"
    )
    return f"of {m10['spells']:,} stays in a penal grade in the panel, {middle}."


def _unequal_line(m8: dict[str, Any]) -> str:
    rows = {row["group"]: row for row in m8["groups"]}
    if len(rows) < 2:
        return "the run has one group only."
    return (
        f"wrongly penalised days a thousand people and year: "
        f"{rows['majority']['wrong_days'] * 1000:,.0f} in the majority, "
        f"{rows['minority']['wrong_days'] * 1000:,.0f} in the minority."
    )
