"""Measures of one scheme between two groups of people (M8): how many times as much one bears."""

from collections.abc import Callable

from socialcredit.results.luck import Interval
from socialcredit.results.measures.disparity import disparate_impact
from socialcredit.results.measures.measure import Measure, block
from socialcredit.results.run import Run

GROUPS = {
    "minority": ("in the minority", "in the majority"),
    "female": ("women", "men"),
    "urban": ("in town", "in the countryside"),
}
DAYS = {"wrong_days": "wrongly penalised days", "penal_days": "penalised days"}
EQUALITY = "148; 181; equality law"


def _times(group: str, name: str) -> Callable[[Run, int], float | None]:
    def value(run: Run, scheme: int) -> float | None:
        found = block(disparate_impact, run, group, scheme)["times"]
        return found[name]["value"] if found and found.get(name) else None

    return value


def _luck(group: str, name: str) -> Callable[[Run, int], Interval]:
    def interval(run: Run, scheme: int) -> Interval:
        found = block(disparate_impact, run, group, scheme)["times"]
        return found[name]["interval"] if found and found.get(name) else None

    return interval


def _gap(group: str) -> Callable[[Run, int], float | None]:
    return lambda run, scheme: block(disparate_impact, run, group, scheme)["gap"]


def _measures(group: str, one: str, other: str) -> tuple[Measure, ...]:
    times = tuple(
        Measure(
            f"M8.{group}.{name}", f"{words} a head {one}, over those {other}", "times", "neither",
            "group", "ratio", _times(group, name), luck=_luck(group, name), hook=EQUALITY,
            says=f"as many {words} a head {one} as {other}",
        )
        for name, words in DAYS.items()
    )  # fmt: skip
    words = f"penalised days of the heavier less the lighter of the two ({one}, {other})"
    gap = Measure(
        f"M8.{group}.gap", f"{words}, had both the same conduct", "a head and year", "less",
        "group", "difference", _gap(group), hook=EQUALITY,
    )  # fmt: skip
    return (*times, gap)


MEASURES = tuple(measure for group, words in GROUPS.items() for measure in _measures(group, *words))
