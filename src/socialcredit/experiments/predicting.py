"""Predictions with an interval: the same figures over draws that a calibration left.

Each draw is lived with luck of its own, and what was published of a count is counted with chance of
its own; where nine in ten of these numbers lie is the interval. What the model leaves out is not in
it. Beside it stands what somebody without a model would have said, with the luck of counting.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

import numpy as np

from socialcredit.analysis.intervals import (
    coverage,
    interval_score,
    over_assumptions,
)
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.progress import Progress
from socialcredit.engine.requests import USUAL_PARAMETER_SEED, changes
from socialcredit.experiments.calibrated import calibration_of, file_of, point_of
from socialcredit.experiments.chances import of_count, of_share
from socialcredit.experiments.figures import ask_of
from socialcredit.experiments.keys import model_hash
from socialcredit.experiments.living import lived_or_stored, task_of
from socialcredit.experiments.store import Outcome, Store
from socialcredit.experiments.targets import changes_under, until
from socialcredit.experiments.tasks import Task, Work
from socialcredit.language.model.calibration import Calibration
from socialcredit.language.model.published import Figure, Published
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.draw_asked import draw_of
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.published import load_published, published_scenario, subjects_of
from socialcredit.language.resolve.written import written_of

Interval = tuple[float, float]


class Drawn(NamedTuple):
    """The draws of one reading: its calibration, and the run of each draw.

    tasks  None where the values of a draw do not fit together
    """

    calibration: Calibration
    tasks: tuple[Task | None, ...]


class Predictions(NamedTuple):
    """What draws say of the figures, in the order of `Published.read`; a row a predicted one."""

    draws: int
    people: int
    rows: tuple[dict[str, Any] | None, ...]


def predicted(
    name: str | Path,
    draws: int,
    *,
    people: int | None = None,
    seed: int | None = None,
    sets: Sequence[str] = (),
    parameter_seed: int | None = None,
    store: Store | None = None,
    on: str | None = None,
    progress: Progress | None = None,
) -> Predictions:
    """Live so many calibrated draws, as far as they are not stored, and ask each for all figures.

    people  in each draw; left out, as many as the calibration was made with
    seed    luck before that of the first draw; left out, the scenario's own
    Raises SocialCreditError where there is no calibration, and where one is stale.
    """
    published, scheme = load_published(name)
    scenario = load_scenario(published_scenario(name, published))
    real = published.people or subjects_of(scenario, scheme)
    drawn_by = USUAL_PARAMETER_SEED if parameter_seed is None else parameter_seed
    asks = {ask.key: ask for one in published.read if (ask := ask_of(one, scheme.scheme, real))}
    ordered = tuple(asks[key] for key in sorted(asks))
    if seed is not None:
        scenario = scenario.model_copy(update={"seed": seed})
    work = Work((written_of(scenario),), (), False, (), model_hash(), ordered)
    readings = dict.fromkeys(one.under for one in published.read if _is_asked(one))
    lived = {
        under: _drawn(name, under, draws, people, sets, drawn_by, work, published)
        for under in readings
        if under is None or file_of(name, under) is not None
    }
    tasks = [task for one in lived.values() for task in one.tasks if task is not None]
    found = lived_or_stored(work, tasks, store, on, progress)
    rows = tuple(
        None if not _is_asked(one) or one.under not in lived
        else _row(one, ask_of(one, scheme.scheme, real).key, lived[one.under], found,
                  drawn_by)
        for one in published.read
    )  # fmt: skip
    known = people or next((one.calibration.people for one in lived.values()), 0)
    return Predictions(draws, known, rows)


def _is_asked(figure: Figure) -> bool:
    """Whether draws say anything of a figure: of a prediction, and no change from run to run."""
    return figure.kind == "predicted" and figure.change_from is None


def _drawn(
    name: str | Path, under: str | None, draws: int, people: int | None, sets: Sequence[str],
    parameter_seed: int, work: Work, published: Published,
) -> Drawn:  # fmt: skip
    calibration = calibration_of(name, under)
    scenario, rules = work.bases[0].scenario, changes_under(published, under)
    first = changes(scenario, people or calibration.people)
    always = (*map(str, first), *until(scenario, published.read), *rules)
    tasks: list[Task | None] = []
    for number in range(1, draws + 1):
        at = point_of(calibration, parameter_seed, number)
        moved = _changes_at(scenario, [*rules, *sets], number, parameter_seed, at)
        given = None if moved is None else (*always, *moved)
        seed = scenario.seed + number
        told = tuple(map(str, sets))
        tasks.append(None if given is None else task_of(work, 0, given, told, seed))
    return Drawn(calibration, tuple(tasks))


def _changes_at(
    scenario: Scenario, sets: Sequence[str], number: int, seed: int, at: Mapping[str, float]
) -> tuple[str, ...] | None:
    """The changes of a draw; None where its values do not fit together."""
    try:
        draw = draw_of(scenario, sets, number, seed, at)
    except SocialCreditError:
        return None
    return draw.changes if draw else ()


def _row(
    figure: Figure, key: str, lived: Drawn, found: Mapping[str, Outcome], parameter_seed: int
) -> dict[str, Any]:
    """A prediction's interval, and whether it holds what was published."""
    values = [
        None if task is None else counted_as(figure, found[task.key].measures[key], seed)
        for task, seed in zip(lived.tasks, _seeds(lived, key, parameter_seed), strict=True)
    ]
    told = over_assumptions(values)
    interval, value = told.interval, figure.published
    return {
        "interval": None if interval is None else list(interval),
        "middle": told.value,
        "inside": None if interval is None else interval[0] <= value <= interval[1],
        "draws": told.known,
        "score": None if interval is None else interval_score(*interval, value),
    }


def _seeds(lived: Drawn, key: str, parameter_seed: int) -> list[list[int]]:
    """Seeds of the chance with which each draw's figure is counted."""
    words = int(key.rpartition(".")[2], 16)
    return [[parameter_seed, number, words] for number in range(1, len(lived.tasks) + 1)]


def counted_as(figure: Figure, value: float | None, seed: list[int]) -> float | None:
    """A number of a run as somebody would count it; a number that is no count stays as it is."""
    if value is None or figure.count is None or value < 0:
        return value
    random = np.random.default_rng(seed)
    if figure.of is None:
        return float(random.poisson(value))
    share = value / figure.in_unit
    many = random.binomial(figure.of, share) if share <= 1 else random.poisson(share * figure.of)
    return float(many) / figure.of * figure.in_unit


def naive_interval(figure: Figure, value: float | None) -> Interval | None:
    """What counting alone leaves open of a naive number; of one that is no count nothing."""
    if value is None:
        return None
    if figure.divided_by is None:
        known = of_count(value)
    elif figure.of is not None:
        known = of_share(value / figure.in_unit * figure.of, figure.of).times(figure.in_unit)
    else:
        return value, value
    return known.low, known.high


def beside(
    rows: Sequence[dict[str, Any]], published: Published, predictions: Predictions
) -> list[dict[str, Any]]:
    """The rows of `validate`, each prediction with its interval and that of the naive number."""
    told = list(rows)
    for at, (figure, one) in enumerate(zip(published.read, predictions.rows, strict=True)):
        if one is None:
            continue
        naive = naive_interval(figure, rows[at]["naive"])
        score = None if naive is None else interval_score(*naive, figure.published)
        held = None if naive is None else naive[0] <= figure.published <= naive[1]
        told[at] = {
            **rows[at],
            "predicted": {
                **one, "naive_interval": naive and list(naive), "naive_inside": held,
                "naive_score": score,
            },
        }  # fmt: skip
    return told


def verdict_of(rows: Sequence[dict[str, Any]], predictions: Predictions) -> dict[str, Any]:
    """How often intervals hold what was published, and their scores.

    Scores are shares of the published number, as figures have different units. The two are beside
    each other over those figures that have a naive number.
    """
    told = [row for row in rows if row.get("predicted") and row["predicted"]["interval"]]
    held = coverage(
        [tuple(row["predicted"]["interval"]) for row in told], [row["published"] for row in told]
    )
    both = [row for row in told if row["predicted"]["naive_score"] is not None]
    return {
        "draws": predictions.draws,
        "people": predictions.people,
        "predictions": len(told),
        "coverage": held,
        "score": _relative(told, "score"),
        "with_naive": len(both),
        "score_where_naive": _relative(both, "score"),
        "naive_score": _relative(both, "naive_score"),
    }


def _relative(rows: Sequence[dict[str, Any]], key: str) -> float | None:
    """The mean score, each as a share of its published number."""
    shares = [row["predicted"][key] / abs(row["published"]) for row in rows if row["published"]]
    return fmean(shares) if shares else None
