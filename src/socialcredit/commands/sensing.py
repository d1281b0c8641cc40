"""`sensitivity`: how far what is in doubt moves each headline of a scenario, and which of it."""

import json
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from socialcredit.commands import experimenting
from socialcredit.commands.choices import (
    AScenario,
    Json,
    Measures,
    On,
    ParameterSeed,
    People,
    PlanAlone,
    Sets,
    StoreFolder,
    Years,
    numeral,
)
from socialcredit.commands.ending import kept_where_stopped
from socialcredit.commands.progress import shown, waiting
from socialcredit.core.lazy import later
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.paths import plain_name

citing = later("socialcredit.experiments.citing")
conduct = later("socialcredit.experiments.conduct")
sensing = later("socialcredit.experiments.sensitivity")
stores = later("socialcredit.experiments.store")


def sensitivity(
    scenario: AScenario,
    plan: PlanAlone = False,
    people: People = None,
    years: Years = None,
    points: Annotated[int, numeral("Points drawn from the ranges.", 2, 100_000)] = 32,
    trajectories: Annotated[int, numeral("Trajectories of single changes.", 2, 10_000)] = 10,
    seeds: Annotated[int, numeral("Seeds with values as written.", 2, 10_000)] = 8,
    parameter_seed: ParameterSeed = None,
    set_: Sets = None,
    measures: Measures = None,
    on: On = None,
    out: Annotated[
        Path | None,
        typer.Option(help="The folder of tables and page.", show_default="runs/NAME"),
    ] = None,
    store: StoreFolder = None,
    as_json: Json = False,
) -> None:
    """How far luck, and how far what is in doubt, moves each headline; and which doubts do.

    Every doubt and open reading that the scenario's files declare is drawn from its range, and
    moved by itself. Runs that are stored are not lived again; it may be stopped at any time.
    """
    asked = sensing.asked_for(
        plain_name(scenario), load_scenario(scenario), people=people, years=years, points=points,
        trajectories=trajectories, seeds=seeds, measures=measures or (), sets=set_ or (),
        parameter_seed=1 if parameter_seed is None else parameter_seed,
    )  # fmt: skip
    kept = stores.Store(store or conduct.STORE)
    with waiting("Planning"):
        plans = sensing.plans_of(asked, kept)
    if plan:
        cost = sensing.cost_of_both(plans, kept)
        lines = experimenting.plan_lines(plans.ranges, cost)
        typer.echo(json.dumps(cost._asdict()) if as_json else "\n".join(lines))
        return
    name = asked[0].scenario.scenario
    folder = out or citing.looked_for(name)
    with kept_where_stopped(), shown() as progress:
        found = sensing.conducted(plans, kept, on=on, out=folder, progress=progress)
    pulls = sensing.results_of(found)
    experimenting.tell(found.ranges, as_json, sensing.told(found), pulls)
    if not as_json:
        typer.echo(f"\n{cited(name, folder, set_ or ())}")


def cited(name: str, folder: Path, sets: Sequence[str]) -> str:
    """Which run cites it from now on: one with the same changes, where it is looked for."""
    command = shlex.join(["socialcredit", "run", name, *(f"--set={change}" for change in sets)])
    usual = [citing.looked_for(name, beside) for beside in ("", citing.UNSTRAINED_TOO)]
    if folder.absolute() == usual[0].absolute():
        return f"`{command}` cites it from now on."
    if folder.absolute() == usual[1].absolute():
        return f"`socialcredit run {name}` cites it from now on, of the way back from below."
    return f"No run cites it there: `{command}` looks in {usual[0]}, where it lies without --out."
