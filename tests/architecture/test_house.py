"""The house rules that a reader relies on: small pieces that say what they are; data, no code."""

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "socialcredit"
MODULES = [*sorted(PACKAGE.rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]

DATA_FOLDERS = ("schemes", "scenarios", "assumptions", "alternatives", "calibrations")
LATE_IMPORTS = "core/lazy.py"  # where they are allowed
LONGEST_FILE = 300
LONGEST_FUNCTION = 60
Rule = Callable[[Path, ast.Module], Iterator[str]]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def named(path: Path) -> str:
    return path.relative_to(PACKAGE if path.is_relative_to(PACKAGE) else ROOT).as_posix()


def imports_elsewhere(path: Path, tree: ast.Module) -> Iterator[str]:
    """Imports that do not stand at the top, or not by their whole name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if any(isinstance(n, ast.Import | ast.ImportFrom) for n in ast.walk(node)):
                yield f"{named(path)}: {node.name} imports inside"
        if isinstance(node, ast.ImportFrom):
            if any(alias.name == "*" for alias in node.names):
                yield f"{named(path)}: star import"
            if node.module == "importlib":
                yield f"{named(path)}: late imports live in lazy.py"
            if node.level:
                yield f"{named(path)}: imports are absolute"


def code_at_run_time(path: Path, tree: ast.Module) -> Iterator[str]:
    """Calls of what makes code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in {"eval", "exec", "compile", "__import__"}:
                yield f"{named(path)}: {node.func.id}"


def large_or_silent(path: Path, tree: ast.Module) -> Iterator[str]:
    """Files and functions that are too long, files that do not say what they are."""
    lines = path.read_text(encoding="utf-8").count("\n")
    if lines > LONGEST_FILE:
        yield f"{named(path)} has {lines} lines"
    if not (ast.get_docstring(tree) or "").strip():
        yield f"{named(path)} does not say what it is"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            if size > LONGEST_FUNCTION:
                yield f"{named(path)}: {node.name} has {size} lines"


@cache
def faults() -> dict[str, list[str]]:
    """All faults of all modules by rule, each file read once: there are hundreds."""
    found: dict[str, list[str]] = {rule.__name__: [] for rule in RULES}
    for path in MODULES:
        tree = tree_of(path)
        for rule in RULES:
            found[rule.__name__] += rule(path, tree)
    return found


RULES = (imports_elsewhere, code_at_run_time, large_or_silent)


def test_imports_stand_at_the_top() -> None:
    assert [one for one in faults()["imports_elsewhere"] if not one.startswith(LATE_IMPORTS)] == []


def test_no_code_is_made_at_run_time() -> None:
    assert faults()["code_at_run_time"] == []


def test_pieces_are_small_and_say_what_they_are() -> None:
    assert faults()["large_or_silent"] == []


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (imports_elsewhere, "def late():\n    import json"),
        (imports_elsewhere, "from json import *"),
        (imports_elsewhere, "from . import core"),
        (code_at_run_time, "eval('1')"),
        (large_or_silent, "x = 1"),
        (large_or_silent, "def long():\n" + "    x = 1\n" * LONGEST_FUNCTION),
    ],
)
def test_a_fault_is_seen(rule: Rule, line: str) -> None:
    """The check itself is checked: a line that breaks a rule is found."""
    assert list(rule(PACKAGE / "cli.py", ast.parse(line))) != []


@pytest.mark.parametrize("folder", DATA_FOLDERS)
def test_data_folders_hold_no_code(folder: str) -> None:
    code = [path for path in (PACKAGE / folder).rglob("*") if path.suffix in (".py", ".pyx", ".so")]
    assert code == []


def test_every_folder_with_code_is_a_package() -> None:
    bare = {p.parent for p in MODULES} - {p.parent for p in MODULES if p.name == "__init__.py"}
    assert bare == set(), "without __init__.py a folder is left out of the wheel"


WRITTEN = [
    path
    for folder in ("src", "benchmarks", "tests", "examples", "docs")
    for path in sorted((ROOT / folder).rglob("*.py"))
]


def test_every_file_says_in_its_first_line_what_it_is() -> None:
    said = {path: (ast.get_docstring(tree_of(path)) or "").split("\n")[0] for path in WRITTEN}
    silent = [path.relative_to(ROOT).as_posix() for path in WRITTEN if len(said[path]) <= 10]
    assert silent == [], "the first line says what the file is"


def test_nothing_is_left_for_later() -> None:
    word = "TO" + "DO"
    assert [path for path in WRITTEN if word in path.read_text(encoding="utf-8")] == []
