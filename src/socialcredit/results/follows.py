"""What a score follows: which deeds make up its differences; and whom its checks fail."""

from typing import Any

import numpy as np

from socialcredit import ledger
from socialcredit.results import books, naming
from socialcredit.results.tables import Run, add_up, share


def what_the_score_follows(run: Run, scheme: int = 0) -> dict[str, Any]:
    """How much of the difference between people's scores comes from which kind of deed.

    At the run's end, among panel residents with at least one record: a score less the start is the
    sum of the points that live records hold, by kind of deed. The `share` of a kind is the
    covariance of its points with the score over the variance of the score, so that all shares come
    to 1 (`bounds` has what the score's bounds swallowed). A share may be negative.

    `truly` is Pearson's r between the score and how often a person did such a deed, seen or not:
    the score may follow shopping while it hardly tells who repays. None where nothing differs.
    """
    kinds = len(run.names["kinds"])
    people, held, scores = _held(run, scheme, kinds)
    spread = float(scores.std()) if len(people) else 0.0
    done = _done(run, people, kinds)
    counted = sorted({kind for kind in naming.entry_kinds(run, scheme).tolist() if kind >= 0})
    rows: list[dict[str, Any]] = [
        {
            "deed": run.names["kinds"][kind],
            "title": naming.kind_title(run, kind),
            "share": _share(held[:, kind], scores),
            "truly": _correlation(done[:, kind], scores),
        }
        for kind in counted
    ]
    rows.sort(key=lambda row: -(row["share"] or 0.0))
    rest = scores - held.sum(axis=1)
    return {
        "people": len(people),
        "spread": spread / 100,
        "rows": rows,
        "bounds": _share(rest, scores),
    }


def _held(run: Run, scheme: int, kinds: int) -> tuple[list[int], np.ndarray, np.ndarray]:
    """Panel residents with a record: points held by kind (hundredths), and score less the start."""
    start = int(naming.scheme(run, scheme).get("start") or 0)
    people, rows, scores = [], [], []
    for resident, events in sorted(books.panel_books(run).items()):
        state = None
        for event, after in books.replay(events, scheme):
            state = after if event.what == ledger.FILED or state is not None else None
        if state is None:
            continue
        row = np.zeros(kinds)
        for filed in state.live.values():
            row[filed.kind] += filed.points
        people.append(resident)
        rows.append(row)
        scores.append(float(state.score - start))
    return people, np.array(rows).reshape(-1, kinds), np.array(scores)


def _done(run: Run, people: list[int], kinds: int) -> np.ndarray:
    """How often each of these people truly did each kind of deed: float[people, kinds]."""
    done = books.deeds(run)
    rows = np.searchsorted(people, done["resident"])
    known = np.isin(done["resident"], people)
    found = add_up(np.ones(known.sum()), rows[known] * kinds + done["kind"][known],
                   len(people) * kinds)  # fmt: skip
    return found.reshape(-1, kinds).astype(float)


def _share(part: np.ndarray, whole: np.ndarray) -> float | None:
    if not len(whole) or whole.std() == 0:
        return None
    return float(((part - part.mean()) * (whole - whole.mean())).mean() / whole.var())


def _correlation(one: np.ndarray, two: np.ndarray) -> float | None:
    if len(one) < 2 or one.std() == 0 or two.std() == 0:
        return None
    return float(((one - one.mean()) * (two - two.mean())).mean() / (one.std() * two.std()))


def failed_checks(run: Run, scheme: int = 0) -> list[dict[str, Any]]:
    """Doors that turn away whom a check fails: tries and failures by group.

    Each failure hits the right person; `share` is failures over tries, `times` the minority's
    share over the majority's.
    """
    names = naming.scheme(run, scheme)
    doors = run.rows("doors", world=0, scheme=scheme)
    titles = naming.titles_of(run, scheme, "consequence")
    rows = []
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
        rows.append({"title": titles[q], "domain": domain, "times": times, **groups})
    return rows
