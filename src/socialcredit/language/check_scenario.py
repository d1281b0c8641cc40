"""Scenarios, alternatives and assumption files looked at whole, every mistake of them noted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.populations import Kind
from socialcredit.language.check.alternative import problems_of_alternative
from socialcredit.language.check.beliefs import problems_as_written
from socialcredit.language.check.in_doubt import oddities_of_words
from socialcredit.language.check.places import oddities_of_nations, oddities_of_places
from socialcredit.language.check.range_ends import problems_of_ends
from socialcredit.language.check.scenario import (
    oddities_of_scenario,
    problems_of_crossed,
    problems_of_divided,
    problems_of_exchange,
    problems_of_joins,
    problems_of_kinds,
)
from socialcredit.language.check.scheme import Vocabulary
from socialcredit.language.check.steps import problems_of_steps
from socialcredit.language.check_scheme import scheme_looked_at, words_in
from socialcredit.language.findings import Findings
from socialcredit.language.model.alternative import Alternative
from socialcredit.language.model.beliefs import Beliefs, model_of
from socialcredit.language.model.experiment import Experiment
from socialcredit.language.model.places import PlaceFile
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.partial import left_of
from socialcredit.language.read.positions import Located, plain
from socialcredit.language.resolve.assumption_files import ASSUMED_IN
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.lineage import whole_tree
from socialcredit.language.resolve.loading import load_scheme
from socialcredit.language.resolve.named_files import with_files
from socialcredit.language.resolve.open_readings import errors_of_doubts, problems_of_readings
from socialcredit.language.resolve.paths import (
    alternative_file,
    alternative_names,
    assumption_file,
    assumption_names,
    existing,
    is_shipped,
    scenario_file,
    scheme_names,
)
from socialcredit.language.resolve.sharing import body_names
from socialcredit.language.resolve.unsaid import oddities_of_unsaid
from socialcredit.language.resolve.vocabulary import vocabulary_of
from socialcredit.language.resolve.whom import kind_of, kinds_of
from socialcredit.language.resolve.with_tables import with_tables
from socialcredit.language.resolve.written import believed_in, written_of


def alternative_looked_at(path: Path, found: Findings) -> int:
    """Every mistake of an alternative; how many changes it makes."""
    found.gone = set()
    tree = found.tried(found.read, path)
    if tree is None:
        return 0
    instead = {"alternative": "unnamed", "title": "-", "stands_for": ["-"], "source": "assumed"}
    instead |= {"evidence": "assumed"}
    left, problems = left_of(Alternative, _mapping(tree), instead, found.gone)
    found.refuse(tree, problems)
    if left is None:
        return 0
    found.refuse(tree, left.placed(problems_of_alternative(left.model)))
    return len(left.model.changes)


def experiment_looked_at(path: Path, found: Findings) -> int:
    """Every mistake of an experiment's file, and names in it that lead nowhere; how many factors.

    Whether a factor's path leads anywhere is asked by whoever plans the runs.
    """
    found.gone = set()
    tree = found.tried(found.read, path)
    if tree is None:
        return 0
    instead = {"experiment": "unnamed", "title": "-", "scenario": "small-town"}
    left, problems = left_of(Experiment, _mapping(tree), instead, found.gone)
    found.refuse(tree, problems)
    if left is None:
        return 0
    asked, wrong = left.model, list[Problem]()
    named: list[tuple[Any, str, Any]] = [(("scenario",), asked.scenario, scenario_file)]
    for index, name in enumerate(asked.alternatives):
        named.append((("alternatives", index), name, alternative_file))
    for loc, name, find in named:
        try:
            find(name, path.parent)
        except SocialCreditError as error:
            wrong.append(Problem(loc, error.message, error.expected, error.meant))
    found.refuse(tree, left.placed(wrong))
    return len(asked.factors)


def assumptions_looked_at(kind: str, path: Path, found: Findings) -> None:
    """Every mistake of an assumption file by itself."""
    found.begins(path)
    found.gone = set()
    tree = found.tried(whole_tree, path, assumption_file, found.read)
    tree = tree and found.tried(with_tables, tree)
    if tree is None:
        return
    data = _mapping(tree)
    left, problems = left_of(model_of(kind, data), data, {}, found.gone)
    found.refuse(tree, problems)
    if left is not None:
        found.refuse(tree, left.placed(problems_as_written(left.model)))
        found.refuse(tree, left.placed(problems_of_ends(left.model)))
        found.odd(tree, oddities_of_words(left.model) if left.whole else ())
        if left.whole:
            found.refuse(tree, problems_of_readings(left.model, ("assumptions", kind)))
        if left.whole and not is_shipped(path):
            if isinstance(left.model, PlaceFile):
                found.odd(tree, oddities_of_places(left.model))
            found.odd(tree, oddities_of_unsaid(left.model, tree, ("assumptions", kind)))


def _mapping(tree: Located) -> dict[str, Any]:
    data = plain(tree)
    return data if isinstance(data, dict) else {}


INSTEAD = {
    "scenario": "unnamed", "title": "-", "places": ["china"], "people": 1, "firms": 1,
    "from": "2020-01-01", "to": "2020-12-31",
}  # fmt: skip


def scenario_looked_at(path: Path, found: Findings) -> int:
    """Every mistake of a scenario and of the files of its own that it names."""
    found.begins(path)
    found.gone = set()
    tree = found.tried(whole_tree, path, scenario_file, found.read)
    if tree is None:
        return 0
    gone = set(found.gone)
    left, problems = left_of(Scenario, _mapping(tree), INSTEAD, gone)
    found.refuse(tree, problems)
    if left is None:
        return 0
    named = found.tried(with_files, left.model, path)
    if named is None:
        return 0
    scenario, problems = named
    found.refuse(tree, left.placed(problems))
    if left.whole:
        found.refuse(tree, problems_of_readings(left.model, ()))
    for field in ASSUMED_IN:
        for kind, file in getattr(scenario, field).items():
            own = assumption_file(file)
            if str(file) not in assumption_names() and own.exists() and found.begins(own):
                assumptions_looked_at(kind, own, found)
    _own_looked_at(scenario, found)
    if not found.errors and left.whole:
        _together(scenario, tree, found)
    return len(scenario.schemes)


def _own_looked_at(scenario: Scenario, found: Findings) -> None:
    """Schemes and alternatives of one's own that a scenario names, each looked at as a file."""
    words: dict[Kind, Vocabulary | None] = {}
    for of, files in _files_by_kind(scenario).items():
        words[of] = words_in(files, found)
    for name in scenario.schemes:
        file = existing(name)
        if name in scheme_names() or file is None or not found.begins(file):
            continue
        scheme_looked_at(file, found, words)
    for name in scenario.alternatives:
        file = existing(name)
        if name not in alternative_names() and file is not None and found.begins(file):
            alternative_looked_at(file, found)


def _together(scenario: Scenario, tree: Located, found: Findings) -> None:
    """Refuse what shows only where schemes, beliefs and the scenario are held together."""
    files = _files_by_kind(scenario)
    of = {name: kind_of(name) if scenario.both else scenario.kind for name in scenario.schemes}
    beliefs = {kind: believed_in(scenario, named) for kind, named in files.items()}
    words = {kind: vocabulary_of(one) for kind, one in beliefs.items()}
    days = {one.scheme: one for one in scenario.under}
    schemes = []
    for kind in (None, *(words if scenario.both else ())):  # of both sides the first comes first
        for name in scenario.schemes:
            if kind is None or (kind != of[name] and kind in kinds_of(name)):
                mine = kind or of[name]
                other = next((words[one] for one in words if one != mine), None)
                scheme = found.tried(load_scheme, name, words[mine], mine, other)
                schemes.append(scheme and days[name].over(scheme))
    whole = [scheme for scheme in schemes if scheme is not None]
    fitting = whole[: len(scenario.schemes)]
    if len(whole) < len(schemes):
        return
    problems = [*_problems_together(scenario, fitting, beliefs)]
    if scenario.both and not scenario.divided:  # of bodies the names are known when it is resolved
        of_kind = {kind: [one for one in whole if one.kind == kind] for kind in scenario.kinds}
        problems += problems_of_crossed(scenario, of_kind)
    inputs = None if found.refuse(tree, problems) else found.tried(resolve, scenario)
    if inputs is None:
        return
    written = written_of(scenario)
    for part in (written, written.beside):
        for error in errors_of_doubts(part.whole) if part else ():
            error.where = str(tree.place)
            found.take(error)
    for one in (inputs, inputs.beside):
        if one is not None:
            found.odd(tree, oddities_of_scenario(scenario, one.schemes, one.beliefs.places))
    if scenario.kind == "persons":
        found.odd(tree, oddities_of_nations(scenario.places, inputs.beliefs.places))


def _files_by_kind(scenario: Scenario) -> dict[Kind, dict[str, str]]:
    """The assumption files of everybody whom a scenario simulates."""
    files: dict[Kind, dict[str, str]] = {scenario.kind: scenario.assumptions}
    return files | ({"firms": scenario.firm_assumptions} if scenario.both else {})


def _problems_together(
    scenario: Scenario, schemes: Sequence[Scheme], beliefs: Mapping[Kind, Beliefs]
) -> Iterator[Problem]:
    yield from problems_of_kinds(scenario, schemes)
    yield from problems_of_steps(scenario, schemes, beliefs[scenario.kind])
    yield from problems_of_exchange(scenario, {k: vocabulary_of(one) for k, one in beliefs.items()})
    names = [scheme.scheme for scheme in schemes]
    for index, name in enumerate(names):
        if name in names[:index]:
            message = f"a scheme is called `{name}` already"
            yield Problem(("schemes", index), message, "a name of its own")
    divided = [*problems_of_divided(scenario, names)]
    yield from divided
    if not divided and len({*names}) == len(names):
        bodies = []
        for kind, believed in beliefs.items():
            of_kind = [scheme for scheme in schemes if scheme.kind == kind]
            bodies += body_names(scenario, of_kind, believed)
        yield from problems_of_joins(scenario, bodies)
