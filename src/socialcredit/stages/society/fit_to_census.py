"""How well synthetic people fit what was published: one row for every margin."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from socialcredit.core.columns import (
    DRIVER,
    FEMALE,
    MINORITY,
    NEWCOMER,
    ONLINE,
    URBAN,
    Communities,
    People,
)
from socialcredit.core.jit import kernel
from socialcredit.core.levels import EDUCATIONS, OCCUPATIONS
from socialcredit.stages.society.attributes import Chances, chances, fifth_means, residents
from socialcredit.stages.society.beliefs import PopulationBeliefs
from socialcredit.stages.society.places import (
    AGES,
    PlaceBeliefs,
    age_group,
    quotas,
    single_ages,
)

HALF_POINT = 0.005  # what a share may be off
SURE = 5.0  # standard errors allowed where few people make half a point too strict
CLUSTERED = 2.0  # members of a household resemble each other: standard errors count so much
TRAITS = ("motivation", "caution", "shame", "trust", "attention")

Row = dict[str, Any]


class Tally(NamedTuple):
    """Counts of residents, int64."""

    ages: np.ndarray  # (places, 2 urban, 2 sexes, 106)
    education: np.ndarray  # (5,)
    occupation: np.ndarray  # (8,)
    flags: np.ndarray  # (2 urban, 2 sexes, 256), by the byte of flags
    minority: np.ndarray  # (places,)
    sizes: np.ndarray  # (10,), households
    fifths: np.ndarray  # (5,), households
    traits: np.ndarray  # (5,), sums of steps


def tally(people: People, communities: Communities, places: int) -> Tally:
    """Count everybody once."""
    shapes = (places, 2, 2, AGES), 5, 8, (2, 2, 256), places, 10, 5, 5
    counts = Tally(*(np.zeros(shape, np.int64) for shape in shapes))
    count_people(people, communities, counts)
    return counts


@kernel
def count_people(people, communities, counts):
    """One pass over residents; households are counted where they begin."""
    for community in range(len(communities.place)):
        place = communities.place[community]
        stop = communities.offset[community + 1]
        for i in range(communities.offset[community], stop):
            flags = people.flags[i]
            urban, sex = 1 if flags & URBAN else 0, flags & FEMALE
            counts.ages[place, urban, sex, people.age[i]] += 1
            counts.education[people.role_education[i] & 7] += 1
            counts.occupation[people.occupation[i]] += 1
            counts.flags[urban, sex, flags] += 1
            counts.minority[place] += 1 if flags & MINORITY else 0
            if people.position[i] == 0:
                counts.fifths[people.fifth[i]] += 1
            if i + 1 == stop or people.position[i + 1] == 0:
                counts.sizes[people.position[i]] += 1
            counts.traits[0] += people.motivation[i]
            counts.traits[1] += people.caution[i]
            counts.traits[2] += people.shame[i]
            counts.traits[3] += people.trust[i]
            counts.traits[4] += people.attention[i]


def fit_table(
    people: People,
    communities: Communities,
    places: Sequence[PlaceBeliefs],
    beliefs: PopulationBeliefs,
    simulated: int | None = None,
) -> list[Row]:
    """Every margin beside what was published or believed for these places and this year.

    simulated  the `people` given to `settle`.  Rows have what, published, synthesised, difference,
    tolerance, ok.  Shares are parts of one; the tolerance is half a percentage point, or five
    standard errors where the people are too few for that.
    """
    counts = tally(people, communities, len(places))
    table = chances(beliefs, places)
    told = beliefs.education if "education" in beliefs.whole else None
    licences = beliefs.drivers.share if "drivers" in beliefs.whole else None
    shares = counts.ages.sum(axis=(1, 2, 3)) / len(people.age)
    towns = counts.ages[:, 1].sum(axis=(1, 2)) / np.maximum(counts.ages.sum(axis=(1, 2, 3)), 1)
    expected = [
        share * residents(town, single_ages(place.ages, place.starts))
        for share, town, place in zip(shares, towns, places, strict=True)
    ]
    return [
        *headcounts(counts, places, simulated),
        *ages(counts, places),
        *households(counts, beliefs, table),
        *schooling(counts, np.array(expected), table, told),
        *flags(counts, np.array(expected), table, licences),
        *traits(counts, len(people.age)),
        *income(beliefs),
    ]


def row(what: str, published: float, synthesised: float, tolerance: float) -> Row:
    """One line of the table."""
    difference = float(synthesised) - float(published)
    return {
        "what": what,
        "published": float(published),
        "synthesised": float(synthesised),
        "difference": difference,
        "tolerance": float(tolerance),
        "ok": bool(abs(difference) <= tolerance),
    }


def share_row(what: str, published: float, count: float, total: float) -> Row:
    """One line for a share among `total` residents or households."""
    spread = math.sqrt(CLUSTERED * max(published * (1 - published), 1e-6) / max(total, 1))
    return row(what, published, count / max(total, 1), max(HALF_POINT, SURE * spread))


def headcounts(counts: Tally, places: Sequence[PlaceBeliefs], simulated: int | None) -> list[Row]:
    """Residents and urban residents of each place: exact to the person."""
    rows = []
    for index, wanted, urban in quotas(places, simulated):
        title = places[index].title
        rows.append(row(f"residents, {title}", wanted, counts.ages[index].sum(), 0))
        rows.append(row(f"urban residents, {title}", urban, counts.ages[index, 1].sum(), 0))
    return rows


def ages(counts: Tally, places: Sequence[PlaceBeliefs]) -> list[Row]:
    """Sex by age group over all places of the same groups, and the widest gap within each place."""
    tables = {place.starts: [] for place in places}  # type: dict[tuple[int, ...], list[int]]
    for index, place in enumerate(places):
        tables[place.starts].append(index)
    rows = []
    for starts, indices in tables.items():
        of = "" if len(tables) == 1 else ", " + ", ".join(places[at].title for at in indices)
        rows += _by_group(counts, places, starts, indices, of)
    for index, place in enumerate(places):
        found = counts.ages[index].sum(axis=0) @ _groups(place.starts)
        total = found.sum()
        gap = np.abs(found - place.ages * total).max() / max(total, 1)
        limit = SURE * math.sqrt(CLUSTERED * 0.05 / max(total, 1))
        rows.append(
            row(f"widest gap by sex and age, {place.title}", 0, gap, max(HALF_POINT, limit))
        )
    return rows


def _by_group(
    counts: Tally, places: Sequence[PlaceBeliefs], starts: tuple[int, ...],
    indices: Sequence[int], of: str,
) -> list[Row]:  # fmt: skip
    """The places of these indices together, whose tables have the same groups."""
    found = counts.ages[indices].sum(axis=1) @ _groups(starts)
    total = found.sum(axis=(1, 2))
    believed = np.array([places[at].ages for at in indices]) * total[:, None, None]
    rows = []
    for sex, name in enumerate(("men", "women")):
        for at in range(len(starts)):
            share = believed[:, sex, at].sum() / total.sum()
            what = f"{name} of {age_label(at, starts)}{of}"
            rows.append(share_row(what, share, found[:, sex, at].sum(), total.sum()))
    return rows


def _groups(starts: tuple[int, ...]) -> np.ndarray:
    """Which group each single age is in, int64 (106, groups), 1 where it is."""
    return np.eye(len(starts), dtype=np.int64)[age_group(starts)]


def age_label(at: int, starts: Sequence[int]) -> str:
    """A group of ages as it is printed."""
    first = starts[at]
    if at == len(starts) - 1:
        return f"{first}+"
    last = starts[at + 1] - 1
    return str(first) if first == last else f"{first}-{last}"


def households(counts: Tally, beliefs: PopulationBeliefs, table: Chances) -> list[Row]:
    """Sizes of households, their mean, and their fifths by income."""
    number = counts.sizes.sum()
    size = np.arange(1, 11)
    rows = [
        share_row(f"households of {n}{'+' if n == 10 else ''}", share, counts.sizes[n - 1], number)
        for n, share in zip(size, beliefs.sizes, strict=True)
    ]
    mean, spread = float(beliefs.sizes @ size), math.sqrt(beliefs.sizes @ size**2)
    found = float(counts.sizes @ size) / number
    rows.append(row("mean household", mean, found, max(0.03, SURE * spread / math.sqrt(number))))
    urban = counts.ages[:, 1].sum() / counts.ages.sum()
    mix = np.array([1 - urban, urban])[:, None] * beliefs.sizes
    believed = np.tensordot(mix, table.fifth, 2)
    for at, share in enumerate(believed):
        rows.append(
            share_row(f"households in income fifth {at + 1}", share, counts.fifths[at], number)
        )
    return rows


def schooling(
    counts: Tally, expected: np.ndarray, table: Chances, national: np.ndarray | None
) -> list[Row]:
    """Schooling and occupation; `national` is the published schooling of just these places."""
    joint = expected[..., None] * table.education
    levels = joint.sum(axis=(0, 1, 2, 3)) if national is None else national
    work = np.tensordot(joint.sum(axis=0), table.occupation, 4)
    total = counts.education.sum()
    rows = [
        share_row(f"schooling {name}", share, count, total)
        for name, share, count in zip(EDUCATIONS, levels, counts.education, strict=True)
    ]
    rows += [
        share_row(f"occupation {name}", share, count, total)
        for name, share, count in zip(OCCUPATIONS, work, counts.occupation, strict=True)
    ]
    return rows


def flags(
    counts: Tally, expected: np.ndarray, table: Chances, licences: np.ndarray | None
) -> list[Row]:
    """Internet, licences (`licences` of men and women are published), arrivals and minority."""
    joint = (expected[..., None] * table.education).sum(axis=0)
    online, driver = joint * table.online, joint * table.driver
    total = counts.ages.sum(axis=(0, 2, 3))
    urban = total[1] / total.sum()
    found = {bit: flagged(counts, bit) for bit in (ONLINE, DRIVER, NEWCOMER)}
    drivers = found[DRIVER].sum()
    by_sex = driver.sum(axis=(0, 2, 3)) if licences is None else licences
    women = by_sex[1] / by_sex.sum()
    place = expected.sum(axis=(1, 2, 3))
    minority = place @ table.minority
    rows = [
        share_row("internet users", online.sum(), found[ONLINE].sum(), total.sum()),
        share_row("drivers", by_sex.sum(), drivers, total.sum()),
        share_row("women among drivers", women, found[DRIVER][:, 1].sum(), drivers),
        share_row("minority", minority, counts.minority.sum(), total.sum()),
    ]
    for at, where in ((1, "urban"), (0, "rural")):
        among = max(urban if at else 1 - urban, 1e-12)
        share, count = online[at].sum() / among, found[ONLINE][at].sum()
        rows.append(share_row(f"internet users, {where}", share, count, total[at]))
        count = found[NEWCOMER][at].sum()
        rows.append(share_row(f"newcomers, {where}", table.newcomer[at], count, total[at]))
    return rows


def flagged(counts: Tally, bit: int) -> np.ndarray:
    """Residents with a flag, int64 (2 urban, 2 sexes)."""
    return counts.flags[..., (np.arange(256) & bit) > 0].sum(axis=-1)


def traits(counts: Tally, total: int) -> list[Row]:
    """Means of the five traits, in steps of 256."""
    spread = 256 / math.sqrt(12 * total)
    return [
        row(f"mean step of {name}", 127.5, found / total, max(0.5, SURE * spread))
        for name, found in zip(TRAITS, counts.traits, strict=True)
    ]


def income(beliefs: PopulationBeliefs) -> list[Row]:
    """Means of the income fifths under the two lognormals, a head, within an eighth."""
    means = fifth_means(beliefs.income, beliefs.sizes)
    return [
        row(f"income of fifth {at + 1}, survey year", published, mean, published / 8)
        for at, (published, mean) in enumerate(
            zip(beliefs.income.survey_fifths, means, strict=True)
        )
    ]
