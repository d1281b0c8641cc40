"""F9: grades at the door: who does not show them, and whom they keep away."""

from typing import Any

from socialcredit.results import naming
from socialcredit.results.money import in_units
from socialcredit.results.part import share
from socialcredit.results.run import Run, where

SUMS = ("firms", "hidden", "forged", "customers", "lost", "lost_wrongly", "lost_late", "gained",
        "kept", "money")  # fmt: skip


def signs(run: Run, scheme: int = 0) -> list[dict[str, Any]]:
    """F9: a row for each sign of a scheme, of the world with the schemes; counted exactly.

    `firms` in firm-months in which a grade was due at the door, `hidden` and `forged` shares of
    them; `customers` who came before anybody looked, `lost` the share that stayed away for what the
    sign showed; `wrongly` and `late` shares of those, where the grade is wrong or an old copy, who
    would have come had it been right; `gained` the share that came besides, `kept` that of
    customers whom a hidden or forged sign did not keep away. `money` is custom lost less custom
    gained, at the price of a customer; `by_size` has what each size lost.
    """
    if not run.has("signs"):
        return []
    table = run.rows("signs", world=0, scheme=scheme)
    titles, rows = naming.titles_of(run, scheme, "consequence"), []
    for q, effect in enumerate(naming.effects_of(run, scheme)):
        of = where(table, consequence=q)
        if effect == "sign" and len(of["firms"]):
            rows.append(_row(of) | {"title": titles[q], "by_size": _by_size(run, of)})
    return rows


def all_signs(run: Run, scheme: int = 0) -> dict[str, Any] | None:
    """The same of all signs of a scheme together; None where it has none."""
    if not signs(run, scheme):
        return None
    return _row(run.rows("signs", world=0, scheme=scheme))


def _row(of: Any) -> dict[str, Any]:
    sums = {name: int(of[name].sum()) for name in SUMS}
    return {
        "firms": sums["firms"],
        "hidden": share(sums["hidden"], sums["firms"]),
        "forged": share(sums["forged"], sums["firms"]),
        "untrue": share(sums["hidden"] + sums["forged"], sums["firms"]),
        "customers": sums["customers"],
        "lost_customers": sums["lost"],
        "lost": share(sums["lost"], sums["customers"]),
        "wrongly": share(sums["lost_wrongly"], sums["lost"]),
        "late": share(sums["lost_late"], sums["lost"]),
        "gained": share(sums["gained"], sums["customers"]),
        "kept": share(sums["kept"], sums["customers"]),
        "money": -in_units(sums["money"]),
    }


def _by_size(run: Run, of: Any) -> list[dict[str, Any]]:
    """What firms of each size lost of their customers, smallest first."""
    rows = []
    for number, name in enumerate(run.population.levels):
        mine = where(of, size=number)
        came = int(mine["customers"].sum())
        if came:
            lost, firms = int(mine["lost"].sum()), int(mine["firms"].sum())
            rows.append({"size": name, "firms": firms, "lost": share(lost, came)})
    return rows
