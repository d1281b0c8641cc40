"""Loading schemes, scenarios and assumption files: read, laid over originals, checked, frozen."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.limits import MOST_SCHEMES
from socialcredit.core.places import NATION
from socialcredit.language.check.beliefs import problems_between, problems_within
from socialcredit.language.check.cases import problems_of_cases
from socialcredit.language.check.scheme import Vocabulary, problems_of
from socialcredit.language.model.alternative import Alternative
from socialcredit.language.model.beliefs import FILES, Beliefs, names_in
from socialcredit.language.model.cases import Case, read_cases
from socialcredit.language.model.scenario import Scenario, Twin
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem, checked, gather
from socialcredit.language.read.positions import Located
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve.extends import extended
from socialcredit.language.resolve.paths import (
    ALTERNATIVES,
    ASSUMPTIONS,
    SCHEMES,
    alternative_file,
    assumption_file,
    assumption_names,
    no_such,
    scenario_file,
    scheme_file,
    scheme_folder,
)

DEEPEST_VARIANT = 100
SCENARIO_BESIDE = "scenario.yaml"  # beside a scheme that is not shipped

Finder = Callable[[str, Path | None], Path]


def load_scheme(name_or_path: str | Path, vocabulary: Vocabulary | None = None) -> Scheme:
    """Return a checked scheme; with a vocabulary its deeds, sources and domains are checked too.

    Raises SocialCreditError with file, line and column of everything that does not fit.
    """
    tree = _whole_tree(scheme_file(name_or_path), scheme_file)
    scheme = checked(Scheme, tree)
    problems = problems_of(scheme, vocabulary)
    if problems:
        raise gather(tree, problems)
    return scheme


def load_cases(name_or_path: str | Path, scheme: Scheme | None = None) -> tuple[Case, ...]:
    """Return the example people of a scheme; none where it has no cases.yaml.

    With the scheme itself, the names that the examples use are checked against it.
    """
    path = scheme_folder(name_or_path) / "cases.yaml"
    if not path.exists():
        return ()
    tree = read(path)
    cases = read_cases(tree)
    problems = problems_of_cases(cases, scheme) if scheme else []
    if problems:
        raise gather(tree, problems)
    return cases


def load_scenario(name_or_path: str | Path) -> Scenario:
    """Return a checked scenario.

    Schemes and assumption files beside a user's own scenario become full paths, so that the
    scenario means the same from every folder.
    """
    path = scenario_file(name_or_path)
    tree = _whole_tree(path, scenario_file)
    scenario = checked(Scenario, tree)
    problems: list[Problem] = []
    if len(scenario.schemes) > MOST_SCHEMES:
        message = f"the scenario has {len(scenario.schemes)} schemes"
        problems.append(Problem(("schemes", MOST_SCHEMES), message, f"at most {MOST_SCHEMES}"))
    schemes = []
    for index, name in enumerate(scenario.schemes):
        schemes.append(_tried(problems, ("schemes", index), name, path.parent, scheme_file))
    files = {}
    for kind, name in scenario.assumptions.items():
        files[kind] = _tried(problems, ("assumptions", kind), name, path.parent, assumption_file)
    with_ = []
    for index, name in enumerate(scenario.alternatives):
        with_.append(_tried(problems, ("with", index), name, path.parent, alternative_file))
    problems += _unknown_kinds(scenario)
    if not problems:
        problems += _scenario_problems(scenario, assumption_files(files))
    if problems:
        raise gather(tree, problems)
    found = dict(zip(scenario.schemes, schemes, strict=True))
    twin = scenario.twin and Twin(without=tuple(found[name] for name in scenario.twin.without))
    changed = {"schemes": tuple(schemes), "assumptions": files, "twin": twin}
    return scenario.model_copy(update={**changed, "alternatives": tuple(with_)})


def with_alternatives(scenario: Scenario, names: Sequence[str]) -> Scenario:
    """Return the scenario with further alternatives laid over its schemes; each is laid once."""
    problems: list[Problem] = []
    told = list(scenario.alternatives)
    for name in names:
        load_alternative(name)
        told.append(_tried(problems, ("with",), name, Path(), alternative_file))
    return scenario.model_copy(update={"alternatives": tuple(dict.fromkeys(told))})


def load_beliefs(files: Mapping[str, str | Path] | None = None) -> Beliefs:
    """Return the assumption files: those shipped, except where `files` names another.

    files  kind (deeds, sensors, behaviour, domains, places, population) to a name or a path
    """
    named = dict(files or {})
    for kind in named:
        if kind not in FILES:
            raise no_such("kind of assumption", kind, FILES, "")
    trees = {kind: assumption_tree(path) for kind, path in assumption_files(named).items()}
    beliefs = Beliefs(**{kind: believed(kind, tree) for kind, tree in trees.items()})
    for kind, problems in problems_between(beliefs).items():
        if problems:
            raise gather(trees[kind], problems)
    return beliefs


def assumption_files(named: Mapping[str, str | Path]) -> dict[str, Path]:
    """The file of every kind: the one that is named, else the shipped one, whatever lies about."""
    shipped = {kind: ASSUMPTIONS / f"{kind}.yaml" for kind in FILES}
    return {
        kind: assumption_file(named[kind]) if kind in named else shipped[kind] for kind in FILES
    }


def assumption_tree(path: Path) -> Located:
    """The tree of an assumption file, laid over the one it extends."""
    return _whole_tree(path, assumption_file)


def beliefs_beside(scheme: str | Path) -> dict[str, str]:
    """Assumption files of one scheme alone, by kind; most have none.

    Those that the scenario beside it names, or else those that the package ships under its name.
    """
    folder = scheme_file(scheme).resolve().parent
    if (folder / SCENARIO_BESIDE).is_file():
        return dict(load_scenario(folder / SCENARIO_BESIDE).assumptions)
    own = folder.name
    files = {kind: f"{own}/{kind}.yaml" for kind in FILES}
    return {kind: name for kind, name in files.items() if name in assumption_names()}


def believed(kind: str, tree: Located) -> Any:
    """Return an assumption file of a kind, checked by itself."""
    file = checked(FILES[kind], tree)
    problems = problems_within(file)
    if problems:
        raise gather(tree, problems)
    return file


def vocabulary_of(beliefs: Beliefs) -> Vocabulary:
    """Return the names that schemes may use."""
    return Vocabulary(
        deeds=frozenset(names_in(beliefs.deeds)),
        sources=frozenset(names_in(beliefs.sensors)),
        domains=frozenset(names_in(beliefs.domains)),
        places=frozenset((NATION, *names_in(beliefs.places))),
    )


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
    return name if shipped else str(found)


def _scenario_problems(scenario: Scenario, files: Mapping[str, Path]) -> list[Problem]:
    problems = list(_unknown_mechanisms(scenario, files["behaviour"]))
    places_file = files["places"]
    file = checked(FILES["places"], assumption_tree(places_file))
    places = frozenset((NATION, *names_in(file)))
    for index, place in enumerate(scenario.places):
        if place not in places:
            meant = nearest(place, places)
            expected = f"a place of {places_file.name}"
            problems.append(
                Problem(("places", index), f"there is no place `{place}`", expected, meant)
            )
    for index, name in enumerate(scenario.twin.without if scenario.twin else ()):
        if name not in scenario.schemes:
            meant = nearest(name, scenario.schemes)
            message = f"`{name}` is not among the scenario's schemes"
            problems.append(Problem(("twin", "without", index), message, "a scheme above", meant))
    return problems


def _unknown_mechanisms(scenario: Scenario, behaviour: Path) -> Iterator[Problem]:
    if not scenario.responses:
        return
    known = frozenset(names_in(checked(FILES["behaviour"], assumption_tree(behaviour))))
    for name in scenario.responses:
        if name not in known:
            problem, expected = (
                f"there is no mechanism `{name}`",
                "one of " + ", ".join(sorted(known)),
            )
            yield Problem(("responses", name), problem, expected, nearest(name, known), at_key=True)


def _whole_tree(path: Path, find: Finder) -> Located:
    """The tree of a file, laid over what it extends, the first first."""
    found: dict[Path, Located] = {}
    _gather_lineage(path, find, [], found)
    first, *others = found.values()
    return functools.reduce(extended, others, first)


def _gather_lineage(
    path: Path, find: Finder, chain: list[tuple[Path, str]], found: dict[Path, Located]
) -> None:
    """Put a file's tree behind those it extends, each once, whichever extends it first.

    chain  the files on the way here, each with the name by which it was called
    """
    tree, here = read(path), path.resolve()
    for original in _originals(tree):
        try:
            before = find(str(original.value), path.parent)
        except SocialCreditError as error:
            raise SocialCreditError(
                error.message, str(original.place), original.text, meant=error.meant,
                hint=error.hint,
            ) from None  # fmt: skip
        way = [*chain, (here, str(original.value))]
        passed = [file for file, _ in way]
        if before.resolve() in passed:
            begins = passed.index(before.resolve())
            _refuse_circle(original, [name for _, name in way[begins:]])
        if len(way) > DEEPEST_VARIANT:
            raise SocialCreditError(
                f"a chain of more than {DEEPEST_VARIANT} variants, each of the one before",
                str(original.place),
                original.text,
                expected="a shorter chain",
                hint="write out one of the files in the middle",
            )
        if before.resolve() not in found:
            _gather_lineage(before, find, way, found)
    found[here] = tree


def _refuse_circle(original: Located, names: list[str]) -> None:
    raise SocialCreditError(
        f"the variants run in a circle: {' extends '.join([*names[-1:], *names])}",
        str(original.place),
        original.text,
        expected="a file that does not rest on this one",
        hint="take one `extends` of the circle out",
    )


def _originals(tree: Located) -> list[Located]:
    """What a file says that it extends: a name, or several."""
    told = tree.get("extends")
    if told is None:
        return []
    names = told.value if isinstance(told.value, list) else [told]
    for name in names:
        if not isinstance(name.value, str):
            raise SocialCreditError(
                "this is not a name", str(name.place), name.text, "the name or path of a file"
            )
    return names


def _unknown_kinds(scenario: Scenario) -> list[Problem]:
    expected = "one of " + ", ".join(FILES)
    return [
        Problem(
            ("assumptions", kind),
            f"there is no kind of assumption `{kind}`",
            expected,
            nearest(kind, FILES),
            at_key=True,
        )
        for kind in scenario.assumptions
        if kind not in FILES
    ]


def load_alternative(name_or_path: str | Path) -> Alternative:
    """Return a checked alternative. Raises SocialCreditError with file, line and column."""
    return checked(Alternative, read(alternative_file(name_or_path)))
