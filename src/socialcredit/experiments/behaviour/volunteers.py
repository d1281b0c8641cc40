"""Registered volunteers: what offsetting makes of the count, and what of the hours.

People of every step of attention live sixty months at the start score of Rongcheng's rules, under
the mechanism itself: who has heard of the rules (as `perceived-risk` says) makes up deeds for
points, learns what is credited, and does what gives most an hour. With each deed made up come empty
entries in the roll. An entry stands for as many turns a year as a registered volunteer had before
(2.43), so that entries a year are proportional to people registered.

The city's count, 5,000 to 198,000 in five years, cannot tell more effort from more empty entries.
Of all pairs of the strength and of entries by deed that give it, that is taken which lies nearest
to the middle of both ranges. The nation's count and its hours a
head follow with the same pair, as if everybody lived under such rules, so that they are the most
that the mechanism could make of them.
"""

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from socialcredit.compile.budget import hours_a_deed, points_at_once
from socialcredit.compile.documents import documents
from socialcredit.compile.society import cheap
from socialcredit.core.columns import EFFORT
from socialcredit.core.felt import CREDIT, MOST_CREDITS
from socialcredit.experiments.behaviour.contract import Fit, Row, row, shipped
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.loading import load_beliefs, load_scheme
from socialcredit.stages.response.contract import CREDITED, TOLD_BEFORE, TRIED, Surroundings
from socialcredit.stages.response.mechanisms import MECHANISMS
from socialcredit.stages.response.offsetting import Offsetting
from socialcredit.stages.society.people import empty

PART = "volunteers"
FILES = {"deeds": "rongcheng-ended/deeds.yaml", "behaviour": "rongcheng-ended/behaviour.yaml"}
PATH = f"{FILES['behaviour']}: offsetting."
REGISTERED = ("volunteering", "clean-up")  # what such a roll is of
REGISTER = "charities"  # the source that sees voluntary work
CITY, BEFORE, AFTER = 710_000, 5_000, 198_000
TURNS, NATIONAL = 2.43, 0.0256  # turns a year of a registered volunteer, and their share, in 2016
AGE_IN_CITY, FIVE_YEARS = 49, 60  # months of the score in February 2018, and to February 2023
SHARES = {24: 100 / 32.78, 36: 169 / 32.78, 58: 217 / 32.78}  # the nation's count over end 2016
HOURS_A_HEAD = 7.44
RANGES = {"strength": (2.0, 30.0), "registers": (0.0, 2.0)}
CITY_SOURCE, NATION_SOURCE = "Shandong press conference, February 2023", "national register, press"
TRIED_STRENGTHS = 12
NOBODY = np.zeros(1, np.uint8)  # a row for nobody, where no mechanism asks
MANY = 1024  # people simulated, four of each step of attention


class Rules(NamedTuple):
    """What the city rewards: pull and hours by kind, which kinds the roll is of, who sees it."""

    pulls: np.ndarray
    hours: np.ndarray
    registered: np.ndarray
    seen: float
    scheme: Scheme

    @property
    def share(self) -> float:
        """Of made-up deeds those that the roll is of."""
        return float(self.pulls[self.registered].sum() / self.pulls.sum())

    @property
    def hours_each(self) -> float:
        """Hours of a deed that the roll is of."""
        of = self.pulls * self.registered
        return float((of * self.hours).sum() / of.sum())


@cache
def settings() -> Offsetting:
    """Offsetting as the scenario has it in which hours count."""
    beliefs = load_beliefs(FILES).behaviour
    written = next(one for one in beliefs.mechanisms if one.mechanism == "offsetting")
    known = {"strength": written.strength, **written.parameters}
    return Offsetting(**{name: known[name] for name in Offsetting._fields if name in known})


@cache
def rules() -> Rules:
    """Rongcheng's rewards at the end of 2018; what villages adopt by their share of adopting it."""
    scheme = load_scheme("rongcheng")
    believed = documents(load_beliefs(FILES))
    deeds = [deed for deed in believed["deeds"]["deeds"] if deed["cheap_good"]]
    hours, weight = hours_a_deed(deeds), cheap(deeds)
    pulls = [
        one * (_points(scheme, deed) / each) ** settings().prefers
        for deed, one, each in zip(deeds, weight, hours, strict=True)
    ]
    registered = np.array([deed["deed"] in REGISTERED for deed in deeds])
    register = next(one for one in believed["sensors"]["sources"] if one["source"] == REGISTER)
    latest = [list(dated.values())[-1] for dated in register["coverage"].values()]
    seen = register["sees"][REGISTERED[0]] * float(np.mean(latest))
    return Rules(np.array(pulls), hours, registered, seen, scheme)


def _points(scheme: Scheme, deed: dict[str, Any]) -> float:
    """Points of one deed by the entry that gives most for it, a layer's by how many have it."""
    sizes = (deed.get("size") or {}).get("values") or (1,) * 16
    layers = {layer.layer: layer.coverage * layer.adopts for layer in scheme.layers}
    return max(
        points_at_once(entry, scheme, sizes) * layers.get(entry.layer or "", 1.0)
        for entry in scheme.entries
        if entry.deed == deed["deed"]
    )


def made_up(strength: float, age: int, months: int) -> np.ndarray:
    """Deeds of the roll made up for points a head and year, by month: float64 (months,).

    age  months since the scheme began, by which more people have heard of it
    """
    how, about = settings()._replace(strength=strength), rules()
    risk = shipped("perceived-risk")
    people = empty(MANY)
    people.attention[:], people.age[:] = np.arange(MANY) % 256, 45
    attention = 2.0 * people.attention / 255
    not_yet = 1.0 - np.minimum(risk["aware_at_start"] * attention, 1.0)
    rows = {"pays": np.zeros(MANY, np.uint8), "known": np.ones(MANY, np.uint8)}
    luck, felt = np.random.default_rng(5), np.zeros(MANY, np.uint8)
    news, effort, found = np.zeros((1, 3), np.int64), np.zeros(MANY, np.uint8), []
    for month in range(months):
        asked = np.zeros(MANY)
        around = _around(people, felt, effort, news, about, month)
        MECHANISMS["offsetting"].monthly(how, around, 0, MANY, rows, asked, 1.0)  # type: ignore[misc]
        effort = np.minimum(np.round(asked * EFFORT), 255).astype(np.uint8)
        tried = luck.poisson(asked * around.days)
        credited = luck.binomial(tried, about.seen)
        felt = (CREDIT * np.minimum(credited, MOST_CREDITS)).astype(np.uint8)
        news[0, TRIED], news[0, CREDITED] = tried.sum(), credited.sum()
        heard = 1.0 - not_yet * (1.0 - np.minimum(risk["hears"] * attention, 1.0)) ** (age + month)
        found.append(float((asked * heard).mean()) * 365 * about.share)
    return np.array(found)


def _around(people: Any, felt: Any, effort: Any, news: Any, about: Rules, month: int) -> Any:
    """Everybody at the start score of one scheme and place, as the mechanism is handed them."""
    scheme, one = about.scheme, np.ones((1, 1), np.uint8)
    grades, start = scheme.grades[0], int(scheme.score[0].start * 100)
    bands = [int(100 * (bound or 0)) for bound in grades.bounds]
    honour = [name in grades.honour for name in grades.names]
    return Surroundings(
        people=people, score=np.full((1, MANY), start, np.int32),
        grade=np.ones((1, MANY), np.uint8), felt=felt, visited=NOBODY, treated=NOBODY,
        refused=NOBODY, named=NOBODY, penalised=NOBODY, watches=np.zeros(1, np.uint8),
        priced=np.zeros((0, 0, 1), np.uint8), priced_for=np.zeros((0, 0), np.uint8),
        effort=effort, subject=np.ones((1, MANY), np.uint8), community=np.zeros(MANY, np.int64),
        slot=np.arange(MANY), voice=np.zeros(1, np.int64), bit=one,
        announced=np.full((1, 1), TOLD_BEFORE), offers=one, news=news, size=np.array([MANY]),
        bands=np.array([bands]), honour=np.array([honour], np.uint8), start_score=np.array([start]),
        active=np.ones(1, np.uint8), shared={},
        lures=np.rint(about.pulls).astype(np.int64).reshape(1, -1, 1), takes=about.hours, days=30,
        key=(7, 0), month=month,
    )  # fmt: skip


def times(made: float, registers: float, before: float) -> float:
    """How many times as many entries as before, all of them a head and year."""
    return 1.0 + made * (1.0 + registers) / before


@cache
def fitted() -> tuple[float, float]:
    """The strength and the entries by deed that give the city's count, nearest to both middles."""
    wanted, before = AFTER / BEFORE, TURNS * BEFORE / CITY
    low, high = (np.log(end) for end in RANGES["strength"])
    tried = np.linspace(low, high, TRIED_STRENGTHS)
    made = [made_up(float(a), AGE_IN_CITY, FIVE_YEARS)[-1] for a in np.exp(tried)]
    fine = np.linspace(low, high, 2001)
    registers = (wanted - 1.0) * before / np.exp(np.interp(fine, tried, np.log(made))) - 1.0
    middle, half = (low + high) / 2, (high - low) / 2
    least, most = RANGES["registers"]
    off = (2 * registers - least - most) / (most - least)
    away = ((fine - middle) / half) ** 2 + off**2
    best = np.where((registers < least) | (registers > most), np.inf, away).argmin()
    return float(np.exp(fine[best])), float(registers[best])


def fits() -> list[Fit]:
    """Both found again, beside those of the scenario."""
    strength, registers = fitted()
    on = "registered volunteers of Rongcheng"
    return [
        Fit(f"{PATH}strength", settings().strength, strength, 0.5, on),
        Fit(f"{PATH}registers", settings().registers, registers, 0.05, on),
    ]


def rows() -> list[Row]:
    """The city's count, the nation's, its shape and its hours a head."""
    how, before = settings(), TURNS * BEFORE / CITY
    made = made_up(how.strength, AGE_IN_CITY, FIVE_YEARS)[-1]
    set_by = (f"{PATH}strength", f"{PATH}registers")
    told = [
        row(PART, "registered in Rongcheng after five years, times before",
            times(made, how.registers, before), AFTER / BEFORE, 2.0, "calibrated", unit="times",
            settings=set_by, source=CITY_SOURCE, evidence="secondary"),
    ]  # fmt: skip
    anyway = TURNS * NATIONAL
    path = made_up(how.strength, 0, max(SHARES) + 1)
    for month, published in SHARES.items():
        told.append(
            row(PART, f"registered in the nation after {month} months, times before",
                times(path[month], how.registers, anyway), published, 0.2 * published,
                unit="times", source=NATION_SOURCE, evidence="secondary",
                why_missed="as if everybody lived under the city's rules from the first day")
        )  # fmt: skip
    last = path[max(SHARES)]
    entries = anyway + last * (1.0 + how.registers)
    hours = (anyway * _hours_before() + last * rules().hours_each) / entries * TURNS
    told.append(
        row(PART, "hours a year behind a registered volunteer", hours, HOURS_A_HEAD,
            0.2 * HOURS_A_HEAD, unit="hours", source=NATION_SOURCE, evidence="secondary",
            why_missed="the hours of before were 7.44, and empty entries have none")
    )  # fmt: skip
    return told


def _hours_before() -> float:
    """Hours of a turn of voluntary work that is done without points: 7.44 a year in 2.43 turns."""
    deeds = documents(load_beliefs(FILES))["deeds"]["deeds"]
    return float(hours_a_deed([one for one in deeds if one["deed"] == REGISTERED[0]])[0])
