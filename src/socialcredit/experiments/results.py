"""What an experiment tells of each measure: how far luck, and how far our assumptions, move it.

The two are never mixed. Luck is what another seed would have made of the values as they are
written; assumptions are where the number lies over points drawn from the ranges. What moved it most
is told factor by factor, by whichever way the design allows.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from socialcredit.analysis import indices, intervals, ranks
from socialcredit.core.retelling import Coin, deep_told
from socialcredit.core.text import counted
from socialcredit.engine.requests import as_many
from socialcredit.experiments.conduct import Conducted
from socialcredit.experiments.factors import Factor
from socialcredit.experiments.living import in_order
from socialcredit.experiments.plan import REAL, WRITTEN, Row
from socialcredit.experiments.store import Outcome
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.currency import currency_of
from socialcredit.results.measures.measure import Measure
from socialcredit.results.measures.registry import measure_of, told

Interval = tuple[float, float] | None
RANGES = ("lhs",)  # designs whose points are drawn as the ranges say
OUTSIDE = 0.1  # of the points: what a range of nine in ten leaves out


class Number(NamedTuple):
    """A measure of one alternative.

    value        mean over the seeds, values as written (of a median the middle one)
    luck         where nine in ten further seeds fall; None where it cannot be said
    seeds        how many seeds have a number
    assumptions  where nine in ten points of the ranges lie; None where the design draws none
    points       how many points have a number
    few          in some seed it rests on fewer cases than it needs
    few_points   at how many points it does; no range is told where more do than lie outside it
    """

    key: str
    alternative: str
    value: float | None
    luck: Interval
    seeds: int
    assumptions: Interval
    points: int
    few: bool
    few_points: int

    @property
    def words(self) -> str:
        """What is told, with its unit."""
        return told(self.key)

    @property
    def of(self) -> Measure:
        """The measure."""
        return measure_of(self.key)


class Pull(NamedTuple):
    """What one factor does to a number, in the number's unit, or as a share of its variance.

    size      by which factors are ordered: the mean size of an elementary effect, the span between
              levels, the share of variance, or the size of a correlation of ranks
    interval  of the size, where one is known
    low, high the number at the factor's ends (or the least and greatest over its levels)
    how       what the size is, in words
    """

    factor: str
    title: str
    size: float | None
    interval: Interval
    low: float | None
    high: float | None
    how: str


def numbers(found: Conducted) -> list[Number]:
    """Every measure of every alternative, in the order of the registry."""
    pairs = [(key, name) for key in keys_of(found) for name in alternatives_of(found)]
    return found.once("numbers", lambda: [_number(found, *pair) for pair in pairs])


def alternatives_of(found: Conducted) -> list[str]:
    """The alternatives of an experiment, the real scheme first."""
    return [REAL, *found.plan.experiment.alternatives]


def keys_of(found: Conducted) -> list[str]:
    """Keys of the measures that were asked, in the order of the registry, and of the schemes."""
    seen = dict.fromkeys(key for one in found.outcomes.values() for key in one.measures)
    return in_order(found.plan.work.measures, seen)


def _number(found: Conducted, key: str, alternative: str) -> Number:
    kind, most = measure_of(key).kind, measure_of(key).most
    at_written = outcomes_by_point(found, alternative).get(WRITTEN, [])
    seeds = [one.measures.get(key) for one in at_written]
    luck = intervals.over_seeds(kind, seeds, one_more=True)
    few = any(key in one.few for one in at_written)
    points = by_point(found, key, alternative)
    drawn = found.plan.experiment.design
    ranges = drawn is not None and drawn.kind in RANGES
    range_ = intervals.over_assumptions(points if ranges else [])
    unsure = sum(unsure_by_point(found, key, alternative))
    return Number(
        key, alternative, luck.value, None if few else _cut(luck.interval, most), luck.known,
        None if unsure > OUTSIDE * len(points) else range_.interval, range_.known, few, unsure,
    )  # fmt: skip


def _cut(ends: Interval, most: float | None) -> Interval:
    """An interval that ends at what the number cannot be above."""
    return ends if ends is None or most is None else (min(ends[0], most), min(ends[1], most))


def outcomes_by_point(found: Conducted, alternative: str) -> dict[int, list[Outcome]]:
    """What the runs of each point came to, in the order of points and of their seeds."""

    def made() -> dict[int, list[Outcome]]:
        points: dict[int, list[Outcome]] = {}
        for row in found.plan.rows:
            if row.alternative == alternative:
                points.setdefault(row.point.number, []).append(found.outcomes[row.task.key])
        return dict(sorted(points.items()))

    return found.once(("points", alternative), made)


def _value(found: Conducted, row: Row, key: str) -> float | None:
    return found.outcomes[row.task.key].measures.get(key)


def by_point(found: Conducted, key: str, alternative: str = REAL) -> list[float | None]:
    """The number at each point of the design, a mean over its seeds; in the design's order."""
    return [
        _mean([one.measures.get(key) for one in outcomes])
        for point, outcomes in outcomes_by_point(found, alternative).items()
        if point != WRITTEN
    ]


def unsure_by_point(found: Conducted, key: str, alternative: str = REAL) -> list[bool]:
    """Whether it rests on too few cases in a run of each point of the design, in its order."""
    points = outcomes_by_point(found, alternative).items()
    return [any(key in x.few for x in outcomes) for at, outcomes in points if at != WRITTEN]


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def pulls(found: Conducted, key: str, alternative: str = REAL) -> list[Pull]:
    """What each factor does to a number, the largest first."""
    return found.once(("pulls", key, alternative), lambda: _pulls(found, key, alternative))


def _pulls(found: Conducted, key: str, alternative: str) -> list[Pull]:
    design = found.plan.experiment.design
    if design is None:
        return []
    ways = {"morris": _by_effects, "sobol": _by_variance, "lhs": _by_ranks}
    made = list(ways.get(design.kind, _by_levels)(found, key, alternative))
    return sorted(made, key=lambda one: (-(one.size or 0.0), one.factor))


def _names(found: Conducted) -> list[str]:
    return [factor.name for factor in found.plan.factors]


def _title(found: Conducted, name: str) -> str:
    return next(factor.title for factor in found.plan.factors if factor.name == name)


def _by_effects(found: Conducted, key: str, alternative: str) -> Iterator[Pull]:
    names, outputs = _names(found), by_point(found, key, alternative)
    effects = indices.morris(names, found.plan.coordinates, outputs)
    for one in effects.factors:
        yield Pull(
            one.name, _title(found, one.name), one.mu_star, one.mu_star_interval, None, None,
            "mean size of its effect over the whole range (Morris)",
        )  # fmt: skip


def _by_variance(found: Conducted, key: str, alternative: str) -> Iterator[Pull]:
    names = _names(found)
    shares = indices.sobol(names, by_point(found, key, alternative))
    for one in shares.factors:
        yield Pull(
            one.name, _title(found, one.name), one.total, one.total_interval, None, None,
            "share of the variance in which it has a part (Sobol, total)",
        )  # fmt: skip


def _by_ranks(found: Conducted, key: str, alternative: str) -> Iterator[Pull]:
    """Spearman's correlation, where more points have a number than there are factors."""
    values = by_point(found, key, alternative)
    known = {value for value in values if value is not None}
    many = sum(value is not None for value in values)
    enough = many >= len(found.plan.factors) + 2 and len(known) > 1
    for name, size in followed(found, values).items():
        yield Pull(
            name, _title(found, name), abs(size) if enough else None, None, None, None,
            "size of the correlation of ranks with it (Spearman)",
        )  # fmt: skip


def followed(found: Conducted, values: Sequence[float | None]) -> dict[str, float]:
    """How closely these values, one a point of the ranges, follow each factor: -1 to 1, by name."""
    sizes = ranks.correlations(found.plan.coordinates, indices.as_numbers(values))
    return dict(zip(_names(found), sizes.tolist(), strict=True))


def leading(found: Conducted, values: Sequence[float | None]) -> str:
    """The factor that these values follow most; "" where none tells itself from chance."""
    sizes = {name: abs(size) for name, size in followed(found, values).items()}
    known = sum(value is not None for value in values)
    best = max(sorted(sizes), key=lambda name: sizes[name], default="")
    return best if best and sizes[best] > ranks.beyond_chance(known, len(sizes)) else ""


def strongest(found: Conducted, keys: Sequence[str], many: int) -> list[str]:
    """So many factors that any of these numbers follows most, in order of names."""
    sizes: dict[str, float] = {}
    for key in keys:
        for name, size in followed(found, by_point(found, key)).items():
            sizes[name] = max(sizes.get(name, 0.0), abs(size))
    return sorted(sorted(sizes, key=lambda name: (-sizes[name], name))[:many])


def _by_levels(found: Conducted, key: str, alternative: str) -> Iterator[Pull]:
    """The least and greatest mean over a factor's levels, as written among them where it is one."""
    rows = [row for row in found.plan.rows if row.alternative == alternative]
    each = found.plan.experiment.seeds.each
    first = found.plan.experiment.seeds.first
    alone = found.plan.experiment.design
    one_by_one = alone is not None and alone.kind == "one-at-a-time"
    for at, factor in enumerate(found.plan.factors):
        means: dict[Any, list[float | None]] = {}
        for row in rows:
            moved = row.point.number != WRITTEN and bool(row.point.levels[at].changes)
            as_written = one_by_one and row.point.number == WRITTEN and row.seed < first + each
            if moved or as_written:
                level = row.point.levels[at].value
                means.setdefault(level, []).append(_value(found, row, key))
        known = [mean for values in means.values() if (mean := _mean(values)) is not None]
        low, high = (min(known), max(known)) if known else (None, None)
        size = None if low is None or high is None else high - low
        yield Pull(factor.name, factor.title, size, None, low, high, "span between its levels")


def as_told(found: Conducted) -> dict[str, Any]:
    """All of it as plain values, for a page or a machine."""
    plan, experiment = found.plan, found.plan.experiment
    currency = currency_of(plan.scenario)
    keys = keys_of(found)
    told = {
        "title": experiment.title,
        "scenario": plan.scenario.scenario,
        "people": experiment.people or plan.scenario.subjects,
        "firms": _firms_beside(plan.scenario, experiment.people),
        "of": plan.scenario.kind,
        "currency": currency,
        "experiment": experiment.model_dump(mode="json", by_alias=True, exclude_unset=True),
        "runs": len(plan.rows),
        "model": plan.work.model,
        "command": f"socialcredit experiment {experiment.experiment}.yaml",
        "alternatives": list(experiment.alternatives),
        "factors": [_factor(one) for one in plan.factors],
        "numbers": [
            {**one._asdict(), "words": one.words, "unit": one.of.unit} for one in numbers(found)
        ],
        "pulls": {key: [pull._asdict() for pull in pulls(found, key)] for key in keys},
    }
    found_words: dict[str, Any] = deep_told(Coin(currency), told)
    return found_words


def _firms_beside(scenario: Scenario, people: int | None) -> int | None:
    """How many firms stand beside residents, as many for each of them as the scenario has."""
    if scenario.people is None or scenario.firms is None:
        return None
    return as_many(scenario, people) if people else scenario.firms


def _factor(factor: Factor) -> dict[str, str]:
    """A factor: what it is, its ends, and who says how far it reaches."""
    ends = ["; ".join(factor.at(u).changes) or "as written" for u in (0.0, 1.0)]
    doubt = factor.doubt
    source = f"{doubt.evidence}: {doubt.source}" if doubt else "the experiment's file"
    if doubt is not None and len(doubt.moves) > 1:
        ends = [f"{counted(len(doubt.moves), 'value')} at the {end} end" for end in ("low", "high")]
    return {"name": factor.name, "title": factor.title, "low": ends[0], "high": ends[1],
            "source": source}  # fmt: skip
