"""`calibrate`: which values of what is in doubt published numbers leave."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from socialcredit.commands import behaving, completing
from socialcredit.commands.choices import (
    Json,
    On,
    ParameterSeed,
    People,
    PlanAlone,
    StoreFolder,
    numeral,
)
from socialcredit.commands.experimenting import duration
from socialcredit.commands.held_against import number
from socialcredit.commands.progress import shown, waiting
from socialcredit.core.lazy import later
from socialcredit.core.run_files import write_whole
from socialcredit.core.text import counted, wrapped
from socialcredit.engine.requests import USUAL_PARAMETER_SEED
from socialcredit.language.resolve.paths import asked_scheme

calibrate_ = later("socialcredit.experiments.calibrate")
calibrated = later("socialcredit.experiments.calibrated")
conduct = later("socialcredit.experiments.conduct")
plans = later("socialcredit.experiments.calibration_plan")
stores = later("socialcredit.experiments.store")
targets = later("socialcredit.experiments.targets")
texts = later("socialcredit.experiments.calibration_text")
language = later("socialcredit.language.resolve.published")


def calibrate(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A scheme, or its folder, or `behaviour`.",
            autocompletion=completing.held,
        ),
    ],
    waves: Annotated[
        int, numeral("Waves of runs, at most.", 1, 20, "--waves", show_default="3")
    ] = 3,
    points: Annotated[
        int | None,
        numeral("Runs a wave.", 5, 100_000, "--points", show_default="5 for each doubt"),
    ] = None,
    people: People = None,
    parameter_seed: ParameterSeed = None,
    out: Annotated[
        Path | None, typer.Option(help="The folder of the file.", show_default="calibrations")
    ] = None,
    plan: PlanAlone = False,
    on: On = None,
    store: StoreFolder = None,
    as_json: Json = False,
) -> None:
    """Find which values of what is in doubt the figures marked calibrated do not rule out.

    Predicted figures have no part in it. Each reading of what was published that is about other
    rules is a calibration and a file of its own. Stop it whenever you like, even by force: what was
    finished is kept, and the same call goes on. That nothing is left is a result, and written.

    `calibrate behaviour` finds each strength of the ways in which people respond again that was set
    by a study, and prints it beside the one that ships. It writes nothing.
    """
    if name == behaving.NAME:
        others = {"--points": points, "--people": people, "--parameter-seed": parameter_seed,
                  "--out": out, "--plan": plan, "--on": on, "--store": store}  # fmt: skip
        behaving.calibrate_behaviour(as_json, others)
        return
    name = asked_scheme(name)
    kept = stores.Store(store or conduct.STORE)
    seed = USUAL_PARAMETER_SEED if parameter_seed is None else parameter_seed
    with waiting("Planning"):
        published, _ = language.load_published(name)
        made = [
            calibrate_.planned(
                name, under, people=people, waves=waves, points=points, parameter_seed=seed
            )
            for under in targets.readings_of(published)
        ]
    if plan:
        _tell_plans(made, kept, as_json)
        return
    folder = out or calibrated.own_folder(name)
    _tell([_conducted(one, kept, on, folder) for one in made], as_json)


def _tell(files: list[tuple[Any, Path]], as_json: bool) -> None:
    """Print what was found, and where it lies."""
    if as_json:
        whole = [{**found.model_dump(mode="json"), "file": str(path)} for found, path in files]
        typer.echo(json.dumps(whole, ensure_ascii=False, indent=1))
        return
    for found, path in files:
        typer.echo("\n".join(lines_of(found, path)))


def _tell_plans(made: Any, kept: Any, as_json: bool) -> None:
    """Print what each calibration takes."""
    told = [plans.as_told(one, plans.cost_of(one, kept)) for one in made]
    lines = [line for one in told for line in plan_lines(one)]
    typer.echo(json.dumps(told, ensure_ascii=False, indent=1) if as_json else "\n".join(lines))


def _conducted(made: Any, kept: Any, on: str | None, folder: Path) -> tuple[Any, Path]:
    """Calibrate, and write the file."""
    with shown() as progress:
        matched = calibrate_.calibrated(made, kept, on, progress)
    found = calibrate_.calibration_of(made, matched, date.today())
    path = folder / calibrated.file_name(found.scheme, found.under)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(path, texts.text_of(found))
    return found, path


def plan_lines(told: Any) -> list[str]:
    """What a calibration takes, in words."""
    left = told["runs"] - told["stored"]
    guess = " (a guess: nothing like it is stored yet)" if told["guessed"] and left else ""
    under = f" under {told['under']}" if told["under"] else ""
    figures = counted(told["figures"], "figure")
    return [
        f"{told['scheme']}{under}: {counted(told['doubts'], 'doubt')}, {figures} marked calibrated",
        f"  at most {counted(told['waves'], 'wave')} of {told['points']:,} runs with "
        f"{told['people']:,} people; {told['stored']:,} of the first wave stored",
        f"  time: at most {duration(told['seconds'])} of one core{guess}",
        f"  disk: {told['bytes'] / 1e6:,.1f} MB",
    ]


def lines_of(found: Any, path: Path) -> list[str]:
    """What was found, in words."""
    under = f", under {found.under}" if found.under else ""
    lines = [f"{found.scheme}{under}: {counted(len(found.figures), 'figure')} marked calibrated"]
    for one in found.figures:
        sure = (one.chance**2 + one.discrepancy**2) ** 0.5
        lines += wrapped(
            f"{one.when}  {number(one.published)} {one.unit}, ± {number(sure)}  {one.what}", "  ",
            " " * 14,
        )  # fmt: skip
    for index, wave in enumerate(found.waves, 1):
        without = f", {wave.unjudged} without a number" if wave.unjudged else ""
        lines.append(
            f"  wave {index}: {wave.runs} runs{without}, {wave.kept} near every figure; "
            f"{100 * wave.left:.3g} % of the ranges left"
        )
    lines += ["", *wrapped(found.says), "", f"Calibration: {path}"]
    if found.weights:
        lines.append(f"Next: socialcredit run {found.scenario} --draw 1 --calibrated")
        lines.append(f"      socialcredit validate {found.scheme} --draws 40")
    return lines
