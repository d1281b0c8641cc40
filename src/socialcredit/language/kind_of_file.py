"""What a file is: by its name, by that of which it is a variant, else by its keys."""

from __future__ import annotations

from pathlib import Path

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.language.model.beliefs import FILES
from socialcredit.language.model.population import TABLES
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import keys_at
from socialcredit.language.read.positions import Located
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve.forms import DECLARED
from socialcredit.language.resolve.lineage import originals
from socialcredit.language.resolve.loading import SCENARIO_BESIDE
from socialcredit.language.resolve.paths import assumption_file
from socialcredit.language.resolve.published import FILE as PUBLISHED

BY_NAME = {"scheme.yaml": "scheme", SCENARIO_BESIDE: "scenario", PUBLISHED: "published"}
BY_NAME |= {DECLARED: "declared"}

# published.yaml and an experiment name their scenario, so they are asked before `scenario`
MARKS = {"figures": "published", "experiment": "experiment", "lesson": "lesson", "form": "form"}
MARKS |= {"scheme": "scheme", "scenario": "scenario"}
MARKS |= {"mechanisms": "behaviour", "alternative": "alternative"}
MARKS |= {"deeds": "deeds", "domains": "domains", "places": "places"}
MARKS |= {"household_sizes": "population", "markets": "population", "proposals": "lobbying"}


def kind_of(tree: Located, path: Path) -> str:
    """What a file is. Raises SocialCreditError where nothing in it says so."""
    keys = tree.value if isinstance(tree.value, dict) else {}
    if path.name in BY_NAME:
        return BY_NAME[path.name]
    found = [kind for key, kind in MARKS.items() if key in keys and not _names_alone(keys, key)]
    if "sources" in keys and isinstance(keys["sources"].value, list):
        found = ["sensors"]
    if path.stem in FILES and "scheme" not in keys and "scenario" not in keys:
        return path.stem
    if "extends" in keys:
        return _of_its_original(tree, path) or (found[0] if found else _of_a_variant(tree))
    if found:
        return found[0]
    if {*TABLES} & keys.keys():
        return "population"
    raise SocialCreditError(
        "this is neither a scheme nor a scenario nor an assumption file",
        str(tree.place),
        expected="a first line such as `scheme: NAME` or `scenario: NAME`",
        meant=nearest(next(iter(keys), ""), MARKS),
    )


def _names_alone(keys: dict[str, Located], key: str) -> bool:
    """Whether these are `places` of a scenario, which defines none."""
    return key == "places" and all(one.get("place") is None for one in _items(keys[key]))


def _items(node: Located) -> list[Located]:
    return node.value if isinstance(node.value, list) else []


def _of_its_original(tree: Located, path: Path) -> str:
    """The kind of the file on which variants rest; "" where none is named that can be found."""
    passed = [path.resolve()]
    try:
        while names := [str(name.value) for name in originals(tree)]:
            if not names[0].endswith((".yaml", ".yml")):
                break  # the name of a scheme or a scenario
            path = assumption_file(names[0], path.parent, path)
            if path.resolve() in passed:
                return ""
            passed.append(path.resolve())
            tree = read(path)
        return kind_of(tree, path) if len(passed) > 1 else ""
    except SocialCreditError:
        return ""  # whoever reads the file says what is wrong with it


def _of_a_variant(tree: Located) -> str:
    """What extends something that no file is, such as a scheme by its name."""
    keys = tree.value if isinstance(tree.value, dict) else {}
    of_a_run = {*keys_at(Scenario, ())} - {*keys_at(Scheme, ())}
    return "scenario" if of_a_run & keys.keys() else "scheme"
