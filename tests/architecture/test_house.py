"""The house rules that a reader relies on: small pieces that say what they are; data, no code."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "socialcredit"
MODULES = [*sorted(PACKAGE.rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]

DATA_FOLDERS = ("schemes", "scenarios", "assumptions", "alternatives", "calibrations")
LATE_IMPORTS_ALLOWED_IN = PACKAGE / "core" / "lazy.py"
LONGEST_FILE = 300
LONGEST_FUNCTION = 60


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def named(path: Path) -> str:
    return path.relative_to(PACKAGE if path.is_relative_to(PACKAGE) else ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_imports_stand_at_the_top(path: Path) -> None:
    if path == LATE_IMPORTS_ALLOWED_IN:
        return
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            late = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
            assert not late, f"{named(path)}: {node.name} imports inside"
        if isinstance(node, ast.ImportFrom):
            assert all(alias.name != "*" for alias in node.names), f"{named(path)}: star import"
            assert node.module != "importlib", f"{named(path)}: late imports live in lazy.py"
            assert node.level == 0, f"{named(path)}: imports are absolute"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_code_is_made_at_run_time(path: Path) -> None:
    names = {n.func.id for n in calls_of(path) if isinstance(n.func, ast.Name)}
    assert not names & {"eval", "exec", "compile", "__import__"}, named(path)


def calls_of(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_pieces_are_small_and_say_what_they_are(path: Path) -> None:
    tree = tree_of(path)
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST_FILE, f"{named(path)} has {lines} lines"
    assert (ast.get_docstring(tree) or "").strip(), f"{named(path)} does not say what it is"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            assert size <= LONGEST_FUNCTION, f"{named(path)}: {node.name} has {size} lines"


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


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_says_in_its_first_line_what_it_is(path: Path) -> None:
    said = (ast.get_docstring(tree_of(path)) or "").split("\n")[0]
    assert len(said) > 10, "the first line says what the file is"
    assert "TO" + "DO" not in path.read_text(encoding="utf-8")
