"""The levels of attributes, in the order of the numbers that columns hold."""

from typing import Literal, get_args

Occupation = Literal[
    "official", "employee", "self-employed", "courier", "farmer", "student", "at-home", "retired",
]  # fmt: skip
Schooling = Literal["none", "primary", "junior", "senior", "college"]
OCCUPATIONS: tuple[Occupation, ...] = get_args(Occupation)
EDUCATIONS: tuple[Schooling, ...] = get_args(Schooling)
ROLES = ("head", "partner", "child", "parent", "other")

Sector = Literal[
    "food-service", "food-retail", "food-production", "manufacturing", "foreign-trade", "other",
]  # fmt: skip
FirmSize = Literal["own-account", "micro", "small", "medium", "large"]
Ownership = Literal["own-account", "private", "state", "collective", "foreign"]
Means = Literal["web", "app", "press", "board", "screen", "tone"]
MEANS: tuple[Means, ...] = get_args(Means)  # by which people are made public
DOORS = ("journeys", "credit", "work", "other doors")  # kinds of door, as refusals are remembered
SHOWING = ("shown", "sign")  # effects by which others see a person, or a grade at the door
SECTORS: tuple[Sector, ...] = get_args(Sector)
SIZES: tuple[FirmSize, ...] = get_args(FirmSize)
OWNERSHIPS: tuple[Ownership, ...] = get_args(Ownership)
