"""What there is: schemes, scenarios and assumption files, shipped or the user's own.

A name means what the package ships; a path means a file (or the folder of a scheme). Loading
reads, lays variants over their originals, checks, and returns frozen models. Nothing is kept
between calls.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from socialcredit.agreement import problems_between, problems_within
from socialcredit.beliefs import FILES, Beliefs, names_in
from socialcredit.cases import Case, cases_of
from socialcredit.errors import SocialCreditError, nearest
from socialcredit.explaining import Problem, checked, gather
from socialcredit.finding import (
    ASSUMPTIONS,
    SCHEMES,
    assumption_file,
    assumption_names,
    no_such,
    scenario_file,
    scenario_names,
    scheme_file,
    scheme_folder,
    scheme_names,
)
from socialcredit.located import Located
from socialcredit.overrides import apply_sets
from socialcredit.provenance import EVIDENCE
from socialcredit.reading import read
from socialcredit.references import Vocabulary, problems_of
from socialcredit.rules import Scheme
from socialcredit.scenario import Scenario
from socialcredit.variants import extended

__all__ = [
    "apply_sets", "assumption_names", "check_file", "json_schema", "load_beliefs", "load_cases",
    "load_scenario", "load_scheme", "scenario_names", "scenario_summaries", "scheme_names",
    "scheme_folder", "summaries", "vocabulary_of",
]  # fmt: skip

DEEPEST_VARIANT = 8
KINDS: dict[str, type[BaseModel]] = {"scheme": Scheme, "scenario": Scenario, **FILES}

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


def load_cases(name_or_path: str | Path) -> tuple[Case, ...]:
    """Return the example people of a scheme; none where it has no cases.yaml."""
    path = scheme_folder(name_or_path) / "cases.yaml"
    return cases_of(read(path)) if path.exists() else ()


def load_scenario(name_or_path: str | Path) -> Scenario:
    """Return a checked scenario.

    Schemes and assumption files beside a user's own scenario become full paths, so that the
    scenario means the same from every folder.
    """
    path = scenario_file(name_or_path)
    tree = _whole_tree(path, scenario_file)
    scenario = checked(Scenario, tree)
    problems: list[Problem] = []
    schemes = []
    for index, name in enumerate(scenario.schemes):
        schemes.append(_tried(problems, ("schemes", index), name, path.parent, scheme_file))
    files = {}
    for kind, name in scenario.assumptions.items():
        files[kind] = _tried(problems, ("assumptions", kind), name, path.parent, assumption_file)
    problems += _scenario_problems(scenario)
    if problems:
        raise gather(tree, problems)
    return scenario.model_copy(update={"schemes": tuple(schemes), "assumptions": files})


def load_beliefs(files: Mapping[str, str | Path] | None = None) -> Beliefs:
    """Return the assumption files: those shipped, except where `files` names another.

    files  kind (deeds, sensors, behaviour, domains, places, population) to a name or a path
    """
    named = dict(files or {})
    for kind in named:
        if kind not in FILES:
            raise no_such("kind of assumption", kind, FILES, "")
    trees = {kind: read(assumption_file(named.get(kind, f"{kind}.yaml"))) for kind in FILES}
    beliefs = Beliefs(**{kind: _believed(kind, tree) for kind, tree in trees.items()})
    for kind, problems in problems_between(beliefs).items():
        if problems:
            raise gather(trees[kind], problems)
    return beliefs


def _believed(kind: str, tree: Located) -> Any:
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
        places=frozenset(names_in(beliefs.places)),
    )


def summaries() -> list[dict[str, Any]]:
    """One dict a scheme: name, title, place, period, count of rules, share of each evidence."""
    return [scheme_summary(load_scheme(name)) for name in scheme_names()]


def scheme_summary(scheme: Scheme) -> dict[str, Any]:
    """Return a scheme in one line: what it is, where, when, and how well known its rules are."""
    rules = scheme.rules
    counts = Counter(rule.evidence for rule in rules)
    return {
        "name": scheme.scheme,
        "title": scheme.title,
        "place": scheme.place,
        "period": f"{scheme.starts} to {scheme.ends or 'today'}",
        "rules": len(rules),
        **{evidence: round(counts[evidence] / len(rules), 3) for evidence in EVIDENCE},
    }


def scenario_summaries() -> list[dict[str, Any]]:
    """One dict a scenario: name, title, places, schemes, people, period, seed."""
    return [_scenario_summary(load_scenario(name)) for name in scenario_names()]


def _scenario_summary(scenario: Scenario) -> dict[str, Any]:
    return {
        "name": scenario.scenario,
        "title": scenario.title,
        "places": list(scenario.places),
        "schemes": list(scenario.schemes),
        "people": scenario.people,
        "period": f"{scenario.starts} to {scenario.ends}",
        "seed": scenario.seed,
    }


def json_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file (scheme, scenario, deeds, ...) for editors."""
    if kind not in KINDS:
        raise no_such("kind of file", kind, KINDS, "")
    schema = KINDS[kind].model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    if kind in ("scheme", "scenario"):
        name = {"type": "string", "description": "the original that this file changes"}
        schema["properties"] |= {"extends": name, "without": {"type": "object"}}
        schema["anyOf"] = [{"required": schema.pop("required")}, {"required": ["extends"]}]
    return schema


def _tried(
    problems: list[Problem], loc: tuple[str | int, ...], name: str, beside: Path, find: Finder
) -> str:
    """The name itself where the package ships it, else a full path; else one more problem."""
    try:
        found = find(name, beside)
    except SocialCreditError as error:
        problems.append(Problem(loc, error.message, error.expected or error.hint, error.meant))
        return name
    shipped = SCHEMES in found.parents or ASSUMPTIONS in found.parents
    return name if shipped else str(found)


def _scenario_problems(scenario: Scenario) -> list[Problem]:
    problems = []
    places = frozenset(names_in(checked(FILES["places"], read(ASSUMPTIONS / "places.yaml"))))
    if "places" in scenario.assumptions:
        places = frozenset()
    for index, place in enumerate(scenario.places):
        if places and place not in places:
            meant = nearest(place, places)
            expected = "a place of assumptions/places.yaml"
            problems.append(
                Problem(("places", index), f"there is no place `{place}`", expected, meant)
            )
    for kind in scenario.assumptions:
        if kind not in FILES:
            expected = "one of " + ", ".join(FILES)
            message = f"there is no kind of assumption `{kind}`"
            loc = ("assumptions", kind)
            problems.append(Problem(loc, message, expected, nearest(kind, FILES), at_key=True))
    for index, name in enumerate(scenario.twin.without if scenario.twin else ()):
        if name not in scenario.schemes:
            meant = nearest(name, scenario.schemes)
            message = f"`{name}` is not among the scenario's schemes"
            problems.append(Problem(("twin", "without", index), message, "a scheme above", meant))
    return problems


def _whole_tree(path: Path, find: Finder, depth: int = 0) -> Located:
    """The tree of a file, laid over what it extends."""
    tree = read(path)
    original = tree.get("extends")
    if original is None:
        return tree
    if depth >= DEEPEST_VARIANT or not isinstance(original.value, str):
        problem = "the variants run in a circle" if depth else "this is not a name"
        raise SocialCreditError(problem, str(original.place), original.text, "a scheme's name")
    try:
        found = find(original.value, path.parent)
    except SocialCreditError as error:
        raise SocialCreditError(
            error.message, str(original.place), original.text, meant=error.meant, hint=error.hint
        ) from None
    return extended(_whole_tree(found, find, depth + 1), tree)


def check_file(path: str | Path) -> str:
    """Check a scheme (a file, a folder or a name), scenario, assumption or cases file.

    Returns one line that says what it is. Raises SocialCreditError with every problem found.
    """
    if Path(path).is_dir() or str(path) in scheme_names():
        return check_file(scheme_file(path))
    tree = read(path)
    if isinstance(tree.value, list):
        return f"{path}: {len(cases_of(tree))} example people, all well formed"
    kind = _kind_of(tree, Path(path))
    if kind == "scheme":
        return _scheme_checked(Path(path))
    if kind == "scenario":
        scenario = load_scenario(path)
        vocabulary = vocabulary_of(load_beliefs(scenario.assumptions))
        for name in scenario.schemes:
            load_scheme(name, vocabulary)
        return f"{path}: a scenario with {len(scenario.schemes)} schemes; everything fits"
    _believed(kind, tree)
    return f"{path}: an assumption file ({kind}); everything fits"


def _scheme_checked(path: Path) -> str:
    scheme = load_scheme(path, vocabulary_of(load_beliefs()))
    cases = load_cases(path)
    deeds = {entry.deed for entry in scheme.entries}
    for case in cases:
        for record in case.records:
            if record.deed not in deeds:
                raise SocialCreditError(
                    f"case `{case.case}`: no entry of the scheme is about `{record.deed}`",
                    str(path.parent / "cases.yaml"),
                    meant=nearest(record.deed, deeds),
                )
    return (
        f"{path}: a scheme with {len(scheme.rules)} rules and {len(cases)} example people; all fits"
    )


def _kind_of(tree: Located, path: Path) -> str:
    """What a file is: by its name if it is called as the package calls them, else by its keys."""
    keys = tree.value if isinstance(tree.value, dict) else {}
    marks = {"scheme": "scheme", "scenario": "scenario", "mechanisms": "behaviour"}
    marks |= {"deeds": "deeds", "domains": "domains", "places": "places"}
    found = [kind for key, kind in marks.items() if key in keys]
    if path.stem in FILES and "scheme" not in keys and "scenario" not in keys:
        return path.stem
    if found:
        return found[0]
    if "extends" in keys:
        return "scheme"
    raise SocialCreditError(
        "this is neither a scheme nor a scenario nor an assumption file",
        str(tree.place),
        expected="a first line such as `scheme: NAME` or `scenario: NAME`",
        meant=nearest(next(iter(keys), ""), marks),
    )
