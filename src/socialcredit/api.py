"""The Python face of the laboratory: run, look, compare.

The command line goes through the same functions, so a notebook and a terminal get the same numbers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from socialcredit.api_assess import Assessment, assess, open_assessment
from socialcredit.api_draft import (
    Spoken,
    check_text,
    completions,
    fitting,
    levers,
    life_of,
    scheme_in,
    scheme_text,
    vocabulary,
)
from socialcredit.api_joins import joins, standings
from socialcredit.api_lab import KINDS, Town, open_town
from socialcredit.api_lessons import lessons
from socialcredit.api_run import Run
from socialcredit.core.archive import renew
from socialcredit.core.run_files import write_whole
from socialcredit.core.run_layout import REPORT
from socialcredit.core.table import Table
from socialcredit.engine import run as engine
from socialcredit.engine.amounts import bytes_of
from socialcredit.engine.requests import changes, threads_of
from socialcredit.engine.scaled import subjects_at
from socialcredit.experiments import compare as pairs
from socialcredit.experiments import conduct, results, tidy
from socialcredit.experiments.again import USUAL, lived_again
from socialcredit.experiments.beside import live_beside
from socialcredit.experiments.calibrated import drawn_or_calibrated
from socialcredit.experiments.citing import cite
from socialcredit.experiments.store import Store
from socialcredit.language import catalogue
from socialcredit.language.cards import cards as scheme_cards
from socialcredit.language.resolve.loading import load_scenario, with_alternatives
from socialcredit.report.experiment import experiment_page
from socialcredit.results.measures import registry
from socialcredit.results.run import open_run

__all__ = [
    "Assessment", "Experiment", "KINDS", "Run", "Spoken", "Town", "alternatives", "assess",
    "cards", "check_text", "compare", "completions", "experiment", "fitting", "joins",
    "lessons", "levers", "life_of", "measures", "open", "open_assessment", "open_town",
    "repeat", "repeat_experiment", "resume", "run", "scenario_with_own", "scenarios",
    "scheme_in", "scheme_text", "schemes", "standings", "vocabulary",
]  # fmt: skip

Progress = Callable[[dict[str, Any]], None]


def run(
    scenario: str,
    *,
    people: int | None = None,
    firms: int | None = None,
    years: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    out: str | Path | None = None,
    sets: Sequence[str] = (),
    given: Sequence[str] = (),
    alternatives: Sequence[str] = (),
    draw: int | None = None,
    parameter_seed: int | None = None,
    calibrated: bool = False,
    memory: str | None = None,
    on: str | None = None,
    scale: str | None = None,
    progress: Progress | None = None,
) -> Run:
    """Simulate a scenario (a name or a YAML file) and return the finished run.

    Args:
        people: how many residents, instead of the scenario's own number
        firms: how many firms, where the scenario has any
        years: years from the scenario's start
        seed: another seed
        threads: threads to compute with; the numbers do not depend on it
        out: the run's folder, which must be new; by default one under `runs/`
        sets: changes as on the command line, "path=value"
        given: changes that are made before alternatives are laid over the schemes
        alternatives: names (or files) of what is laid over the schemes, such as "fast-appeal"
        draw: values in doubt as their ranges give them in the draw of this number; 0 as written
        parameter_seed: the seed of all draws, 1 by default, apart from the seed of luck
        calibrated: draw from the points that calibration left, instead of the ranges
        memory: memory beside the program's own, such as "12GB"; who does not fit rests on disk
        on: with `memory`, where shards are lived: "local:N" or the address of a Dask scheduler
        scale: in place of `people`: "1:1" for everybody who lives there, "1:1000" for one in 1,000
        progress: called with {"stage", "done", "total"}, in months of all worlds; with `memory`
            `done` counts the share of the month that is under way

    Raises:
        SocialCreditError: when a name, a value or a folder is not right.
    """
    asked = with_alternatives(load_scenario(scenario), alternatives)
    people = subjects_at(asked, scale, people, changes(asked, None, years, seed, sets))
    wanted = changes(asked, people, years, seed, sets, firms)
    folder = engine.run_scenario(
        asked, threads=threads_of(threads), out=Path(out) if out else None, sets=wanted,
        draw=drawn_or_calibrated(asked, wanted, draw, parameter_seed, calibrated), given=given,
        progress=progress, memory=None if memory is None else bytes_of(memory), on=on,
    )  # fmt: skip
    live_beside(folder, threads_of(threads), progress)
    cite(folder, asked, wanted, bool(given or draw))
    return Run(folder)


def resume(
    path: str | Path, *, threads: int | None = None, memory: str | None = None,
    on: str | None = None,
) -> Run:  # fmt: skip
    """Finish a run that was stopped; the result is that of an undisturbed run, bit for bit.

    memory  of a run that was begun with it, where it is to be another
    on  where the shards of such a run are lived, see `run`
    """
    allowed = None if memory is None else bytes_of(memory)
    engine.resume(Path(path), threads=threads_of(threads), progress=None, memory=allowed, on=on)
    live_beside(Path(path), threads_of(threads))
    return Run(Path(path))


def repeat(path: str | Path, *, out: str | Path | None = None, threads: int | None = None) -> Run:
    """Live a run again from what lies in its folder alone; the new run's hash is its own proof."""
    folder = engine.repeat(Path(path), threads_of(threads), Path(out) if out else None)
    live_beside(folder, threads_of(threads))
    return Run(folder)


def repeat_experiment(
    path: str | Path,
    *,
    sample: int | None = USUAL,
    pick: int = 1,
    on: str | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Live some runs of an experiment again from its folder alone, and hold them against its table.

    Args:
        sample: how many runs, chosen by the folder's own seal; None: every run
        pick: which choice of so many
        on: as of `experiment`

    Returns what was lived, whether it is all the `same`, and each `differing` line of the tables.
    """
    return lived_again(Path(path), sample, pick, on, progress)


def open(path: str | Path) -> Run:
    """Open the folder of an earlier run."""
    open_run(path)  # a folder that is no run is refused here
    return Run(Path(path))


def compare(
    scenario: str,
    other: str | None = None,
    *,
    without: Sequence[str] = (),
    alternatives: Sequence[str] = (),
    replicates: int = 8,
    people: int | None = None,
    years: int | None = None,
    seed: int | None = None,
    sets: Sequence[str] = (),
    threads: int | None = None,
    progress: Progress | None = None,
) -> list[dict[str, Any]]:
    """Paired runs on the same people with the same luck, one pair for each of `replicates` seeds.

    Compare with the `other` scenario, or with the same one `without` some of its schemes or with
    `alternatives` laid over them. `people`, `years`, `seed` and `sets` change both alike, as in
    `run`. Returns one row for each measure.
    """
    a = load_scenario(scenario)
    wanted = changes(a, people, years, seed, sets)
    b = pairs.other_side(a, other, alternatives, without)
    on = f"local:{threads_of(threads)}"
    return pairs.compare(a, b, replicates, on, wanted, progress, without).rows


@dataclass(frozen=True)
class Experiment:
    """A finished experiment: its folder, its table, what it tells of each measure."""

    path: Path
    told: dict[str, Any]

    @property
    def table(self) -> Table:
        """A row for each run and measure: factors, alternative, seed, measure, value, command."""
        return Table(tidy.read(self.path / conduct.TABLE))

    @property
    def numbers(self) -> list[dict[str, Any]]:
        """Each measure of each alternative: its mean, and where luck and assumptions leave it."""
        return list(self.told["numbers"])

    def pulls(self, measure: str) -> list[dict[str, Any]]:
        """What each factor does to a measure (by its key), the largest first."""
        return list(self.told["pulls"][measure])

    def report(self) -> Path:
        """Write report.html in the experiment's folder and return its path."""
        write_whole(self.path / REPORT, experiment_page(self.told))
        renew(self.path)
        return self.path / REPORT


def experiment(
    asked: str | Path | dict[str, Any],
    *,
    on: str | None = None,
    out: str | Path | None = None,
    store: str | Path | None = None,
    progress: Progress | None = None,
) -> Experiment:
    """Live an experiment: a file, or what a file would say. Runs that are stored are not repeated.

    Args:
        asked: the path of an experiment's file, or its keys and values
        on: "local:4" for so many processes, or the address of a Dask scheduler
        out: the folder of table and page; by default one under `runs/`
        store: the folder in which runs are kept, `runs/store` by default
        progress: called with {"stage": str, "done": int, "total": int}, in runs
    """
    read = conduct.asked_of(asked) if isinstance(asked, dict) else conduct.load_experiment(asked)
    kept = Store(Path(store) if store else conduct.STORE)
    plan = conduct.plan_of(read, kept)
    folder = Path(out) if out else Path("runs") / f"experiment-{read.experiment.experiment}"
    found = conduct.conducted(plan, kept, on=on, out=folder, progress=progress)
    return Experiment(folder, results.as_told(found))


def measures() -> list[dict[str, Any]]:
    """Every measure there is: id, words, unit, which way is better, how its interval is made."""
    return registry.as_rows()


def schemes() -> list[dict[str, Any]]:
    """The schemes there are: name, title and more."""
    return catalogue.summaries()


def scenarios() -> list[dict[str, Any]]:
    """The scenarios there are: name, title and more."""
    return catalogue.scenario_summaries()


def alternatives() -> list[dict[str, Any]]:
    """What can be laid over any scheme: name, title, what it stands for."""
    return catalogue.alternative_summaries()


def cards() -> list[dict[str, Any]]:
    """Each scheme for whoever has to choose one: place, years, a sentence, counts of its rules."""
    return scheme_cards()


def scenario_with_own(name: str, scheme: str) -> str:
    """The text of a scenario that is as shipped, but for one scheme in a folder beside it."""
    return catalogue.scenario_with_own(name, scheme)
