"""What people left undone for a scheme's sake, and how many of those scored had heard of it."""

from typing import Any

import numpy as np

from socialcredit.results import naming
from socialcredit.results.calling import month_name
from socialcredit.results.measures.surveillance import against
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run, add_up
from socialcredit.results.scope import under


def left_undone(run: Run) -> dict[str, Any] | None:
    """Deeds left undone by group and by mechanism, beside those done all the same; whole run.

    `deeds` were about to be done and left undone, `done` are those of the same kinds done by
    anybody where and when a scheme with a rule against them scored somebody, also by people who had
    not heard of it; `share` is of both together. A kind that no rule counts against people and that
    somebody left undone (`under_rule` is false then) counts everywhere. Deeds made up for points
    and those that somebody was kept from are in neither. `mechanisms` gives the deeds of each
    mechanism of response that is on, `groups` the same by group of deeds, `most` the month with
    most of them; `places` has a row a place where there are several. Exact counts of this draw, of
    strengths that are assumed. None where no response keeps anybody from a deed.
    """
    if not _weighs(run):
        return None
    left, rows = _by_month_place_and_kind(run, "refrained"), run.rows("refrained", world=0)
    known = _under_a_rule(run)
    alone = left.any(axis=(0, 1)) & ~known.any(axis=(0, 1))
    done = _by_month_place_and_kind(run, "conduct") * (known | alone | (left > 0))
    months = left.sum(axis=(1, 2))
    return {
        **_beside(left.sum(), done.sum()),
        "under_rule": not alone.any(),
        "mechanisms": _by_mechanism(run, rows),
        "groups": _by_group(run, left.sum(axis=(0, 1)), done.sum(axis=(0, 1)), rows),
        "most": {"month": month_name(run, int(months.argmax())), "deeds": int(months.max())}
        if months.any()
        else None,
        "places": _by_place(run, left.sum(axis=(0, 2)), done.sum(axis=(0, 2))),
    }


def awareness(run: Run, scheme: int = 0) -> dict[str, Any] | None:
    """How many of those whom a scheme scores have heard of it, at the ends of months.

    `start`, `highest` and `end` each say the `month`, how many were `scored` and of these `aware`,
    and the `share`: in the first month with anybody scored, in the one with the largest share (of
    ten people or more, where any month has as many) and in the last; `by_month` are all shares,
    None where nobody was scored. None where nobody ever was, or no response goes by it.
    """
    stood = run.rows("awareness", world=0, scheme=scheme) if run.has("awareness") else None
    if stood is None or not _responds(run):
        return None
    scored, aware = (add_up(stood[c], stood["month"], run.months) for c in ("scored", "aware"))
    months = np.flatnonzero(scored).tolist()
    if not months:
        return None
    shares = [share(int(a), int(s)) for a, s in zip(aware, scored, strict=True)]
    at = (months[0], max(months, key=lambda month: _rank(shares[month])), months[-1])
    told = [
        {"month": month_name(run, month), "scored": int(scored[month]), "aware": int(aware[month]),
         "share": shares[month]}
        for month in at
    ]  # fmt: skip
    return {**dict(zip(("start", "highest", "end"), told, strict=True)), "by_month": shares}


def _rank(value: Share | None) -> tuple[bool, float]:
    """Shares of enough people before those of few, then by size."""
    return (value is not None and not value.few, value or 0.0)


def _weighs(run: Run) -> bool:
    """Whether a response can keep people from deeds: a term is on, or some deed was left undone.

    The last name is care while on a list, which is there also where it moves nobody.
    """
    if len(run.names.get("terms", ())) > 1:
        return True
    return run.has("refrained") and bool(run.rows("refrained", world=0)["deeds"].any())


def _responds(run: Run) -> bool:
    """Whether people do or leave anything for a scheme's sake that they have heard of."""
    return _weighs(run) or bool(run.rows("conduct", world=0)["effort"].any())


def _by_month_place_and_kind(run: Run, name: str) -> np.ndarray:
    """Deeds of a table that nobody did for points: int64 (months, places, kinds)."""
    shape = (run.months, len(run.names["places"]), len(run.names["kinds"]))
    rows = run.rows(name, world=0)
    spot = np.ravel_multi_index((rows["month"], rows["place"], rows["kind"]), shape)
    deeds = rows["deeds"] - rows["effort"] if "effort" in rows else rows["deeds"]
    return add_up(deeds, spot, int(np.prod(shape))).reshape(shape)


def _under_a_rule(run: Run) -> np.ndarray:
    """Where and when a scheme that counts a kind against people scores anybody.

    bool (months, places, kinds).
    """
    kinds = np.arange(len(run.names["kinds"]))
    found = np.zeros((run.months, len(run.names["places"]), len(kinds)), bool)
    for scheme in range(len(run.names["schemes"])):
        counted = np.isin(kinds, naming.entry_kinds(run, scheme)[against(run, scheme)])
        there = under(run, scheme)
        found[:, : there.shape[1]] |= there[:, :, None] & counted
    return found


def _beside(left: Any, done: Any) -> dict[str, Any]:
    """How many were left undone, how many done, and the share of the first."""
    return {"deeds": int(left), "done": int(done), "share": share(int(left), int(left + done))}


def left_by_month(run: Run) -> np.ndarray:
    """Deeds left undone in each month: float (months,)."""
    if not run.has("refrained"):
        return np.zeros(run.months)
    rows = run.rows("refrained", world=0)
    return add_up(rows["deeds"], rows["month"], run.months).astype(float)


def _by_mechanism(run: Run, rows: dict[str, np.ndarray]) -> dict[str, int]:
    """Deeds by the mechanism that kept people from them; one may have several terms."""
    terms = run.names["terms"]
    deeds = add_up(rows["deeds"], rows["term"], len(terms)).tolist()
    found = dict.fromkeys(terms[:-1], 0)
    for name, many in zip(terms, deeds, strict=True):
        if name in found or many:
            found[name] = found.get(name, 0) + many
    return found


def _by_group(
    run: Run, left: np.ndarray, done: np.ndarray, rows: dict[str, np.ndarray]
) -> list[dict[str, Any]]:
    """A row a group of deeds that has any, the one with most left undone first."""
    groups = np.array(run.names["kind_groups"])
    found = []
    for group in dict.fromkeys(run.names["kind_groups"]):
        mine = groups == group
        inside = mine[rows["kind"]]
        own = {name: column[inside] for name, column in rows.items()}
        counts = _beside(left[mine].sum(), done[mine].sum())
        if counts["share"] is not None:
            found.append({"group": group, **counts, "mechanisms": _by_mechanism(run, own)})
    return sorted(found, key=lambda row: -row["deeds"])


def _by_place(run: Run, left: np.ndarray, done: np.ndarray) -> list[dict[str, Any]]:
    """A row a place that has any, in the order of the run; none where there is one place."""
    titles = naming.place_titles(run)
    rows = [
        {"place": title, **_beside(one, two)}
        for title, one, two in zip(titles, left, done, strict=True)
    ]
    return [row for row in rows if row["share"] is not None] if len(titles) > 1 else []
