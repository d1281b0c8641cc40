"""What an assessment asks: of which scenario or run, how many runs, and over which alternatives.

A run folder is assessed as it was lived: its schemes and assumptions are those that lie in it, with
every change and alternative that it had. An own change is thereby a part of what is assessed.
"""

from collections.abc import Collection
from itertools import chain, count
from pathlib import Path
from typing import Any, Literal, NamedTuple

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import is_file
from socialcredit.core.run_layout import INPUTS, MANIFEST
from socialcredit.engine.earlier import inputs_of, manifest_in, told_in
from socialcredit.experiments.plan import USUAL_PEOPLE
from socialcredit.language.model.beliefs import names_in
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.resolve.asked import Asked as Typed
from socialcredit.language.resolve.inputs import Inputs, resolved
from socialcredit.language.resolve.loading import load_alternative, load_scenario
from socialcredit.language.resolve.paths import (
    alternative_file,
    alternative_names,
    existing,
    is_shipped,
    plain_name,
)
from socialcredit.language.resolve.sides import part_of
from socialcredit.language.resolve.written import Written, outcome_of, written_of
from socialcredit.results.titles import on_days

PERSONS_ALONE = (
    "an assessment tells what a scheme does to people, and its legal questions are about people"
)


class Size(NamedTuple):
    """How many runs of each sort.

    seeds   with values as written;  points  drawn from the ranges, one run each
    pairs   seeds that every single move has in common with the values as written
    moved   how many doubts are moved by themselves; None: all of them
    steps   runs by which the place is sought where a finding turns
    panel   whose books are kept: everybody's, or those of as many households as the scenario says
    """

    seeds: int
    points: int
    pairs: int
    moved: int | None
    steps: int
    panel: Literal["everybody", "as written"] = "everybody"


WHOLE = Size(seeds=8, points=24, pairs=2, moved=None, steps=2)
QUICK = Size(seeds=3, points=5, pairs=1, moved=8, steps=1, panel="as written")


class Wish(NamedTuple):
    """What somebody asked for.

    subject       a scenario, by name or file, or the folder of a run
    alternatives  of one's own, beside those that ship, or `alone`
    sets          changes made before any alternative is laid over the schemes
    """

    subject: str
    people: int | None = None
    years: int | None = None
    size: Size = WHOLE
    quick: bool = False
    alternatives: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    alone: bool = False


class Subject(NamedTuple):
    """What is assessed.

    name      what folders are called after;  label  how it is called on a command line
    scenario  whose people, days and seed are lived;  written  all that it rests on
    run       the inputs of the run that was given; None where a scenario was
    """

    name: str
    label: str
    scenario: Scenario
    written: Written
    run: Inputs | None


def subject_of(wish: Wish) -> Subject:
    """The scenario or run that is assessed. Raises SocialCreditError for what cannot be."""
    folder = existing(plain_name(wish.subject))
    if folder is not None and folder.is_dir() and not is_file(folder / "scenario.yaml"):
        found = _of_run(folder)
    else:
        scenario = load_scenario(wish.subject)
        label = label_of(plain_name(wish.subject))
        found = Subject(scenario.called, label, scenario, written_of(scenario), None)
    _refuse_what_cannot_be_assessed(found.scenario)
    return found


def _refuse_what_cannot_be_assessed(scenario: Scenario) -> None:
    if scenario.kind == "firms" and not scenario.both:
        raise SocialCreditError(
            f"`{scenario.scenario}` simulates firms alone", expected="a scenario with `people`",
            hint=f"{PERSONS_ALONE}; `socialcredit run {scenario.scenario}` writes the page on "
            "firms",
        )  # fmt: skip
    if scenario.twin is None:
        raise SocialCreditError(
            f"`{scenario.scenario}` has no twin: what a scheme prevents is told against the same "
            "people without it",
            expected="`twin: {without: all}` in the scenario",
            hint=f"write a scenario of your own that says `extends: {scenario.scenario}` and "
            "`twin: {without: all}`, and give its file",
        )


def _of_run(folder: Path) -> Subject:
    """A run's folder as something to live again, many times over."""
    if not is_file(folder / MANIFEST) and not is_file(folder / INPUTS):
        raise SocialCreditError(
            f"{folder} holds no run", where=str(folder),
            expected="a scenario, or a folder that `socialcredit run` left",
            hint="`socialcredit scenarios` lists the scenarios there are",
        )  # fmt: skip
    inputs = inputs_of(folder, told_in(folder, manifest_in(folder)))
    try:
        written = _written_in(inputs)
        again = resolved(written, (), (), inputs.scenario.seed)
        same = _acting(again) == _acting(inputs)
    except SocialCreditError:
        same = False
    if not same:
        raise SocialCreditError(
            f"the run in {folder} cannot be varied from its folder alone: its schemes are drawn, "
            "divided or joined when they are read",
            where=str(folder / INPUTS),
            hint="assess its scenario instead, with the changes as --set",
        )
    scenario = written.scenario
    return Subject(scenario.called, label_of(str(folder)), scenario, written, inputs)


def label_of(path: str) -> str:
    """A name or path as documents tell it: of a machine's own folders none is told."""
    return Path(path).name if Path(path).is_absolute() else path


def _written_in(inputs: Inputs) -> Written:
    """What a run lived by, as if its files said so: its alternatives are in the schemes."""
    scenario = inputs.scenario.model_copy(update={"alternatives": ()})
    outcome = outcome_of(scenario)
    if inputs.beside is None:
        return Written(scenario, inputs.schemes, inputs.beliefs, (), outcome=outcome)
    firms = inputs.beside
    names = {scheme.scheme: scheme.scheme for scheme in inputs.schemes}
    mechanisms = frozenset(names_in(inputs.beliefs.behaviour))
    own = part_of(scenario, "persons", names, mechanisms)
    theirs = firms.scenario.model_copy(update={"alternatives": ()})
    beside = Written(theirs, firms.schemes, firms.beliefs, ())
    return Written(scenario, inputs.schemes, inputs.beliefs, (), beside, own, outcome)


def _acting(inputs: Inputs) -> tuple[Any, ...]:
    """What people and firms live by."""
    scenario = inputs.scenario.model_copy(update={"alternatives": ()})
    beside = inputs.beside and (inputs.beside.schemes, inputs.beside.beliefs)
    return (scenario, *inputs[1:4], inputs.turned, beside)


def people_of(wish: Wish, scenario: Scenario) -> int:
    """How many residents are lived: those asked for, else the scenario's own up to a limit."""
    return wish.people or min(scenario.subjects, USUAL_PEOPLE)


def title_of(scenario: Scenario, lived: Scenario) -> str:
    """The scenario's title, and which days were lived where they are not its own.

    A title may name years, and `--years` (or a change of `from` or `to`) says others.
    """
    if (scenario.starts, scenario.ends) == (lived.starts, lived.ends):
        return scenario.title
    return scenario.title + on_days(lived.starts, lived.ends)


def alternatives_asked(wish: Wish) -> tuple[str, ...]:
    """Those that ship, and those that are named; each must be there.

    One of one's own is told by the name that its file gives it, wherever the file lies, so that an
    assessment means the same on every machine: of a name that is taken as `NAME-2`.
    """
    shipped = alternative_names()
    found: dict[Path, str] = {} if wish.alone else {alternative_file(one): one for one in shipped}
    taken = {*shipped}
    for name in wish.alternatives:
        file = alternative_file(name, Path()).resolve()
        if is_shipped(file):
            found[file] = file.stem
        elif file not in found:
            own = _free(load_alternative(file).alternative, taken)
            taken.add(own)
            found[file] = Typed(str(file), own)
    return tuple(found.values())


def _free(name: str, taken: Collection[str]) -> str:
    further = (f"{name}-{number}" for number in count(2))
    return next(one for one in chain([name], further) if one not in taken)


def told_as(name: str) -> str:
    """An alternative as it is told: never by the path of its file."""
    return getattr(name, "told", name)
