"""What `compare` says of one side: measures of the whole run, of its panel, and of lending."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from socialcredit.engine import folder as run_folder
from socialcredit.engine.collect import Table
from socialcredit.engine.manifest import manifest_of
from socialcredit.engine.setup import Setup
from socialcredit.language.resolve.inputs import Inputs
from socialcredit.results.measures.across import across_bodies
from socialcredit.results.measures.publicity import publicity
from socialcredit.results.naming import BAD_SIGNS, GOOD_SIGNS
from socialcredit.results.run import Run, open_run

Tables = Mapping[str, Table]
Measure = Callable[[Setup, Tables], float | None]
READ = ("panel_people", "panel_events", "records")
SHOWN = "times shown to others, per 1000 person-years"


def measured(inputs: Inputs, setup: Setup, tables: Tables) -> dict[str, float | None]:
    """Every measure of one side, in the order in which they are told."""
    found = {name: measure(setup, tables) for name, measure in MEASURES.items()}
    if "lending" in tables:
        lent = {name: int(column.sum()) for name, column in tables["lending"].items()}
        found |= {name: _per(lent, part, whole) for name, (part, whole) in LOANS.items()}
    with tempfile.TemporaryDirectory(prefix="socialcredit-") as name:
        folder = Path(name)
        run_folder.write_tables(folder, {table: tables[table] for table in READ})
        run_folder.write_manifest(folder, manifest_of(inputs, setup, (), 1))
        run = open_run(folder)
        printed = sum(publicity(run, s)["published"] for s in range(len(setup.schemes)))
        found[SHOWN] = _times_shown(setup, tables) + 1000 * printed / _person_years(setup)
        return found | (_together(run) if len(tables["panel_people"]["resident"]) else {})


def _together(run: Run) -> dict[str, float | None]:
    """What all schemes together did to the panel, as `sweep` and the report tell it."""
    found = across_bodies(run)
    return {words: found[key] for key, words in TOGETHER.items()}


def _per(sums: Mapping[str, int], part: str, whole: str) -> float | None:
    return 1000 * sums[part] / sums[whole] if sums[whole] else None


def _times_shown(setup: Setup, tables: Tables) -> float:
    """How often people were shown to others as a consequence, per thousand person-years."""
    doors = tables["doors"]
    shown = [
        (s, q)
        for s, scheme in enumerate(setup.schemes)
        for q, rule in enumerate(scheme.consequences)
        if rule.effect == "shown"
    ]
    times = sum(
        int(doors["attempts"][(doors["scheme"] == s) & (doors["consequence"] == q)].sum())
        for s, q in shown
    )
    return 1000 * times / _person_years(setup)


def _person_years(setup: Setup) -> float:
    last = setup.told[-1]
    return setup.residents * (last.first_day + last.days) / 365.25


def _per_thousand(table: str, column: str) -> Measure:
    """A column's sum per thousand person-years."""

    def measure(setup: Setup, tables: Tables) -> float:
        return 1000 * int(tables[table][column].sum()) / _person_years(setup)

    return measure


def _deeds(signs: tuple[str, ...]) -> Measure:
    """True deeds of these signs per thousand person-years."""

    def measure(setup: Setup, tables: Tables) -> float:
        done = tables["conduct"]
        wanted = np.array([deed["sign"] in signs for deed in setup.deeds])[done["kind"]]
        return 1000 * int(done["deeds"][wanted].sum()) / _person_years(setup)

    return measure


def _part(part: str, whole: str) -> Measure:
    """One column of the harm table as a share of another; None where there is nothing."""

    def measure(setup: Setup, tables: Tables) -> float | None:
        total = int(tables["harm"][whole].sum())
        return int(tables["harm"][part].sum()) / total if total else None

    return measure


def _at_end(column: str) -> Measure:
    """Residents under a penalty at the end of the last month, per thousand residents."""

    def measure(setup: Setup, tables: Tables) -> float:
        harm = tables["harm"]
        now = harm["month"] == setup.told[-1].number
        return 1000 * int(harm[column][now].sum()) / setup.residents

    return measure


def _yuan_taken(setup: Setup, tables: Tables) -> float:
    """Fines and other sums that consequences take, a person-year."""
    money = tables["doors"]["money"]
    return -int(money[money < 0].sum()) / _person_years(setup)


MEASURES: dict[str, Measure] = {
    "bad deeds, per 1000 person-years": _deeds(BAD_SIGNS),
    "good deeds, per 1000 person-years": _deeds(GOOD_SIGNS),
    "deeds made up for points, per 1000 person-years": _per_thousand("conduct", "effort"),
    "records, per 1000 person-years": _per_thousand("records", "records"),
    "penalised at the end, per 1000 residents": _at_end("penalised"),
    "wrongly penalised at the end, per 1000 residents": _at_end("wrongly"),
    "share of penal days that are wrong": _part("wrong_days", "penal_days"),
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
TOGETHER = {
    "penal_days": "panel: days under any penalty, per 1000 people and year",
    "wrong_days": "panel: of these wrongly",
    "shut_out": "panel: share shut out of three or more domains of life at once",
    "behind_doors": "panel: people behind a shut door",
    "unrelated": "panel: share of these only for unrelated records",
    "fan_out": "panel: bodies that filed one wrong record, on average",
    "repair_days": "panel: days until its last copy was right, median",
}
