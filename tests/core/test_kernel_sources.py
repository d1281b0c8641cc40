"""The cache of compiled kernels is keyed by the files that kernels can reach, and by no other."""

import ast
from pathlib import Path

import pytest

from socialcredit.core import jit, kernel_cache
from socialcredit.core.jit import NOT_REACHED, PACKAGE, ROOMS, kernel_sources

DECORATORS = {"kernel", "inner", "inlined", "unfolded", "allocating", "door"}

JIT = PACKAGE / "core" / "jit.py"

Name = tuple[Path, str]


class Module:
    """A file as a syntax tree: what it defines, what it imports, where kernels begin."""

    def __init__(self, path: Path) -> None:
        self.defined: dict[str, ast.AST] = {}
        self.imported: dict[str, tuple[str, str]] = {}
        self.roots: list[str] = []
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    self.imported[alias.asname or alias.name] = (node.module or "", alias.name)
            elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                self.defined[node.name] = node
                if is_root(node):
                    self.roots.append(node.name)
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                named = [one for target in targets for one in ast.walk(target)]
                self.defined |= {one.id: node for one in named if isinstance(one, ast.Name)}
            elif path == JIT and isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
                # Numba is told here how to compile: what that hangs on makes kernels, too.
                self.roots += [one.id for one in ast.walk(node) if isinstance(one, ast.Name)]

    def names_in(self, name: str) -> list[tuple[str, str]]:
        """What the definition of a name speaks of: (name, attribute or nothing)."""
        nodes = list(ast.walk(self.defined[name]))
        plain = [(node.id, "") for node in nodes if isinstance(node, ast.Name)]
        dotted = [
            (node.value.id, node.attr)
            for node in nodes
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        ]
        return plain + dotted


def is_root(node: ast.FunctionDef | ast.ClassDef) -> bool:
    """A kernel, or a tuple: kernels are handed tuples whose names they do not speak."""
    told = node.bases if isinstance(node, ast.ClassDef) else node.decorator_list
    names = {one.id for one in told if isinstance(one, ast.Name)}
    return bool(names & (DECORATORS | {"NamedTuple"}))


def file_of(module: str) -> Path:
    return PACKAGE.joinpath(*module.split(".")[1:]).with_suffix(".py")


def reached(modules: dict[Path, Module]) -> set[Path]:
    """The files in which something is defined that a kernel can reach."""
    found: set[Name] = set()
    wanted: list[Name] = [(path, root) for path, module in modules.items() for root in module.roots]
    while wanted:
        path, name = at = wanted.pop()
        if at in found or path not in modules:
            continue
        found.add(at)
        module = modules[path]
        if name in module.imported:
            source, original = module.imported[name]
            wanted.append((file_of(source), original))
        elif name in module.defined:
            for first, member in module.names_in(name):
                wanted.append((path, first))
                if member and first in module.imported:
                    source, original = module.imported[first]
                    wanted.append((file_of(f"{source}.{original}"), member))
    return {path for path, name in found if name in modules[path].defined}


@pytest.fixture(scope="module")
def followed() -> set[Path]:
    files = [path for room in ROOMS for path in (PACKAGE / room).rglob("*.py")]
    return reached({path: Module(path) for path in files})


def test_the_key_holds_all_that_kernels_reach_and_nothing_else(followed):
    # jit.py is in it besides: it says how kernels are compiled; where they lie changes none.
    how = {Path(jit.__file__), Path(kernel_cache.__file__)}
    assert set(kernel_sources()) - how == followed - how
    assert set(kernel_sources()) & how == {Path(jit.__file__)}


def test_every_file_that_is_left_out_is_there():
    assert [name for name in sorted(NOT_REACHED) if not (PACKAGE / name).is_file()] == []


def test_an_edited_message_compiles_nothing_and_an_edited_tuple_compiles_all(monkeypatch):
    def hash_with(edited: str) -> str:
        true, end = Path.read_bytes, PACKAGE / edited
        with monkeypatch.context() as patch:
            patch.setattr(Path, "read_bytes", lambda path: true(path) + b"#" * (path == end))
            return jit.source_hash()

    before = hash_with("nothing")
    assert hash_with("core/errors.py") == before == hash_with("results/words/summary.py")
    for edited in ("core/columns.py", "month/tables.py", "stages/scheme/points.py"):
        assert hash_with(edited) != before, edited


def test_kernels_stand_in_their_rooms_alone():
    outside = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).parts[0] not in ROOMS
        and any(isinstance(node, ast.FunctionDef) and is_root(node)
                for node in ast.parse(path.read_text(encoding="utf-8")).body)
    ]  # fmt: skip
    assert outside == []
