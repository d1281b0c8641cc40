"""Whether what a scenario names is there, once, and does not stand beside what holds it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePath

from socialcredit.core.errors import nearest
from socialcredit.core.places import KNOWN_APART, Home
from socialcredit.core.populations import Kind
from socialcredit.language.check.scheme import Vocabulary
from socialcredit.language.check.unmeant import Oddity
from socialcredit.language.model.beliefs import (
    GONE,
    BehaviourFile,
    names_in,
)
from socialcredit.language.model.crossings import BETWEEN, CROSSINGS
from socialcredit.language.model.places import HomePlace, PlaceFile
from socialcredit.language.model.purses import purses
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import Loc

LISTED = ("places", "schemes", "divided")


def problems_of_scenario(
    scenario: Scenario, places: PlaceFile, behaviour: BehaviourFile
) -> list[Problem]:
    """Return what in a scenario does not fit its places and mechanisms, or stands there twice."""
    return [
        *_twice(scenario),
        *_places(scenario, {place.place: place for place in places.places}, places),
        *_one_currency(scenario, places),
        *_mechanisms(scenario, list(names_in(behaviour))),
        *_protest(scenario, behaviour),
        *_pairs(scenario),
    ]


def problems_of_kinds(scenario: Scenario, schemes: Sequence[Scheme]) -> Iterator[Problem]:
    """Return the schemes that score whom the scenario does not simulate."""
    for index, scheme in enumerate(schemes):
        if scheme.kind not in scenario.kinds:
            message = f"`{scheme.scheme}` scores {scheme.kind}, and {scenario.kind} are simulated"
            field = "firms" if scheme.kind == "firms" else "people"
            expected = f"a scheme of {scenario.kind}, or `{field}: how many` in the scenario"
            yield Problem(("schemes", index), message, expected)


def problems_of_exchange(scenario: Scenario, words: Mapping[Kind, Vocabulary]) -> Iterator[Problem]:
    """Return what is to cross and cannot be written down where it arrives."""
    for index, told in enumerate(scenario.exchange):
        name, one = told.crossing, CROSSINGS[told.crossing]
        if not one.deed:
            continue
        field = "assumptions" if one.to == "persons" else "firm_assumptions"
        of = words[one.to]
        for what, word, file, known in (
            ("deed", one.deed, "deeds", of.deeds), ("source of sight", one.source, "sensors",
            of.sources),
        ):  # fmt: skip
            if word not in known:
                message = f"what crosses as `{name}` is filed under the {what} `{word}`, which "
                message += f"{one.to} have not"
                expected = f"`{word}` in the file that `{field}` names for {file}"
                yield Problem(("exchange", index), message, expected)


def problems_of_crossed(
    scenario: Scenario, schemes: Mapping[Kind, Sequence[Scheme]]
) -> Iterator[Problem]:
    """Return the lists of which others are to be told and that are none of their population's."""
    for index, told in enumerate(scenario.exchange):
        of = CROSSINGS[told.crossing].of
        black = [name for name, colour in _lists_of(schemes[of]) if colour == "black"]
        for at, name in enumerate(told.lists):
            if name in black:
                continue
            message = f"the schemes of {of} have no black list `{name}`"
            expected = "one of " + ", ".join(black) if black else f"no list: {of} have none"
            loc = ("exchange", index, "lists", at)
            yield Problem(loc, message, expected, nearest(name, black))


def _lists_of(schemes: Sequence[Scheme]) -> Iterator[tuple[str, str]]:
    """The lists of schemes as a crossing names them, each once, with its colour."""
    seen = set[str]()
    for scheme in schemes:
        for rule in scheme.lists:
            name = f"{scheme.scheme}{BETWEEN}{rule.list}"
            if name not in seen:
                yield name, rule.colour
            seen.add(name)


def problems_of_divided(scenario: Scenario, schemes: Collection[str]) -> Iterator[Problem]:
    """Return what is divided and is no scheme of the scenario, by the schemes' own names."""
    for index, name in enumerate(scenario.divided):
        yield from _known("scheme of the scenario", ("divided", index), name, schemes)


def problems_of_joins(scenario: Scenario, bodies: Collection[str]) -> Iterator[Problem]:
    """Return what is joined and is none of the bodies that the schemes become."""
    for index, pair in enumerate(scenario.joins):
        for side, name in enumerate(pair):
            yield from _known("body", ("joins", index, side), name, bodies)


def oddities_of_scenario(
    scenario: Scenario, schemes: Sequence[Scheme], places: PlaceFile
) -> Iterator[Oddity]:
    """Yield the places with more schemes than people tell apart; `schemes` as bodies of the run."""
    rows = {row.place: row for row in places.places}
    homes = [name for place in scenario.places for name in (places.members(place) or [place])]
    nations = {name: places.nation_of(rows[name]) for name in homes}
    names = [
        Home(name, around=rows[name].inside or "", nation=of.nation if of else "")
        for name, of in nations.items()
    ]
    heard: dict[str, set[str]] = {name: set() for name in homes}
    for scheme in schemes:
        for name, held in zip(homes, scheme.ever_scores_in(names), strict=True):
            heard[name] |= {scheme.voice} if held else set()
    crowded = [name for name, voices in heard.items() if len(voices) > KNOWN_APART]
    if crowded:
        where = crowded[0] if len(crowded) == 1 else f"{crowded[0]} and {len(crowded) - 1} more"
        message = f"more than {KNOWN_APART} schemes score people in {where}: whoever hears of one "
        message += f"from the {KNOWN_APART}th on has heard of all of these"
        problem = Problem(("schemes",), message, f"at most {KNOWN_APART} schemes in a place")
        yield Oddity(
            problem, "nothing has to be changed where that is near enough to what is meant"
        )


def _known(what: str, loc: Loc, name: str, known: Collection[str]) -> Iterator[Problem]:
    if name not in known:
        expected = "one of " + ", ".join(known) if known else f"no {what}: there is none"
        yield Problem(loc, f"there is no {what} `{name}`", expected, nearest(name, known))


def _twice(scenario: Scenario) -> Iterator[Problem]:
    lists = {block: getattr(scenario, block) for block in LISTED}
    lists["exchange"] = [one.crossing for one in scenario.exchange]
    lists["with"] = scenario.alternatives
    for block, names in lists.items():
        yield from _again((block,), names)
    if scenario.twin is not None:
        yield from _again(("twin", "without"), scenario.twin.without)


def problems_of_days(scenario: Scenario) -> Iterator[Problem]:
    """Days of a scheme that nobody lives, as the file says; a warm-up is lived.

    A change that cuts the run short is none of the file's, and leaves such a day unreached.
    """
    first, last = scenario.lived_since, scenario.ends
    for index, one in enumerate(scenario.under):
        for word, day in (("from", one.starts), ("until", one.ends)):
            if day is not None and not first <= day <= last:
                message = f"the scenario, which runs from {first} to {last}, does not live this day"
                expected = f"a day of it, or the line without `{word}`"
                yield Problem(("schemes", index, word), message, expected)


def _again(loc: Loc, names: Sequence[str]) -> Iterator[Problem]:
    for index, name in enumerate(names):
        if name in names[:index]:
            yield Problem((*loc, index), f"`{name}` stands there twice", "each name once")


def _places(scenario: Scenario, rows: dict[str, HomePlace], file: PlaceFile) -> Iterator[Problem]:
    """Who lives in a place lives in the province around it as well, and is not to live twice."""
    known = tuple(names_in(file))
    members = {name: of for name in scenario.places if (of := file.members(name))}
    for index, name in enumerate(scenario.places):
        yield from _known("place", ("places", index), name, known)
        around = rows[name].inside if name in rows else None
        if around is not None and around != name and around in scenario.places:
            message = f"`{name}` lies in `{around}`, which is named as well"
            yield Problem(("places", index), message, f"{name} or {around}, not both")
        for nation, of in members.items():
            if name in of:
                message = f"`{name}` is a part of `{nation}`, which is named as well"
                yield Problem(("places", index), message, f"{name} or {nation}, not both")


def _one_currency(scenario: Scenario, file: PlaceFile) -> Iterator[Problem]:
    """What is paid in one place is added to what is paid in another, so it must be of one kind."""
    told = dict(purses(file, scenario.places, scenario.starts.year))
    first = next(iter(told), None)
    for index, name in enumerate(scenario.places):
        if first and name in told and told[name].currency != told[first].currency:
            message = f"`{name}` has {told[name].currency}, and `{first}` has "
            message += f"{told[first].currency}: a run has one currency"
            expected = f"places that have {told[first].currency}; run the others by themselves"
            yield Problem(("places", index), message, expected)


def _mechanisms(scenario: Scenario, known: Sequence[str]) -> Iterator[Problem]:
    for name in scenario.responses:
        if name not in known:
            problem, expected = f"there is no mechanism `{name}`", "one of " + ", ".join(known)
            if name in GONE:
                problem, expected = f"{problem} any longer", GONE[name]
            yield Problem(("responses", name), problem, expected, nearest(name, known), at_key=True)


def _protest(scenario: Scenario, behaviour: BehaviourFile) -> Iterator[Problem]:
    """Whether anybody can protest, and against what."""
    on = {one.mechanism: one.on for one in behaviour.mechanisms} | scenario.responses
    needs = "approval: true, beside protest, under responses"
    if on.get("protest") and not on.get("approval"):
        loc = ("responses", "protest") if "protest" in scenario.responses else ("responses",)
        message = "`protest` reads how far people approve, which nobody keeps"
        yield Problem(loc, message, needs, at_key=len(loc) > 1)
    if scenario.protest is None:
        return
    loc = ("protest",)
    if scenario.people is None:
        yield Problem(loc, "firms do not protest", "people: how many, in the scenario", at_key=True)
    elif not on.get("protest"):
        yield Problem(loc, "nobody protests where `protest` is off", needs, at_key=True)
    if scenario.protest.outcome != "nothing" and scenario.divided:
        message = "what is divided among bodies does not end in one place and go on in another"
        yield Problem((*loc, "outcome"), message, "outcome: nothing, or no `divided`")
    names = [PurePath(name).parent.name if name.endswith("scheme.yaml") else PurePath(name).name
             for name in scenario.schemes]  # fmt: skip
    if scenario.protest.scheme is not None:
        yield from _known(
            "scheme of the scenario", (*loc, "scheme"), scenario.protest.scheme, names
        )


def _pairs(scenario: Scenario) -> Iterator[Problem]:
    """A pair is of two bodies, whichever is named first, and stands there once."""
    seen: set[frozenset[str]] = set()
    for index, (one, other) in enumerate(scenario.joins):
        pair = frozenset((one, other))
        if one == other:
            yield Problem(("joins", index), f"`{one}` is joined to itself", "two bodies")
        elif pair in seen:
            message = f"`{one}` and `{other}` are joined already"
            yield Problem(("joins", index), message, "each pair once, in either order")
        seen.add(pair)
