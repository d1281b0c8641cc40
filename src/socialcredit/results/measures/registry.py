"""Every measure there is, in one place: what commands, pages, files and tables call by its id."""

from collections.abc import Iterable, Sequence
from typing import Any

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.results.measures import (
    acceptance,
    benefit,
    burden,
    by_period,
    grown,
    hours,
    of_assessors,
    of_bodies,
    of_exchange,
    of_grades,
    of_groups,
    of_lending,
    of_naming,
    of_run,
    of_schemes,
    of_signs,
    of_undone,
    of_visits,
    watched,
    withdrawn,
)
from socialcredit.results.measures.measure import Measure, Value, value_of
from socialcredit.results.run import FIRMS_KEY, Run

VERSION = 1  # of what the ids mean: a stored value of another version is worked out again

MEASURES: tuple[Measure, ...] = (
    *of_run.MEASURES,
    *withdrawn.MEASURES,
    *hours.MEASURES,
    *burden.MEASURES,
    *benefit.MEASURES,
    *of_schemes.MEASURES,
    *of_groups.MEASURES,
    *of_assessors.MEASURES,
    *of_grades.MEASURES,
    *of_visits.MEASURES,
    *of_signs.MEASURES,
    *of_undone.MEASURES,
    *of_exchange.MEASURES,
    *of_lending.MEASURES,
    *of_bodies.MEASURES,
    *of_naming.MEASURES,
    *acceptance.MEASURES,
    *grown.MEASURES,
    *by_period.MEASURES,
    *watched.MEASURES,
)
BY_ID: dict[str, Measure] = {measure.id: measure for measure in MEASURES}


def measure(name: str) -> Measure:
    """The measure of this id; an unknown one is refused with the nearest."""
    if name not in BY_ID:
        raise SocialCreditError(
            f"there is no measure `{name}`",
            text=name,
            expected="one that `socialcredit measures` lists",
            meant=nearest(name, BY_ID),
        )
    return BY_ID[name]


def measure_of(key: str) -> Measure:
    """The measure that a value's key is of: `M1.share`, or `rongcheng/M1.share`."""
    return BY_ID[id_of(key)]


def id_of(key: str) -> str:
    """The id in a value's key."""
    return key.rpartition("/")[2]


def chosen(names: Iterable[str]) -> tuple[Measure, ...]:
    """The measures of these ids, in the order of the registry; all where none is named.

    A name that other ids begin with stands for all of them: `burden.wrong` or `M1`.
    """
    asked = list(names)
    if not asked:
        return MEASURES
    wanted: set[str] = set()
    for name in asked:
        below = [known for known in BY_ID if known.startswith(f"{name}.")]
        wanted |= {name} if name in BY_ID else set(below) or {measure(name).id}
    return tuple(one for one in MEASURES if one.id in wanted)


def told(key: str) -> str:
    """A value's key in words: the measure and, where there are several, the scheme it is of."""
    scheme, slash, name = key.rpartition("/")
    words = BY_ID[name].told if name in BY_ID else name
    return f"{scheme.replace('/', ', ')}: {words}" if slash else words


def measured(run: Run, measures: Sequence[Measure] = MEASURES) -> list[Value]:
    """What these measures are in a run; of a measure of a scheme one value for each of several.

    Of a run of both those of residents, then those of firms under keys that begin `firms/`.
    """
    names = [str(scheme["name"]) for scheme in run.names["schemes"]]
    names = names if len(names) > 1 else [""] * len(names)
    found = []
    for one in measures:
        if one.by_scheme:
            found += [value_of(one, run, number, name) for number, name in enumerate(names)]
        else:
            found.append(value_of(one, run, 0))
    if run.firms is not None:
        firms = measured(run.firms, measures)
        found += [one._replace(scheme=_of_firms(one.scheme)) for one in firms]
    return found


def _of_firms(scheme: str) -> str:
    """Of what a value of firms is one, in a run that has residents, too."""
    return f"{FIRMS_KEY}{scheme}".rstrip("/")


def values(run: Run, measures: Sequence[Measure] = MEASURES) -> dict[str, float | None]:
    """The same by key, as plain numbers: `conduct.bad`, `rongcheng/M1.share`."""
    return {
        one.key: None if one.value is None else float(one.value) for one in measured(run, measures)
    }


# What two runs are held against each other by, where nobody says otherwise.
COMPARED = (
    "conduct", "records", "penalties", "redress", "doors", "shown", "burden.wrong", "lending",
    "together", "F7", "F8", "F9",
)  # fmt: skip


def needs_twin(measures: Iterable[Measure]) -> bool:
    """Whether any of these compares with the world without the schemes."""
    return any(measure.twin for measure in measures)


def as_rows(measures: Sequence[Measure] = MEASURES) -> list[dict[str, Any]]:
    """What the registry says of each, for a machine to read."""
    return [one.as_fields() for one in measures]
