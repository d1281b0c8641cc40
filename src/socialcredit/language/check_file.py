"""What `socialcredit check FILE` says of a file."""

from __future__ import annotations

from pathlib import Path

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.text import counted
from socialcredit.language.check.scenario import problems_of_divided, problems_of_joins
from socialcredit.language.model.beliefs import FILES
from socialcredit.language.model.cases import read_cases
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import Problem, gather, keys_at
from socialcredit.language.read.positions import Located
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import (
    assumption_tree,
    beliefs_beside,
    believed,
    load_alternative,
    load_beliefs,
    load_cases,
    load_scenario,
    load_scheme,
    scenario_tree,
    vocabulary_of,
)
from socialcredit.language.resolve.paths import (
    alternative_file,
    alternative_names,
    assumption_file,
    assumption_names,
    existing,
    scenario_file,
    scenario_names,
    scheme_file,
    scheme_names,
)
from socialcredit.language.resolve.published import FILE as PUBLISHED
from socialcredit.language.resolve.published import inputs_of, load_published
from socialcredit.language.resolve.sharing import body_names


def check_file(path: str | Path) -> str:
    """Check a scheme (a file, a folder or a name), scenario, assumption, cases or published file.

    Returns one line that says what it is. Raises SocialCreditError with every problem found.
    """
    path = named_file(path)
    tree = read(path)
    if isinstance(tree.value, list):
        return f"{path}: {_examples(len(read_cases(tree)))}, well formed"
    kind = _kind_of(tree, Path(path))
    if kind == "scheme":
        return _scheme_checked(Path(path))
    if kind == "scenario":
        scenario = load_scenario(path)
        _together(scenario, path)
        return f"{path}: a scenario, everything fits (schemes: {len(scenario.schemes)})"
    if kind == "published":
        return _published_checked(path)
    if kind == "alternative":
        changes = len(load_alternative(path).changes)
        return f"{path}: an alternative, everything fits (changes: {changes})"
    believed(kind, assumption_tree(Path(path)))
    return f"{path}: an assumption file ({kind}); everything fits"


def behaviour_of(path: str | Path) -> Path | None:
    """The file of mechanisms that a file is, or that a scenario or a scheme's scenario names."""
    path = named_file(path)
    tree = read(path)
    keys = tree.value if isinstance(tree.value, dict) else {}
    if isinstance(tree.value, list) or "figures" in keys or "alternative" in keys:
        return None
    kind = _kind_of(tree, path)
    named = {"behaviour": path} if kind == "behaviour" else dict[str, str | Path]()
    if kind == "scenario":
        named |= load_scenario(path).assumptions
    if kind == "scheme":
        named |= beliefs_beside(path)
    return assumption_file(named["behaviour"]) if "behaviour" in named else None


def named_file(path: str | Path) -> Path:
    """The file that is meant by a path, by a folder, or by the name of what the package ships."""
    name, here = str(path), existing(path)
    if name in scheme_names() or (here is not None and here.is_dir()):
        return scheme_file(path)
    if here is not None:
        return here
    if name in scenario_names():
        return scenario_file(name)
    if name in assumption_names():
        return assumption_file(name)
    if name in alternative_names():
        return alternative_file(name)
    known = [*scheme_names(), *scenario_names(), *assumption_names(), *alternative_names()]
    raise SocialCreditError(
        f"there is no file `{name}`",
        expected="the path of a file or of a scheme's folder, or the name of one that is shipped",
        meant=nearest(name, known),
        hint="`socialcredit schemes` and `socialcredit scenarios` list names",
    )


def _together(scenario: Scenario, path: Path) -> None:
    """Refuse what shows only where schemes, beliefs and the scenario are held together."""
    beliefs = load_beliefs(scenario.assumptions)
    schemes = [load_scheme(name, vocabulary_of(beliefs)) for name in scenario.schemes]
    names = [scheme.scheme for scheme in schemes]
    problems = [
        Problem(("schemes", index), f"a scheme is called `{name}` already", "a name of its own")
        for index, name in enumerate(names)
        if name in names[:index]
    ]
    problems += problems_of_divided(scenario, names)
    if not problems:
        problems += problems_of_joins(scenario, body_names(scenario, schemes, beliefs))
    if problems:
        raise gather(scenario_tree(path), problems)
    resolve(scenario)


def _examples(many: int) -> str:
    return counted(many, "example person", "example people")


def _scheme_checked(path: Path) -> str:
    vocabulary = vocabulary_of(load_beliefs(beliefs_beside(path)))
    scheme = load_scheme(path, vocabulary)
    cases = load_cases(path, scheme, vocabulary)
    return (
        f"{path}: a scheme, everything fits "
        f"(rules: {len(scheme.rules)}, example people: {len(cases)})"
    )


def _published_checked(path: Path) -> str:
    if path.name != PUBLISHED:
        raise SocialCreditError(
            "published numbers are looked for under another name",
            str(path),
            expected=f"the name {PUBLISHED}, beside scheme.yaml",
        )
    published, _ = load_published(path.parent)
    inputs_of(path.parent, published)
    return f"{path}: published numbers, everything fits (figures: {len(published.figures)})"


def _kind_of(tree: Located, path: Path) -> str:
    """What a file is: by its name if it is called as the package calls them, else by its keys."""
    keys = tree.value if isinstance(tree.value, dict) else {}
    # published.yaml names its scenario, so `figures` is asked before `scenario`
    marks = {"figures": "published", "scheme": "scheme", "scenario": "scenario"}
    marks |= {"mechanisms": "behaviour", "alternative": "alternative"}
    marks |= {"deeds": "deeds", "domains": "domains", "places": "places"}
    marks["household_sizes"] = "population"
    found = [kind for key, kind in marks.items() if key in keys]
    if "sources" in keys and isinstance(keys["sources"].value, list):
        found = ["sensors"]
    if path.stem in FILES and "scheme" not in keys and "scenario" not in keys:
        return path.stem
    if found:
        return found[0]
    if "extends" in keys:
        of_a_run = {*keys_at(Scenario, ())} - {*keys_at(Scheme, ())}
        return "scenario" if of_a_run & keys.keys() else "scheme"
    raise SocialCreditError(
        "this is neither a scheme nor a scenario nor an assumption file",
        str(tree.place),
        expected="a first line such as `scheme: NAME` or `scenario: NAME`",
        meant=nearest(next(iter(keys), ""), marks),
    )
