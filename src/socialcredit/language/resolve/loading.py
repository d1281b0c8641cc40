"""Loading schemes, scenarios and assumption files: read, laid over originals, checked, frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.kept import once
from socialcredit.core.populations import Kind
from socialcredit.language.check.alternative import problems_of_alternative
from socialcredit.language.check.beliefs import problems_as_written, problems_between
from socialcredit.language.check.cases import problems_of_cases
from socialcredit.language.check.doors import problems_of_dates, problems_of_doors
from socialcredit.language.check.ranges import problems_of_written
from socialcredit.language.check.scheme import Vocabulary, problems_of
from socialcredit.language.model.alternative import Alternative
from socialcredit.language.model.beliefs import FILES, Beliefs, model_of
from socialcredit.language.model.cases import Case, read_cases
from socialcredit.language.model.firms import FIRM_FILES
from socialcredit.language.model.purses import purses
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem, checked, gather
from socialcredit.language.read.positions import Located, follow
from socialcredit.language.read.yaml import read, read_bytes
from socialcredit.language.resolve.assumption_files import assumption_files, assumption_tree
from socialcredit.language.resolve.lineage import whole_tree
from socialcredit.language.resolve.money import in_currency
from socialcredit.language.resolve.named_files import with_files
from socialcredit.language.resolve.paths import (
    ALTERNATIVES,
    alternative_file,
    assumption_names,
    existing,
    is_shipped,
    no_such,
    plain_name,
    scenario_file,
    scheme_file,
    scheme_folder,
    shipped_scheme,
)
from socialcredit.language.resolve.splitting import Side, alone, kinds_in, side_of
from socialcredit.language.resolve.vocabulary import vocabulary_of
from socialcredit.language.resolve.whom import kind_of, usual_files

PLACES_BESIDE = "places.yaml"
SCENARIO_BESIDE = "scenario.yaml"  # beside a scheme that is not shipped


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


def scheme_of_text(
    text: str,
    name: str,
    vocabulary: Vocabulary | None = None,
    of: Kind | None = None,
    others: Vocabulary | None = None,
) -> Scheme:
    """As `load_scheme`, of a text that lies in no file; it may extend what is shipped, by name.

    name  what errors call it, before line and column
    """
    here = Path(name)

    def reading(path: Path) -> Located:
        return read_bytes(text.encode(), name) if path is here else read(path)

    return _loaded(whole_tree(here, shipped_scheme, reading), vocabulary, of, others)


@once()
def _loaded(
    tree: Located, vocabulary: Vocabulary | None, of: Kind | None, others: Vocabulary | None
) -> Scheme:
    whole = checked(Scheme, tree)
    side = _side_in(whole, vocabulary, of, others)
    sides = [side]
    if vocabulary is None:  # whole, and yet each side by itself has to hold
        sides = [alone(whole, kind) for kind in kinds_in(whole)]
    problems = list[Problem]()
    for one in sides:
        found = [*problems_of(one.scheme, vocabulary), *problems_of_written(one.scheme)]
        problems += one.placed(found or [*idle(tree, one.scheme, vocabulary)])
    if problems:
        raise gather(tree, [*dict.fromkeys(problems)])
    return side.scheme


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


def load_beliefs(
    files: Mapping[str, str | Path] | None = None, places: Sequence[str] = (), year: int = 0
) -> Beliefs:
    """Return the assumption files: those shipped, except where `files` names another.

    files  kind (deeds, sensors, behaviour, domains, places, population) to a name or a path
    places  those that are run from the `year` on, in whose money sums are told; as written if none
    """
    named = dict(files or {})
    for kind in named:
        if kind not in FILES:
            raise no_such("kind of assumption", kind, FILES, "")
    trees = {kind: assumption_tree(file) for kind, file in assumption_files(named).items()}
    purse = next(purses(believed("places", trees["places"]), places, year), None)
    if purse is not None:
        trees = {kind: in_currency(tree, purse[1]) for kind, tree in trees.items()}
    return _agreeing(*trees.values())


@once()
def _agreeing(*of_kinds: Located) -> Beliefs:
    """The files of all kinds, in the order of the kinds, where they agree with each other."""
    trees = dict(zip(FILES, of_kinds, strict=True))
    beliefs = Beliefs(**{kind: believed(kind, tree) for kind, tree in trees.items()})
    for kind, problems in problems_between(beliefs).items():
        if problems:
            raise gather(trees[kind], problems)
    return beliefs


def beliefs_beside(scheme: str | Path, of: Kind | None = None) -> dict[str, str]:
    """Assumption files of one scheme alone, by kind; most have none.

    Those that the scenario beside it names, or else those that the package ships under its name.
    """
    file = scheme_file(scheme).resolve()
    if (file.parent / SCENARIO_BESIDE).is_file():
        beside = load_scenario(file.parent / SCENARIO_BESIDE)
        of_firms = beside.both and (of or kind_of(file)) == "firms"
        return dict(beside.firm_assumptions if of_firms else beside.assumptions)
    if not is_shipped(file):
        named = named_beside(file)
        if named is not None:
            return named
    files = {kind: f"{file.parent.name}/{kind}.yaml" for kind in FILES}
    own = {kind: name for kind, name in files.items() if name in assumption_names()}
    return {**(FIRM_FILES if of == "firms" else {} if of else usual_files(file)), **own}


def named_beside(scheme: Path) -> dict[str, str] | None:
    """Assumption files of a scheme of one's own that no scenario.yaml names.

    Those of a scenario in its folder, or in the one around it, that runs it; else the places.yaml
    that lies there, with the population.yaml beside it. None where there is neither.
    """
    for folder in (scheme.parent, scheme.parent.parent):
        for file in sorted(folder.glob("*.yaml")):
            if file != scheme and _runs(file, scheme):
                return dict(load_scenario(file).assumptions)
    for folder in (scheme.parent, scheme.parent.parent):
        if (folder / PLACES_BESIDE).is_file():
            own = {kind: folder / f"{kind}.yaml" for kind in ("places", "population")}
            there = {kind: str(file) for kind, file in own.items() if file.is_file()}
            return {**usual_files(scheme), **there}
    return None


def _runs(file: Path, scheme: Path) -> bool:
    """Whether a file is a scenario that names a scheme by its path, as far as it can be read."""
    try:
        tree = read(file)
    except SocialCreditError:
        return False
    named = tree.get("schemes") if tree.get("scenario") else None
    for one in named.value if named is not None and isinstance(named.value, list) else ():
        name = one.get("scheme") or one
        if isinstance(name.value, str):
            found = existing(name.value, file.parent)
            if found is not None and scheme.resolve() in (
                found.resolve(),
                (found / "scheme.yaml").resolve(),
            ):
                return True
    return False


@once()
def believed(kind: str, tree: Located) -> Any:
    """Return an assumption file of a kind, checked by itself."""
    file = checked(model_of(kind, tree.value if isinstance(tree.value, dict) else ()), tree)
    problems = problems_as_written(file)
    if problems:
        raise gather(tree, problems)
    return file


def load_alternative(name_or_path: str | Path) -> Alternative:
    """Return a checked alternative. Raises SocialCreditError with file, line and column."""
    tree = read(alternative_file(name_or_path))
    alternative = checked(Alternative, tree)
    problems = problems_of_alternative(alternative)
    if problems:
        raise gather(tree, problems)
    return alternative
