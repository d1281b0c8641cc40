"""What a column means: declared once for each population, of residents and of firms.

A firm is another kind of subject in the same columns and the same kernels. Tables, files, errors
and pages take the words for a column from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from socialcredit.core.levels import EDUCATIONS, OCCUPATIONS, OWNERSHIPS, SIZES

Kind = Literal["persons", "firms"]


@dataclass(frozen=True)
class Attribute:
    """An attribute as files name it: the field of a profile that holds it, and its levels there."""

    field: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Population:
    """Whom a run is about.

    one, many  the nouns    block  those who belong together and lie side by side
    by  attributes on which the rate of a deed may depend, as files name them
    needs  what somebody has to have, as files name it: a field of a profile and its value there
    group, levels  the two groups and the five levels that results tell apart
    works  the levels of the column `occupation`
    cells  the columns by which cells divide them: what each is called, and its values in words
    ages  the unit of the column `age`
    """

    kind: Kind
    one: str
    many: str
    block: str
    place: str
    by: Mapping[str, Attribute]
    needs: Mapping[str, tuple[str, int]]
    group: tuple[str, str]
    levels: tuple[str, ...]
    ages: str
    works: tuple[str, ...]
    cells: Mapping[str, tuple[str, tuple[str, ...]]]


_PLACE = {"urban": ("urban", 1), "rural": ("urban", 0)}

PERSONS = Population(
    kind="persons", one="resident", many="residents", block="household", place="place",
    by={
        "sex": Attribute("sex", ("male", "female")),
        "occupation": Attribute("occupation", OCCUPATIONS),
        "fifth": Attribute("fifth", ("1", "2", "3", "4", "5")),
        "education": Attribute("education", EDUCATIONS),
        "group": Attribute("group", ("majority", "minority")),
        "place": Attribute("urban", ("rural", "urban")),
    },
    needs={"driver": ("driver", 1), "online": ("online", 1), **_PLACE},
    group=("majority", "minority"), levels=("lowest fifth", "2nd", "3rd", "4th", "highest fifth"),
    ages="years", works=OCCUPATIONS,
    cells={
        "minority": ("group", ("majority", "minority")),
        "female": ("sex", ("men", "women")),
        "urban": ("where they live", ("countryside", "town")),
        "age_band": ("age", ("under 18", "18-39", "40-59", "60 and over")),
        "fifth": (
            "household income", ("poorest fifth", "second", "third", "fourth", "richest fifth"),
        ),
    },
)  # fmt: skip

FIRMS = Population(
    kind="firms", one="firm", many="firms", block="owner", place="market",
    by={
        "size": Attribute("fifth", SIZES),
        "ownership": Attribute("occupation", OWNERSHIPS),
        "connections": Attribute("group", ("unconnected", "connected")),
        "place": Attribute("urban", ("rural", "urban")),
    },
    needs={
        "kitchen": ("sex", 1), "discharges": ("driver", 1), "platform": ("online", 1), **_PLACE,
    },
    group=("unconnected", "connected"), levels=SIZES, ages="months", works=OWNERSHIPS,
    cells={
        "minority": ("connections", ("unconnected", "connected")),
        "female": ("kitchen", ("without a kitchen", "with a kitchen")),
        "urban": ("where they are", ("countryside", "town")),
        "age_band": (
            "age of the licence",
            ("under 18 months", "18 to 39 months", "40 to 59 months", "60 months and over"),
        ),
        "fifth": ("size", SIZES),
    },
)  # fmt: skip

POPULATIONS: Mapping[str, Population] = {one.kind: one for one in (PERSONS, FIRMS)}
ATTRIBUTES: Mapping[str, Attribute] = {**PERSONS.by, **FIRMS.by}
NEEDS: Mapping[str, tuple[str, int]] = {**PERSONS.needs, **FIRMS.needs}
