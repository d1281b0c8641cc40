"""F7 and F8: what visits of inspectors found and missed, and what faults harmed meanwhile."""

from typing import Any

import numpy as np

from socialcredit.results.part import Share, share
from socialcredit.results.run import Run, where

THOUSANDTHS = 1000
SUMS = ("visits", "findings", "nothing_wrong", "missed", "false_finds", "standing", "noticed",
        "minutes")  # fmt: skip


def visited(run: Run) -> list[dict[str, Any]]:
    """F7: a row for each source that goes round, of the world with the schemes; counted exactly.

    `nothing` is the share of visits where nothing stood that was looked for, `missed` that of
    standing faults that a visit overlooked, `false` that of visits that wrote down what was not
    there; `hours` of visits, `had` those of the authority, `unmet` duties for which none was left.
    """
    if not run.has("visits"):
        return []
    seen = run.rows("visits", world=0, scheme=0)
    had = run.rows("rounds", world=0)
    rows = []
    for source in np.unique(had["source"]).tolist():
        mine = {name: int(where(seen, source=source)[name].sum()) for name in SUMS}
        own = where(had, source=source)
        rows.append(
            _row(mine)
            | {
                "source": str(run.names["source_titles"][source]),
                "had": float(own["minutes"].sum()) / 60,
                "due": int(own["due"].sum()),
                "unmet": int(own["unmet"].sum()),
            }
        )
    return rows


def all_visits(run: Run) -> dict[str, Any] | None:
    """The same of all sources together; None where nobody goes round."""
    if not run.has("visits"):
        return None
    seen = run.rows("visits", world=0, scheme=0)
    mine = {name: int(seen[name].sum()) for name in SUMS}
    hours = mine["minutes"] / 60
    found = 1000 * mine["noticed"] / hours if hours else None
    return _row(mine) | {"found": None if found is None else Share(found, mine["noticed"])}


def _row(mine: dict[str, int]) -> dict[str, Any]:
    return {
        "visits": mine["visits"],
        "hours": mine["minutes"] / 60,
        "findings": share(mine["findings"], mine["visits"]),
        "nothing": share(mine["nothing_wrong"], mine["visits"]),
        "missed": share(mine["standing"] - mine["noticed"], mine["standing"]),
        "false": share(mine["false_finds"], mine["visits"]),
    }


def harms(run: Run) -> list[dict[str, Any]]:
    """F8: what faults that stand harmed, by kind of harm, with the schemes and in the twin.

    `unit` is empty where people are counted; `with` and `without` (None: no twin) amounts, `a_year`
    of a thousand and a year, `spared` what was harmed less than in the twin for each hour of
    inspectors (None where nobody goes round).
    """
    if not run.has("fault_harm"):
        return []
    hours = (all_visits(run) or {}).get("hours") or 0.0
    rows = []
    for number, name in enumerate(run.names.get("harms") or ()):
        unit = str(run.names["harm_units"][number])
        one, twin = (_amount(run, number, unit, world) for world in (0, 1))
        without = twin if run.has_twin else None
        rows.append({
            "harm": str(name), "unit": unit, "with": one, "without": without,
            "a_year": Share(1000 * one / run.person_years, one) if run.person_years else None,
            "spared": (twin - one) / hours if run.has_twin and hours else None,
        })  # fmt: skip
    return rows


def _amount(run: Run, harm: int, unit: str, world: int) -> float:
    found = float(run.rows("fault_harm", world=world, harm=harm)["amount"].sum())
    return found / THOUSANDTHS if unit else found


def people_harmed(run: Run) -> dict[str, Any] | None:
    """All harms that count people together; None where none does.

    `an_hour` are those of a thousand hours of inspectors: of two runs with the same hours that
    differ in whom inspectors visit, the difference is the harm that these hours prevent more.
    """
    rows = [row for row in harms(run) if not row["unit"]]
    if not rows:
        return None
    spared = [row["spared"] for row in rows if row["spared"] is not None]
    many = sum(row["with"] for row in rows)
    hours = (all_visits(run) or {}).get("hours")
    return {
        "a_year": Share(1000 * many / run.person_years, many),
        "an_hour": Share(1000 * many / hours, many) if hours else None,
        "spared": 1000 * sum(spared) if spared else None,
    }
