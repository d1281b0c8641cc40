"""What two runs are compared by: one number a measure, of a run, its panel and its lending."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import read_mapping, unchanged
from socialcredit.core.run_layout import REAL
from socialcredit.results import naming
from socialcredit.results.measures.across import across_bodies
from socialcredit.results.measures.publicity import publicity
from socialcredit.results.money import in_yuan
from socialcredit.results.naming import BAD_SIGNS, GOOD_SIGNS
from socialcredit.results.part import share
from socialcredit.results.run import Run

Measure = Callable[[Run], float | None]


def compared(run: Run) -> dict[str, float | None]:
    """Every measure of a run of one world, in the order in which they are told."""
    found = {name: measure(run) for name, measure in MEASURES.items()}
    if run.has("lending"):
        lent = {name: int(column.sum()) for name, column in run.table("lending").items()}
        found |= {name: _per(lent, part, whole) for name, (part, whole) in LOANS.items()}
    found[SHOWN] = _shown(run)
    return found | (_together(run) if len(run.table("panel_people")["resident"]) else {})


def beside_the_real(run: Run) -> list[dict[str, Any]]:
    """A run with alternatives beside the real scheme on the same people with the same luck.

    Rows of `measure`, `real` and `variant`, of those that both have; none where the run was not
    lived beside the real scheme.
    """
    path = run.folder / REAL if run.folder else None
    if path is None or not path.exists():
        return []
    what, hint = "what the run is compared by", "delete the file, and `socialcredit resume` the run"
    told = unchanged(read_mapping(path, what, hint), path, what, hint)
    if told["run"] != run.manifest.get("content_hash"):
        raise SocialCreditError(f"{what} is of another run", where=str(path), hint=hint)
    real, variant = told["real"], told["variant"]
    return [
        {"measure": name, "real": float(real[name]), "variant": float(variant[name])}
        for name in variant
        if variant[name] is not None and real.get(name) is not None
    ]


def _together(run: Run) -> dict[str, float | None]:
    """What all schemes together did to the panel, as `sweep` and the report tell it."""
    found: Mapping[str, Any] = across_bodies(run)
    return {words: found[key] for key, words in TOGETHER.items()}


def _per(sums: Mapping[str, int], part: str, whole: str) -> float | None:
    return 1000 * sums[part] / sums[whole] if sums[whole] else None


def _shown(run: Run) -> float:
    """How often people were shown to others, in records made public and by consequences."""
    schemes = range(len(run.names["schemes"]))
    printed = sum(publicity(run, scheme)["published"] for scheme in schemes)
    doors = run.table("doors")
    for scheme in schemes:
        shown = np.array([effect == "shown" for effect in naming.effects_of(run, scheme)], bool)
        ours = np.flatnonzero(doors["scheme"] == scheme)
        hits = ours[shown[doors["consequence"][ours]]] if len(ours) else ours
        printed += int(doors["attempts"][hits].sum())
    return 1000 * printed / run.person_years


def _per_thousand(table: str, column: str) -> Measure:
    """A column's sum per thousand person-years."""
    return lambda run: 1000 * int(run.table(table)[column].sum()) / run.person_years


def _deeds(signs: tuple[str, ...]) -> Measure:
    """True deeds of these signs per thousand person-years."""

    def measure(run: Run) -> float:
        done = run.table("conduct")
        wanted = np.array([sign in signs for sign in run.names["kind_signs"]])[done["kind"]]
        return 1000 * int(done["deeds"][wanted].sum()) / run.person_years

    return measure


def _part(part: str, whole: str) -> Measure:
    """One column of the harm table as a share of another; None where there is nothing."""

    def measure(run: Run) -> float | None:
        harm = run.table("harm")
        return share(int(harm[part].sum()), int(harm[whole].sum()))

    return measure


def _at_end(column: str) -> Measure:
    """Residents under a penalty at the end of the last month, per thousand residents."""

    def measure(run: Run) -> float:
        last = run.rows("harm", month=run.months - 1)
        return 1000 * int(last[column].sum()) / run.people

    return measure


def _yuan_taken(run: Run) -> float:
    """Fines and other sums that consequences take, a person-year."""
    money = run.table("doors")["money"]
    return -in_yuan(int(money[money < 0].sum())) / run.person_years


MEASURES: dict[str, Measure] = {
    "bad deeds, per 1000 person-years": _deeds(BAD_SIGNS),
    "good deeds, per 1000 person-years": _deeds(GOOD_SIGNS),
    "deeds made up for points, per 1000 person-years": _per_thousand("conduct", "effort"),
    "records, per 1000 person-years": _per_thousand("records", "records"),
    "penalised at the end, per 1000 residents": _at_end("penalised"),
    "wrongly penalised at the end, per 1000 residents": _at_end("wrongly"),
    "share of penal days that are wrong": _part("wrong_days", "penal_days"),
    "share of penal days that are late": _part("late_days", "penal_days"),
    "share of bad records that are wrong": _part("wrong_records", "bad_records"),
    "disputes, per 1000 person-years": _per_thousand("appeals", "disputes"),
    "corrections, per 1000 person-years": _per_thousand("appeals", "corrected"),
    "refusals, per 1000 person-years": _per_thousand("doors", "refusals"),
    "yuan taken from people, per person-year": _yuan_taken,
}
LOANS = {
    "loans granted, per 1000 applications": ("granted", "asked"),
    "loans refused for wrong marks alone, per 1000 applications": ("wrongly", "asked"),
    "loans lost, per 1000 granted": ("defaulted", "granted"),
    "borrowers who owe too many lenders, per 1000": ("over", "borrowers"),
}
SHOWN = "times shown to others, per 1000 person-years"
TOGETHER = {
    "penal_days": "panel: days under any penalty, per 1000 people and year",
    "wrong_days": "panel: of these wrongly",
    "late_days": "panel: of these late",
    "shut_out": "panel: share shut out of three or more domains of life at once",
    "behind_doors": "panel: people behind a shut door",
    "unrelated": "panel: share of these only for unrelated records",
    "fan_out": "panel: bodies that filed one wrong record, on average",
    "repair_days": "panel: days until half of these are right in the last copy",
}
