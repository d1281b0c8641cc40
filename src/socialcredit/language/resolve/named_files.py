"""The files that a scenario names, found from where it lies, and what does not fit of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.limits import MOST_SCHEMES
from socialcredit.language.check.scenario import problems_of_days, problems_of_scenario
from socialcredit.language.model.beliefs import FILES
from socialcredit.language.model.protest import Becomes
from socialcredit.language.model.scenario import Scenario, Twin
from socialcredit.language.read.diagnostics import Problem, checked
from socialcredit.language.resolve.assumption_files import (
    ASSUMED_IN,
    assumption_files,
    assumption_tree,
)
from socialcredit.language.resolve.lineage import Finder
from socialcredit.language.resolve.own_days import problems_of_own_days
from socialcredit.language.resolve.paths import (
    ALTERNATIVES,
    ASSUMPTIONS,
    SCHEMES,
    alternative_file,
    assumption_file,
    plain_name,
    scheme_file,
)


def with_files(scenario: Scenario, path: Path) -> tuple[Scenario, list[Problem]]:
    """The scenario with the names in it found from where its file lies; and what does not fit."""
    problems: list[Problem] = []
    if len(scenario.schemes) > MOST_SCHEMES:
        message = f"the scenario has {len(scenario.schemes)} schemes"
        problems.append(Problem(("schemes", MOST_SCHEMES), message, f"at most {MOST_SCHEMES}"))
        return scenario, problems  # what else is wrong would be told as often
    schemes = []
    for index, name in enumerate(scenario.schemes):
        schemes.append(_tried(problems, ("schemes", index), name, path.parent, scheme_file))
    files: dict[str, dict[str, str]] = {}
    for field in ASSUMED_IN:
        files[field] = {}
        for kind, name in getattr(scenario, field).items():
            loc = (field, kind)
            files[field][kind] = _tried(problems, loc, name, path.parent, assumption_file)
    with_ = []
    for index, name in enumerate(scenario.alternatives):
        with_.append(_tried(problems, ("with", index), name, path.parent, alternative_file))
    protest = scenario.protest
    if protest is not None and protest.alternative is not None:
        at, told = ("protest", "outcome", "becomes"), protest.alternative
        name = _tried(problems, at, told, path.parent, alternative_file)
        protest = protest.model_copy(update={"outcome": Becomes(becomes=name)})
    wrong = {problem.loc for problem in problems}
    problems += _unknown_kinds(scenario)
    right = {
        field: {
            kind: file
            for kind, file in named.items()
            if kind in FILES and (field, kind) not in wrong
        }
        for field, named in files.items()
    }
    problems += [*_scenario_problems(scenario, right), *problems_of_days(scenario)]
    if not any(loc[0] == "schemes" for loc in wrong):
        problems += _one_file_twice(schemes)
        problems += problems_of_own_days(scenario.under, schemes)
    found = dict(zip(map(plain_name, scenario.schemes), schemes, strict=True))
    gone = map(plain_name, scenario.twin.without if scenario.twin else ())
    twin = scenario.twin and Twin(without=tuple(found.get(name, name) for name in gone))
    under = (
        one.model_copy(update={"scheme": name})
        for one, name in zip(scenario.under, schemes, strict=True)
    )
    changed = {"under": tuple(under), "twin": twin, "protest": protest, **right}
    return scenario.model_copy(update={**changed, "alternatives": tuple(with_)}), problems


def _tried(
    problems: list[Problem], loc: tuple[str | int, ...], name: str, beside: Path, find: Finder
) -> str:
    """The name itself where the package ships it, else a full path; else one more problem."""
    try:
        found = find(name, beside)
    except SocialCreditError as error:
        problems.append(Problem(loc, error.message, error.expected or error.hint, error.meant))
        return name
    shipped = any(folder in found.parents for folder in (SCHEMES, ASSUMPTIONS, ALTERNATIVES))
    return plain_name(name) if shipped else str(found)


def _scenario_problems(scenario: Scenario, named: Mapping[str, Mapping[str, str]]) -> list[Problem]:
    problems = _of_population(scenario, named["assumptions"])
    if scenario.both:
        others = {problem.loc for problem in _of_population(scenario, named["firm_assumptions"])}
        # Residents and firms respond each in their own ways: what either knows is known.
        problems = [one for one in problems if one.loc[0] != "responses" or one.loc in others]
    for index, name in enumerate(scenario.twin.without if scenario.twin else ()):
        if plain_name(name) not in map(plain_name, scenario.schemes):
            meant = nearest(name, scenario.schemes)
            message = f"`{name}` is not among the scenario's schemes"
            problems.append(Problem(("twin", "without", index), message, "a scheme above", meant))
    return problems


def _of_population(scenario: Scenario, named: Mapping[str, str]) -> list[Problem]:
    files = assumption_files(named)
    places, behaviour = (
        checked(FILES[kind], assumption_tree(files[kind])) for kind in ("places", "behaviour")
    )
    return problems_of_scenario(scenario, places, behaviour)  # type: ignore[arg-type]


def _one_file_twice(schemes: Sequence[str]) -> Iterator[Problem]:
    """One scheme by two paths; the same path twice is found with the names."""
    files = [scheme_file(name).resolve() for name in schemes]
    for index, file in enumerate(files):
        if file in files[:index] and schemes[index] not in schemes[:index]:
            first = schemes[files.index(file)]
            message = f"this is the file of `{first}`, which is there already"
            yield Problem(("schemes", index), message, "each scheme once")


def _unknown_kinds(scenario: Scenario) -> list[Problem]:
    expected = "one of " + ", ".join(FILES)
    return [
        Problem(
            (field, kind),
            f"there is no kind of assumption `{kind}`",
            expected,
            nearest(kind, FILES),
            at_key=True,
        )
        for field in ASSUMED_IN
        for kind in getattr(scenario, field)
        if kind not in FILES
    ]
