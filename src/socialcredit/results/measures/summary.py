"""All measures of a run together, and the page of plain text a terminal shows."""

from typing import Any

from socialcredit.results import naming
from socialcredit.results.across import across_bodies
from socialcredit.results.across_text import together_lines
from socialcredit.results.asked_for import asked_for
from socialcredit.results.bodies_text import body_lines, in_detail
from socialcredit.results.contest import contestability, permanence
from socialcredit.results.context import context_distance
from socialcredit.results.follows import failed_checks, what_the_score_follows
from socialcredit.results.groups import GROUPINGS, disparate_impact
from socialcredit.results.growing import hits_by_year, undone_by_year
from socialcredit.results.lending import lending
from socialcredit.results.lending_text import lending_lines
from socialcredit.results.made_good import made_good
from socialcredit.results.offsets import additions_by_occupation, offsets
from socialcredit.results.proportion import proportionality
from socialcredit.results.publicity import publicity
from socialcredit.results.recognition import recognition
from socialcredit.results.scheme_text import scheme_lines
from socialcredit.results.shares import conduct_change, evidence_shares, grade_shares
from socialcredit.results.tables import Run
from socialcredit.results.unlocked import unlocked, without_score
from socialcredit.results.validity import surveillance_load, validity
from socialcredit.results.watching import watching
from socialcredit.results.wording import between as between
from socialcredit.results.wording import change, warmed_up
from socialcredit.results.wording import number as number
from socialcredit.results.wording import percent as percent
from socialcredit.results.wording import signed as signed
from socialcredit.results.wording import span as span
from socialcredit.results.wrongful import missed_breaches, wrongful_penalties
from socialcredit.wording import wrapped


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
        "warm_up": run.manifest.get("warm_up"),
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
        "made_good": made_good(run, scheme),
        "M12": surveillance_load(run, scheme),
        "recognition": recognition(run, scheme),
        "hits_by_year": hits_by_year(run, scheme),
        "undone_by_year": undone_by_year(run, scheme),
        "follows": what_the_score_follows(run, scheme) if names.get("dimensions") else None,
        "checks": failed_checks(run, scheme),
        "unlocked": unlocked(run, scheme),
        "without": without_score(run, scheme),
        "watching": watching(run, scheme),
        "evidence": evidence_shares(run, scheme),
        "asked_for": asked_for(run, scheme),
    }


def summary_text(run: Run) -> str:
    """What the run showed, in some 25 lines that need no statistics to read."""
    found = summary(run)
    lines = [
        f"{found['people']:,} synthetic residents, {span(found['months'])} from {found['start']}"
        f"{warmed_up(found['warm_up'])}, seed {found['seed']}. Nobody here is a real person.",
        _conduct_line(found),
        *lending_lines(found["lending"]),
        *together_lines(found["together"]),
    ]
    paragraphs = [told for line in lines for told in wrapped(line)]
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
        *wrapped(
            "One draw of luck; ranges are rough and cover luck only. Sensors, behaviour and "
            "offices rest largely on assumed values, which is the larger doubt."
        ),
    ]
    return "\n".join(paragraphs)


def _indented(line: str) -> str:
    return "\n".join(wrapped(line, "  ", "    "))


def _conduct_line(found: dict[str, Any]) -> str:
    bad, good = found["bad_deeds"], found["good_deeds"]
    if bad["change"] is None:
        return f"Bad deeds truly done: {bad['with']:,}. There is no twin run to compare with."
    told = f"; good deeds {change(good['change'])}" if good["without"] else ""
    return (
        "Against the same people with the same luck and no scheme: bad deeds "
        f"{change(bad['change'])} ({bad['without']:,} without, {bad['with']:,} with){told}."
    )
