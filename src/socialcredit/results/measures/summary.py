"""All measures of a run together, and the page of plain text a terminal shows."""

from typing import Any

from socialcredit.core.populations import FIRMS
from socialcredit.results import naming
from socialcredit.results.measures.acceptance import acceptance
from socialcredit.results.measures.across import across_bodies
from socialcredit.results.measures.asked_for import asked_for
from socialcredit.results.measures.bunching import bunching
from socialcredit.results.measures.by_period import by_period
from socialcredit.results.measures.collected import collected
from socialcredit.results.measures.conduct_in_grade import conduct_in_grade, inflation
from socialcredit.results.measures.contest import contestability, permanence
from socialcredit.results.measures.context import context_distance
from socialcredit.results.measures.crossings import complaints, fan_out, owners
from socialcredit.results.measures.devices_by_year import hits_by_year, undone_by_year
from socialcredit.results.measures.discretion import leniency, orders, self_reports
from socialcredit.results.measures.disparity import GROUPINGS, disparate_impact
from socialcredit.results.measures.equal_conduct import gap_by_group, gap_by_size
from socialcredit.results.measures.face_matching import face_matching
from socialcredit.results.measures.grown import grown
from socialcredit.results.measures.incapacity import fewer_bad_deeds, kept_from_deeds
from socialcredit.results.measures.lending import lending
from socialcredit.results.measures.measure import block
from socialcredit.results.measures.named import attacks, named, threatened
from socialcredit.results.measures.offsets import additions_by_occupation, offsets
from socialcredit.results.measures.part_of import part_told
from socialcredit.results.measures.premises import closings
from socialcredit.results.measures.proportion import proportionality
from socialcredit.results.measures.publicity import publicity
from socialcredit.results.measures.repairs import made_good
from socialcredit.results.measures.response import awareness, left_undone
from socialcredit.results.measures.score_drivers import failed_checks, what_the_score_follows
from socialcredit.results.measures.shares import (
    conduct_change,
    evidence_shares,
    grade_counts,
    shares_told,
)
from socialcredit.results.measures.signs import signs
from socialcredit.results.measures.surveillance import watching
from socialcredit.results.measures.trapped import giving_up, recovery
from socialcredit.results.measures.unlocked import unlocked, without_score
from socialcredit.results.measures.validity import surveillance_load, validity
from socialcredit.results.measures.visits import harms, visited
from socialcredit.results.measures.withdrawn import withdrawn
from socialcredit.results.measures.wrongful import missed_breaches, wrongful_penalties
from socialcredit.results.run import Run

# What is told of schemes of firms alone.
OF_FIRMS = {
    "in_grade": conduct_in_grade,
    "inflation": inflation,
    "bunching": bunching,
    "by_size": gap_by_size,
    "by_group": gap_by_group,
    "signs": signs,
}


def summary(run: Run) -> dict[str, Any]:
    """Every measure of a run, as plain values: `run`, then one block a scheme in `schemes`.

    `together` is what several schemes do to the same people, None where there is one.
    """
    return run.once("summary", lambda: _summary(run))


def _summary(run: Run) -> dict[str, Any]:
    bad = block(conduct_change, run, naming.BAD_SIGNS)
    good = block(conduct_change, run, naming.GOOD_SIGNS)
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
        "fewer": fewer_bad_deeds(run),
        "left_undone": block(left_undone, run),
        "withdrawn": block(withdrawn, run),
        "periods": block(by_period, run),
        "visits": visited(run),
        "leniency": block(leniency, run),
        "orders": orders(run),
        "self_reports": self_reports(run),
        "harms": harms(run),
        "closings": block(closings, run),
        "complaints": block(complaints, run),
        "owners": block(owners, run),
        "fan_out": block(fan_out, run),
        "acceptance": block(acceptance, run),
        "lending": block(lending, run),
        "threatened": block(threatened, run),
        "named": block(named, run),
        "attacks": block(attacks, run),
        "giving_up": block(giving_up, run),
        "together": block(across_bodies, run) if len(schemes) > 1 else None,
        "schemes": [scheme_summary(run, number) for number in schemes],
    }


def scheme_summary(run: Run, scheme: int) -> dict[str, Any]:
    """Every measure of one scheme of a run."""
    names = naming.scheme(run, scheme)
    counts = grade_counts(run, scheme)
    told = OF_FIRMS if run.population is FIRMS else {}
    last = shares_told(counts[-1]) if len(counts) else []
    return {
        "scheme": names["name"],
        "title": names["title"],
        "codes": naming.are_codes(run, scheme),
        "grades": dict(zip(names["grades"], last, strict=True)),
        "part": part_told(run, scheme),
        "M1": block(wrongful_penalties, run, scheme),
        "M2": block(missed_breaches, run, scheme),
        "M4": block(context_distance, run, scheme),
        "M5": block(proportionality, run, scheme),
        "kept": kept_from_deeds(run, scheme),
        "collected": collected(run, scheme),
        "awareness": block(awareness, run, scheme),
        "M7": block(contestability, run, scheme),
        "M8": {name: block(disparate_impact, run, name, scheme) for name in GROUPINGS},
        "M10": block(permanence, run, scheme),
        "M11": block(validity, run, scheme),
        "offsets": block(offsets, run, scheme),
        "additions": additions_by_occupation(run, scheme),
        "publicity": publicity(run, scheme),
        "made_good": made_good(run, scheme),
        "M12": block(surveillance_load, run, scheme),
        "face_matching": block(face_matching, run, scheme),
        "hits_by_year": hits_by_year(run, scheme),
        "undone_by_year": undone_by_year(run, scheme),
        "follows": what_the_score_follows(run, scheme) if names.get("dimensions") else None,
        "checks": failed_checks(run, scheme),
        "unlocked": unlocked(run, scheme),
        "without": without_score(run, scheme),
        "watching": watching(run, scheme),
        "evidence": evidence_shares(run, scheme),
        "asked_for": asked_for(run, scheme),
        "recovery": block(recovery, run, scheme),
        "grown": block(grown, run, scheme),
        **{name: block(make, run, scheme) for name, make in told.items()},
    }
