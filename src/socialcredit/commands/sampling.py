"""`samples`: how large a sample has to be."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from socialcredit.commands.choices import (
    AScenario,
    Json,
    Measures,
    On,
    Seed,
    Sets,
    StoreFolder,
    Threads,
    Years,
    numeral,
)
from socialcredit.commands.ending import kept_where_stopped
from socialcredit.commands.progress import shown
from socialcredit.core.lazy import later
from socialcredit.core.text import wrapped
from socialcredit.engine.requests import changes, threads_of
from socialcredit.language.resolve.loading import load_scenario

sampled = later("socialcredit.experiments.samples")
conduct = later("socialcredit.experiments.conduct")
stores = later("socialcredit.experiments.store")
registry = later("socialcredit.results.measures.registry")

USUAL = ("1:1000", "1:100")
MUCH = 2  # as a part of everybody's: more off than that is no number any more


def samples(
    scenario: AScenario,
    scale: Annotated[
        list[str] | None,
        typer.Option(
            "--scale",
            metavar="1:N",
            show_default=" and ".join(USUAL),
            help="How many are simulated: one in N; may be repeated.",
        ),
    ] = None,
    whole: Annotated[
        Path | None,
        typer.Option(
            "--whole",
            metavar="RUN",
            show_default="the largest sample",
            help="The folder of a run of everybody, which samples are held against.",
        ),
    ] = None,
    within: Annotated[
        float, typer.Option(min=0, help="Per cent that a sample may be off and does as well.")
    ] = 2,
    years: Years = None,
    seed: Seed = None,
    set_: Sets = None,
    measures: Measures = None,
    replicates: Annotated[int, numeral("Seeds of each sample.", 1, 10_000)] = 4,
    threads: Threads = None,
    on: On = None,
    store: StoreFolder = None,
    as_json: Json = False,
) -> None:
    """How large a sample has to be: the same measures at several scales, and of everybody.

    Told of each scale is by how much one run of that size may be off what everybody is, nine times
    in ten: its luck, and what comes of few people a place. Runs that are stored are not lived
    again; none is lived with its twin.
    """
    asked = load_scenario(scenario)
    sets = changes(asked, None, years, seed, set_ or [])
    with kept_where_stopped(), shown() as progress:
        found = sampled.scales(
            asked, scale or USUAL, whole, on or f"local:{threads_of(threads)}", sets, progress,
            measures or (), replicates, stores.Store(store or conduct.STORE),
        )  # fmt: skip
    if as_json:
        typer.echo(json.dumps(as_told(found, within / 100), ensure_ascii=False, indent=1))
        return
    Console().print(_table(found, within / 100, "everybody" if whole else "largest"))
    typer.echo("\n".join(_notes(found, within, whole is not None, replicates)))


def as_told(found: Any, within: float) -> dict[str, Any]:
    """All that is known of the scales, for a machine to read."""
    rows = []
    for key, value in found.whole.items():
        well = found.well_from(key, within)
        row: dict[str, Any] = {"measure": key, "whole": value, "well_from": well and well.scale}
        for one in found.samples:
            told = one.told[key]
            row[one.scale] = {
                "value": told.value, "one_run": told.interval, "off": one.off[key],
                "few": key in one.few,
            }  # fmt: skip
        rows.append(row)
    people = {one.scale: one.people for one in found.samples}
    return {"people": people, "whole": found.people, "rows": rows}


def _table(found: Any, within: float, whole: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("measure", overflow="fold")
    table.add_column(whole, justify="right", no_wrap=True)
    for one in found.samples:
        table.add_column(one.scale, justify="right", no_wrap=True)
    table.add_column("as well\nfrom", justify="right", no_wrap=True)
    for key, value in found.whole.items():
        well = found.well_from(key, within)
        cells = [_off(one, key) for one in found.samples]
        table.add_row(key, _number(value), *cells, well.scale if well else "-")
    return table


def _off(sample: Any, key: str) -> str:
    """By how much one run of this size may be off, in per cent."""
    if key in sample.few:
        return "too few"
    off = sample.off[key]
    if off is None:
        return "-"
    if off >= MUCH:
        return f"over {100 * MUCH:.0f} %"
    return f"{100 * off:.0f} %" if off >= 0.1 else f"{100 * off:.2g} %"


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def _notes(found: Any, within: float, of_run: bool, seeds: int) -> list[str]:
    """What the columns say."""
    against = "everybody in the run" if of_run else "the mean of the largest"
    against += f", {found.people:,}"
    told = (
        f"By so much one run of that many may be off {against}: the farther end of where one more "
        "seed would fall nine times in ten."
    )
    if seeds == 1:
        told = f"By so much the one run of that many is off {against}; --replicates tells its luck."
    elif seeds < 4:
        told += f" {seeds} seeds tell that range badly; see --replicates."
    sizes = "; ".join(f"{one.scale} is {one.people:,}" for one in found.samples)
    well = f"As well from: the smallest that, with all above it, is at most {within:g} % off."
    panel = [key for key in found.whole if registry.measure_of(key).rests_on == "panel"]
    lines = [f"{sizes}.", told, well]
    if panel:
        lines.append(
            f"Of the panel, which is as large at every scale: {', '.join(panel)}. More people make "
            "these no surer; --set panel_households=N does."
        )
    lines.append("`socialcredit measures` says what each measure is.")
    return [line for one in lines for line in wrapped(one)]
