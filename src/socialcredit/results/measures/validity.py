"""M11 validity and M12 surveillance load: does the score measure conduct, and at what watch?"""

from math import sqrt
from typing import Any

import numpy as np

from socialcredit.core.events import FILED
from socialcredit.results import households, luck, naming
from socialcredit.results.part import share
from socialcredit.results.run import Run, add_up
from socialcredit.results.scope import done_under, person_years


def validity(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M11: does the score follow true conduct, and how much of it is bought?

    * `correlation`: Pearson's r over residents between score and true conduct (gravity-weighted
      balance of good and bad deeds), by month from the stored sums (whole points).
    * `made_up_share`: share of positive points from deeds done only to make up points: positive
      points of each entry times the share of its deeds that were such effort.
    * `inflation`: mean score of the last month less that of the first, in points, while
      `conduct_change` is the change of mean true conduct in the same time.
    """
    sums = run.rows("validity", world=0, scheme=scheme)
    order = np.argsort(sums["month"], kind="stable")
    rows = [{name: int(sums[name][i]) for name in sums} for i in order]
    known = [row for row in rows if row["n"] > 0]
    correlations = [_correlation(row) for row in rows]
    positive, made_up, records = _positive_points(run, scheme)
    return {
        "correlation": next((r for r in reversed(correlations) if r is not None), None),
        "by_month": correlations,
        "positive_points": positive / 100,
        "made_up_points": made_up / 100,
        "made_up_share": share(made_up, positive, records),
        "inflation": _change(known, "score") if known else None,
        "conduct_change": _change(known, "conduct") if known else None,
    }


def _correlation(row: dict[str, int]) -> float | None:
    n, x, y = row["n"], row["score"], row["conduct"]
    spread = (n * row["score2"] - x * x) * (n * row["conduct2"] - y * y)
    return (n * row["product"] - x * y) / sqrt(spread) if spread > 0 else None


def _change(rows: list[dict[str, int]], name: str) -> float:
    first, last = rows[0], rows[-1]
    return last[name] / last["n"] - first[name] / first["n"]


def _positive_points(run: Run, scheme: int) -> tuple[int, float, int]:
    """Points given (hundredths), how many were for made-up effort, and the records of them."""
    filed = run.rows("records", world=0, scheme=scheme)
    kinds = naming.entry_kinds(run, scheme)
    points = add_up(filed["points"], filed["entry"], len(kinds))
    bad = naming.bad_entries(run, scheme, points)
    points = np.where(bad, 0, points)
    given = int(filed["records"][~bad[filed["entry"]] & (filed["points"] > 0)].sum())
    done = run.rows("conduct", world=0)
    size = len(run.names["kinds"])
    deeds = add_up(done["deeds"], done["kind"], size)
    effort = add_up(done["effort"], done["kind"], size)
    part = np.divide(effort, deeds, out=np.zeros(size), where=deeds > 0)
    of_entry = np.where(kinds >= 0, part[kinds], 0.0)
    return int(points.sum()), float((points * of_entry).sum()), given


def offsetting(run: Run, scheme: int = 0) -> dict[str, Any]:
    """Good deeds that are done for points, by month: `made_up` beside `anyway` in the same kinds.

    Only kinds count in which anybody made up points and that the scheme has a rule for, so the two
    together are what a registry of such deeds would show.
    """
    done = run.rows("conduct", world=0)
    size = len(run.names["kinds"])
    cheap = add_up(done["effort"], done["kind"], size) > 0
    kinds = naming.entry_kinds(run, scheme)
    cheap &= np.isin(np.arange(size), kinds)
    inside = cheap[done["kind"]]
    deeds = add_up(done["deeds"][inside], done["month"][inside], run.months)
    effort = add_up(done["effort"][inside], done["month"][inside], run.months)
    return {
        "kinds": [run.names["kinds"][kind] for kind in np.flatnonzero(cheap)],
        "made_up": effort.tolist(),
        "anyway": (deeds - effort).tolist(),
    }


def surveillance_load(run: Run, scheme: int = 0) -> dict[str, Any]:
    """M12: records filed per resident-year, deeds seen per resident-year, and how much of life.

    Years are those of all residents where and when the scheme scored anybody; `interval` is that
    of the records. `domains` are the domains of life with at least one record, `covered` their
    share of all domains in which the run knows a kind of deed; `watched_lawful` the share of all
    records that are about lawful, watched deeds.
    """
    filed = run.rows("records", world=0, scheme=scheme)
    kinds = naming.entry_kinds(run, scheme)
    records = add_up(filed["records"], filed["entry"], len(kinds))
    used = [int(kind) for kind, count in zip(kinds, records, strict=True) if kind >= 0 and count]
    domains = sorted({run.names["kind_domains"][kind] for kind in used})
    lawful = np.append(naming.kinds_with_sign(run, ("watched",)), False)[kinds]
    years, sighted = person_years(run, scheme), done_under(run, scheme)["sighted"]
    per_year = share(int(records.sum()), years)
    return {
        "records": int(records.sum()),
        "per_person_year": per_year,
        "interval": luck.of_ratio(
            per_year, _filed(run, scheme), households.people(run), households.everybody(run)
        ),
        "sighted_per_person_year": share(int(sighted.sum()), years),
        "domains": domains,
        "covered": share(len(domains), len(set(run.names["kind_domains"]))),
        "watched_lawful": share(int(records[lawful].sum()), int(records.sum())),
    }


def _filed(run: Run, scheme: int) -> np.ndarray:
    """Records filed on each household of the panel."""
    condition = f"world = 0 and scheme = {scheme} and what = {FILED} and day >= 0"
    return households.of_rows(run, run.select("panel_events", condition, "resident")["resident"])
