"""Two scenarios on the same people with the same luck: what differs, and how surely.

Each pair of runs shares its seed, so most of the luck cancels in the difference; the interval is
that of the mean of the paired differences (Student's t, 90 %).
"""

import statistics
from collections.abc import Sequence
from typing import Any

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.progress import Progress, of_many
from socialcredit.experiments.in_memory import lived
from socialcredit.language.model.scenario import MOST_SEED, Scenario, Twin
from socialcredit.language.resolve.inputs import Inputs, resolve
from socialcredit.language.resolve.loading import load_scenario, with_alternatives
from socialcredit.language.tell.alternative import laid_sentence
from socialcredit.results.luck import of_mean
from socialcredit.results.measures.measure import Measure
from socialcredit.results.measures.registry import COMPARED, chosen, told, values

SAME = ("places", "people", "warm_up", "starts", "ends")


def compare(
    a: str | Scenario,
    b: str | Scenario,
    replicates: int,
    threads: int,
    sets: Sequence[str] = (),
    progress: Progress | None = None,
    without: Sequence[str] = (),
    measures: Sequence[str] = COMPARED,
) -> list[dict[str, Any]]:
    """One row a measure: mean in A and in B, mean of B - A with its 90 % interval.

    measures  ids of the registry, or the first parts of some

    `low` and `high` are None with a single pair, and where a measure does not exist in both.
    without  schemes that are not in force in B; they keep their places, and the others their luck
    sets  changes of both scenarios, as of a run: "path=value"
    progress  called with {"stage", "done", "total"}, in months of all runs
    """
    asked = [load_scenario(x) if isinstance(x, str) else x for x in (a, b)]
    asked[1] = asked[1].model_copy(update={"twin": Twin(without=tuple(without))})
    sides = [resolve(scenario, sets) for scenario in asked]
    first, second = (inputs.scenario for inputs in sides)
    _check_same(first, second)
    _check_seeds(first.seed, replicates)
    by = without_twin(measures)
    rows: dict[str, list[tuple[float | None, float | None]]] = {}
    runs = 2 * replicates
    for number in range(replicates):
        left, right = (
            values(
                lived(
                    _seeded(x, first.seed + number),
                    threads,
                    of_many(progress, 2 * number + b, runs),
                    b,
                ),
                by,
            )
            for b, x in enumerate(sides)
        )
        for name in left | right:
            rows.setdefault(name, []).append((left.get(name), right.get(name)))
    known = {
        name: pairs for name, pairs in rows.items() if any(set(pair) - {None} for pair in pairs)
    }
    return [row(name, pairs) for name, pairs in known.items()]


def other_side(
    a: Scenario, b: str | None, alternatives: Sequence[str], without: Sequence[str]
) -> Scenario:
    """The scenario to hold against A: B, or A itself, with alternatives laid over its schemes.

    without  schemes that will not be in force in it; they must be among its own
    """
    if b is None and not alternatives and not without:
        raise SocialCreditError(
            f"there is nothing to hold {a.scenario} against",
            expected="a second scenario, --with ALTERNATIVE or --without SCHEME",
            hint="`socialcredit alternatives` lists what can be laid over any scheme",
        )
    other = load_scenario(b) if b else a
    for name in without:
        if name not in other.schemes:
            raise SocialCreditError(
                f"`{name}` is not among the schemes of {other.scenario}",
                expected="one of " + ", ".join(other.schemes),
                meant=nearest(name, other.schemes),
            )
    return with_alternatives(other, alternatives)


def laid_on(other: Scenario) -> list[str]:
    """What each alternative laid over the scenario does to each of its schemes, in sentences."""
    inputs = resolve(other.model_copy(update={"twin": None}))
    told = [
        (scheme.title.partition(":")[0], laid_sentence(laid))
        for scheme in inputs.schemes
        for laid in inputs.laid.get(scheme.scheme, ())
    ]
    return [f"{title}: {line}" for title, line in dict.fromkeys(told)]


def without_twin(measures: Sequence[str]) -> tuple[Measure, ...]:
    """These measures, without those that are told beside a twin: B takes its place here."""
    return tuple(one for one in chosen(measures) if not one.twin)


def _check_same(a: Scenario, b: Scenario) -> None:
    """Paired runs need the same people over the same days."""
    differ = [name for name in SAME if getattr(a, name) != getattr(b, name)]
    if differ:
        told = {"starts": "from", "ends": "to"}
        raise SocialCreditError(
            f"{a.scenario} and {b.scenario} cannot be paired: they differ in "
            + ", ".join(told.get(name, name) for name in differ),
            expected="two scenarios of the same people over the same days",
            hint=f"write a scenario that `extends: {a.scenario}` and changes only its schemes, "
            "or make both alike, such as with --people",
        )


def _check_seeds(seed: int, replicates: int) -> None:
    """Each pair has the next seed, and there is a greatest."""
    if seed + replicates - 1 > MOST_SEED:
        raise SocialCreditError(
            f"there are no {replicates} seeds from {seed} on",
            f"--seed {seed}",
            expected=f"a seed of at most {MOST_SEED - replicates + 1:,}",
            hint="begin with a smaller seed, or ask for fewer --replicates",
        )


def _seeded(inputs: Inputs, seed: int) -> Inputs:
    scenario = inputs.scenario.model_copy(update={"seed": seed, "twin": None})
    return inputs._replace(scenario=scenario)


def row(name: str, pairs: Sequence[tuple[float | None, float | None]]) -> dict[str, Any]:
    """Means and the interval of the mean difference over the pairs in which both exist."""
    both = [(x, y) for x, y in pairs if x is not None and y is not None]
    found: dict[str, Any] = {"measure": name, "words": told(name)}
    found |= dict.fromkeys(("a", "b", "difference"))
    for side, label in ((0, "a"), (1, "b")):
        values = [value for value in (pair[side] for pair in pairs) if value is not None]
        found[label] = statistics.fmean(values) if values else None
    found |= {"low": None, "high": None, "pairs": len(both)}
    if both:
        found["difference"] = statistics.fmean(y - x for x, y in both)
    interval = of_mean([y - x for x, y in both])
    if interval is not None:
        found |= {"low": interval[0], "high": interval[1]}
    return found
