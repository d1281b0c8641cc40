"""What a score follows: which deeds make up its differences; and whom its checks fail."""

from typing import Any, NamedTuple

import numpy as np

from socialcredit.core import events as happened
from socialcredit.results import naming, panel
from socialcredit.results.measures.worst_off import minority_of_panel
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run, add_up
from socialcredit.results.scales import counting, results_of

SHUT_OUT = 10  # failed tries after which a check counts as having shut somebody out


class Held(NamedTuple):
    """Panel residents with a record, and what their live records hold at the end."""

    people: list[int]
    points: np.ndarray  # float[people, kinds] hundredths
    records: np.ndarray  # float[people, kinds]
    score: np.ndarray  # float[people] less the start
    grade: np.ndarray  # int[people]


def what_the_score_follows(run: Run, scheme: int = 0) -> dict[str, Any]:
    """How much of the difference between people's scores comes from which kind of deed.

    At the run's end, among panel residents with at least one record: a score less the start is the
    sum of the points that live records hold, by kind of deed. The `share` of a kind is the
    covariance of its points with the score over the variance of the score, so that all shares come
    to 1 (`bounds` has what the score's bounds swallowed). A share may be negative.

    `truly` is Pearson's r between the score and how often a person did such a deed, seen or not:
    the score may follow shopping while it hardly tells who repays. None where nothing differs.

    `domains` says the same of parts of life, such as debts against buying and selling, those that
    make up most first; see `_in_step`.
    """
    kinds = len(run.names["kinds"])
    held = _held(run, scheme, kinds)
    scores = held.score
    spread = float(scores.std()) if len(held.people) else 0.0
    done = _done(run, held.people, kinds)
    counted = sorted({kind for kind in naming.entry_kinds(run, scheme).tolist() if kind >= 0})
    rows: list[dict[str, Any]] = [
        {
            "deed": run.names["kinds"][kind],
            "title": naming.kind_title(run, kind),
            "share": _share(held.points[:, kind], scores),
            "truly": _correlation(done[:, kind], scores),
        }
        for kind in counted
    ]
    rows.sort(key=lambda row: -(row["share"] or 0.0))
    rest = scores - held.points.sum(axis=1)
    return {
        "people": len(held.people),
        "spread": spread / 100,
        "rows": rows,
        "domains": _in_step(run, scheme, held, done, counted),
        "bounds": _share(rest, scores),
    }


def _in_step(
    run: Run, scheme: int, held: Held, done: np.ndarray, counted: list[int]
) -> list[dict[str, Any]]:
    """How closely the score goes with what people truly did in each domain of life.

    What a person did counts by what a live record of its kind holds on average, so that falling
    behind weighs against repaying as it does in the scheme. `share` is that of the differences
    between scores; `rank` Spearman's correlation with the score (1 = in step, 0 = unrelated);
    `most` and `least` are the shares that hold a grade of honour among the third of these people
    who did best by the domain, and the third who did worst.
    """
    worth = held.points.sum(axis=0) / np.maximum(held.records.sum(axis=0), 1)
    honour = naming.honour_grades(run, scheme)[held.grade]
    domains = np.array(run.names["kind_domains"])
    rows = []
    for domain in dict.fromkeys(domains[counted].tolist()):
        kinds = [kind for kind in counted if domains[kind] == domain]
        conduct = done[:, kinds] @ worth[kinds]
        order, third = np.argsort(conduct, kind="stable"), len(conduct) // 3
        rows.append(
            {
                "domain": domain,
                "title": naming.domain_title(run, domain),
                "share": _share(held.points[:, kinds].sum(axis=1), held.score),
                "rank": _correlation(_ranks(conduct), _ranks(held.score)),
                "most": share(int(honour[order[len(order) - third :]].sum()), third),
                "least": share(int(honour[order[:third]].sum()), third),
            }
        )
    return sorted(rows, key=lambda row: -(row["share"] or 0.0))


def _ranks(values: np.ndarray) -> np.ndarray:
    """The rank of each value; equal ones share the middle of theirs."""
    _, place, many = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(many) - (many - 1) / 2)[place] if len(values) else values


def _held(run: Run, scheme: int, kinds: int) -> Held:
    """What the live records of everybody in the panel with any record hold."""
    start = int(naming.scheme(run, scheme).get("start") or 0)
    results = results_of(run, scheme)
    people, states = [], []
    for resident, events in sorted(panel.panel_books(run).items()):
        state = None
        for event, after in panel.replay(events, scheme):
            state = after if event.what == happened.FILED or state is not None else None
        if state is not None:
            people.append(resident)
            states.append(state)
    points, records = np.zeros((2, len(people), kinds))
    for row, state in enumerate(states):
        for filed in counting(state, results):
            points[row, filed.kind] += filed.points
            records[row, filed.kind] += 1
    score = np.array([float(state.score - start) for state in states])
    return Held(people, points, records, score, np.array([s.grade for s in states], int))


def _done(run: Run, people: list[int], kinds: int) -> np.ndarray:
    """How often each of these people truly did each kind of deed: float[people, kinds]."""
    done = panel.deeds(run)
    rows = np.searchsorted(people, done["resident"])
    known = np.isin(done["resident"], people)
    found = add_up(np.ones(known.sum()), rows[known] * kinds + done["kind"][known],
                   len(people) * kinds)  # fmt: skip
    return found.reshape(-1, kinds).astype(float)


def _share(part: np.ndarray, whole: np.ndarray) -> Share | None:
    if not len(whole) or whole.std() == 0:
        return None
    value = ((part - part.mean()) * (whole - whole.mean())).mean() / whole.var()
    return Share(float(value), len(whole))


def _correlation(one: np.ndarray, two: np.ndarray) -> float | None:
    if len(one) < 2 or one.std() == 0 or two.std() == 0:
        return None
    return float(((one - one.mean()) * (two - two.mean())).mean() / (one.std() * two.std()))


def failed_checks(run: Run, scheme: int = 0) -> list[dict[str, Any]]:
    """Doors that turn away whom a check fails: tries and failures by group.

    Each failure hits the right person; `share` is failures over tries, `times` the minority's
    share over the majority's. `shut_out` of each group are people of the panel turned away ten
    times or more: so often it is no bad luck, the check never knows them.
    """
    names = naming.scheme(run, scheme)
    doors = run.rows("doors", world=0, scheme=scheme)
    titles = naming.titles_of(run, scheme, "consequence")
    rows: list[dict[str, Any]] = []
    for q, check in enumerate(naming.checks_of(run, scheme)):
        if not check:
            continue
        groups = {}
        for group, name in ((0, "majority"), (1, "minority")):
            mine = (doors["consequence"] == q) & (doors["minority"] == group)
            tries, failed = int(doors["attempts"][mine].sum()), int(doors["refusals"][mine].sum())
            groups[name] = {"tries": tries, "failed": failed, "share": share(failed, tries)}
        less, more = groups["majority"]["share"], groups["minority"]["share"]
        times = more / less if less and more is not None else None
        domain = names["consequence_domains"][q]
        for name, people in zip(groups, _shut_out(run, scheme, q), strict=True):
            groups[name]["shut_out"] = people
        rows.append({"title": titles[q], "domain": domain, "times": times, **groups})
    return rows


def _shut_out(run: Run, scheme: int, consequence: int) -> tuple[int, int]:
    """People of the panel whom one check turned away ten times or more: majority, minority."""
    minority, found = minority_of_panel(run), [0, 0]
    for resident, events in panel.panel_books(run).items():
        failures = sum(
            max(event.record, 1)
            for event in events
            if event.what == happened.REFUSED
            and (event.scheme, event.entry) == (scheme, consequence)
        )
        found[minority.get(resident, 0)] += failures >= SHUT_OUT
    return found[0], found[1]
