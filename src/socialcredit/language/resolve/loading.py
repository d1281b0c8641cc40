"""Loading schemes, scenarios and assumption files: read, laid over originals, checked, frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.kept import once
from socialcredit.core.limits import MOST_SCHEMES
from socialcredit.core.populations import Kind
from socialcredit.language.check.alternative import problems_of_alternative
from socialcredit.language.check.beliefs import problems_as_written, problems_between
from socialcredit.language.check.cases import problems_of_cases
from socialcredit.language.check.doors import problems_of_dates, problems_of_doors
from socialcredit.language.check.ranges import problems_of_written
from socialcredit.language.check.scenario import problems_of_scenario
from socialcredit.language.check.scheme import Vocabulary, problems_of
from socialcredit.language.model.alternative import Alternative
from socialcredit.language.model.beliefs import FILES, Beliefs, model_of
from socialcredit.language.model.cases import Case, read_cases
from socialcredit.language.model.firms import FIRM_FILES
from socialcredit.language.model.scenario import Scenario, Twin
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem, checked, gather
from socialcredit.language.read.positions import Located, follow, plain
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve.lineage import Finder, whole_tree
from socialcredit.language.resolve.paths import (
    ALTERNATIVES,
    ASSUMPTIONS,
    SCHEMES,
    alternative_file,
    assumption_file,
    assumption_names,
    no_such,
    plain_name,
    scenario_file,
    scheme_file,
    scheme_folder,
)
from socialcredit.language.resolve.splitting import Side, kinds_in, side_of
from socialcredit.language.resolve.vocabulary import vocabulary_of

SCENARIO_BESIDE = "scenario.yaml"  # beside a scheme that is not shipped
ASSUMED_IN = ("assumptions", "firm_assumptions")  # fields of a scenario that name such files


def load_scheme(
    name_or_path: str | Path,
    vocabulary: Vocabulary | None = None,
    of: Kind | None = None,
    others: Vocabulary | None = None,
) -> Scheme:
    """Return a checked scheme; with a vocabulary its deeds, sources and domains are checked too.

    of  which side of a scheme on persons and firms the vocabulary is of; the first it names if left
        out. Without a vocabulary a scheme on both is whole.
    others  the words of the other side's files, where they are not the shipped ones
    Raises SocialCreditError with file, line and column of everything that does not fit.
    """
    return _loaded(whole_tree(scheme_file(name_or_path), scheme_file), vocabulary, of, others)


@once()
def _loaded(
    tree: Located, vocabulary: Vocabulary | None, of: Kind | None, others: Vocabulary | None
) -> Scheme:
    side = _side_in(checked(Scheme, tree), vocabulary, of, others)
    scheme = side.scheme
    problems = [*problems_of(scheme, vocabulary), *problems_of_written(scheme)]
    problems = side.placed(problems or [*idle(tree, scheme, vocabulary)])
    if problems:
        raise gather(tree, problems)
    return scheme


def _side_in(
    scheme: Scheme, vocabulary: Vocabulary | None, of: Kind | None, others: Vocabulary | None
) -> Side:
    """The side of a scheme that is checked against this vocabulary; most have but one."""
    kinds = kinds_in(scheme)
    if vocabulary is None or len(kinds) == 1:
        return Side(scheme, {})
    kind = of if of in kinds else kinds[0]
    other = "persons" if kind == "firms" else "firms"
    others = others or vocabulary_of(load_beliefs(FIRM_FILES if other == "firms" else {}))
    return side_of(scheme, kind, vocabulary, others)


def idle(tree: Located, scheme: Scheme, vocabulary: Vocabulary | None) -> Iterator[Problem]:
    """Consequences that can never act; a variant may cut short those it has from its original."""
    yield from problems_of_doors(scheme, vocabulary.tried if vocabulary else None)
    for problem in problems_of_dates(scheme):
        if follow(tree, problem.loc)[0].place.file == tree.place.file:
            yield problem


def load_cases(
    name_or_path: str | Path, scheme: Scheme | None = None, vocabulary: Vocabulary | None = None
) -> tuple[Case, ...]:
    """Return the example people of a scheme; none where it has no cases.yaml.

    With the scheme itself the examples are checked against it, and against what it is run with:
    a vocabulary that is given, else that of the assumptions beside the scheme.
    """
    path = scheme_folder(name_or_path) / "cases.yaml"
    if not path.exists():
        return ()
    tree = read(path)
    cases = read_cases(tree)
    if scheme is None:
        return cases
    words = vocabulary or vocabulary_of(load_beliefs(beliefs_beside(name_or_path)))
    problems = problems_of_cases(cases, scheme, words)
    if problems:
        raise gather(tree, problems)
    return cases


def load_scenario(name_or_path: str | Path) -> Scenario:
    """Return a checked scenario.

    Schemes and assumption files beside a user's own scenario become full paths, so that the
    scenario means the same from every folder.
    """
    scenario_file(name_or_path, Path())  # whoever wrote the name must have meant one thing
    path = scenario_file(name_or_path)
    tree = scenario_tree(path)
    found, problems = with_files(checked(Scenario, tree), path)
    if problems:
        raise gather(tree, problems)
    return found


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
    problems += _scenario_problems(scenario, right)
    if not any(loc[0] == "schemes" for loc in wrong):
        problems += _one_file_twice(schemes)
    found = dict(zip(map(plain_name, scenario.schemes), schemes, strict=True))
    gone = map(plain_name, scenario.twin.without if scenario.twin else ())
    twin = scenario.twin and Twin(without=tuple(found.get(name, name) for name in gone))
    changed = {"schemes": tuple(schemes), "twin": twin, **right}
    return scenario.model_copy(update={**changed, "alternatives": tuple(with_)}), problems


def scenario_tree(name_or_path: str | Path) -> Located:
    """The tree of a scenario's file, laid over those that it extends."""
    return whole_tree(scenario_file(name_or_path), scenario_file)


def with_alternatives(scenario: Scenario, names: Sequence[str]) -> Scenario:
    """Return the scenario with further alternatives laid over its schemes; each is laid once."""
    told = list(scenario.alternatives)
    for name in names:
        file = alternative_file(name, Path())
        load_alternative(file)
        told.append(plain_name(name) if ALTERNATIVES in file.parents else str(file))
    return scenario.model_copy(update={"alternatives": tuple(dict.fromkeys(told))})


def load_beliefs(files: Mapping[str, str | Path] | None = None) -> Beliefs:
    """Return the assumption files: those shipped, except where `files` names another.

    files  kind (deeds, sensors, behaviour, domains, places, population) to a name or a path
    """
    named = dict(files or {})
    for kind in named:
        if kind not in FILES:
            raise no_such("kind of assumption", kind, FILES, "")
    return _agreeing(*map(assumption_tree, assumption_files(named).values()))


@once()
def _agreeing(*of_kinds: Located) -> Beliefs:
    """The files of all kinds, in the order of the kinds, where they agree with each other."""
    trees = dict(zip(FILES, of_kinds, strict=True))
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
    return whole_tree(path, assumption_file)


def beliefs_beside(scheme: str | Path, of: Kind | None = None) -> dict[str, str]:
    """Assumption files of one scheme alone, by kind; most have none.

    Those that the scenario beside it names, or else those that the package ships under its name.
    """
    file = scheme_file(scheme).resolve()
    if (file.parent / SCENARIO_BESIDE).is_file():
        beside = load_scenario(file.parent / SCENARIO_BESIDE)
        of_firms = beside.both and (of or kind_of(file)) == "firms"
        return dict(beside.firm_assumptions if of_firms else beside.assumptions)
    files = {kind: f"{file.parent.name}/{kind}.yaml" for kind in FILES}
    own = {kind: name for kind, name in files.items() if name in assumption_names()}
    return {**(FIRM_FILES if of == "firms" else {} if of else usual_files(file)), **own}


def usual_files(scheme: Path) -> Mapping[str, str]:
    """The assumption files that a scheme has where none is named: those of whom it scores."""
    return FIRM_FILES if kind_of(scheme) == "firms" else {}


def kind_of(scheme: str | Path) -> Kind:
    """Whom a scheme scores, before anything of it is checked; of both the first it names."""
    return kinds_of(scheme)[0]


def kinds_of(scheme: str | Path) -> tuple[Kind, ...]:
    """Everybody whom a scheme scores; what is no scheme scores persons."""
    try:
        told: Any = plain(whole_tree(scheme_file(scheme), scheme_file))
    except SocialCreditError:
        return ("persons",)  # which is told by whoever reads it
    subjects = told.get("subjects") if isinstance(told, dict) else None
    found: dict[Kind, None] = {}
    for one in subjects if isinstance(subjects, list) else ():
        found["firms" if isinstance(one, dict) and one.get("of") == "firms" else "persons"] = None
    return tuple(found) or ("persons",)


@once()
def believed(kind: str, tree: Located) -> Any:
    """Return an assumption file of a kind, checked by itself."""
    file = checked(model_of(kind, tree.value if isinstance(tree.value, dict) else ()), tree)
    problems = problems_as_written(file)
    if problems:
        raise gather(tree, problems)
    return file


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


def load_alternative(name_or_path: str | Path) -> Alternative:
    """Return a checked alternative. Raises SocialCreditError with file, line and column."""
    tree = read(alternative_file(name_or_path))
    alternative = checked(Alternative, tree)
    problems = problems_of_alternative(alternative)
    if problems:
        raise gather(tree, problems)
    return alternative
