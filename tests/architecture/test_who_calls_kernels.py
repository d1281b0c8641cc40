"""A kernel without a door for Python is called by kernels alone: Python would fall through it."""

import ast
from pathlib import Path

from socialcredit.core.jit import PACKAGE

# Compiled so that only kernels can call them.
CLOSED = {"inner", "inlined", "unfolded", "apart", "on_call"}
OPEN = {"kernel", "merged", "allocating", "door"}
TESTS = Path(__file__).parents[1]
FILES = sorted([*PACKAGE.rglob("*.py"), *TESTS.rglob("*.py")])


def marks_of(function):
    """The names of a function's decorators."""
    said = (one.func if isinstance(one, ast.Call) else one for one in function.decorator_list)
    return {one.id for one in said if isinstance(one, ast.Name)}


def closed_kernels():
    """The kernels by module and name that Python cannot call."""
    for path in PACKAGE.rglob("*.py"):
        module = "socialcredit." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and marks_of(node) & CLOSED:
                yield module, node.name


KERNELS = set(closed_kernels())


def calls_of_python(source, module=""):
    """Calls of closed kernels outside of kernels, by the names that a file has for them."""
    tree = ast.parse(source)
    known = {name: (module, name) for held, name in KERNELS if held == module}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for one in node.names:
                if (node.module, one.name) in KERNELS:
                    known[one.asname or one.name] = (node.module, one.name)
    inside = [
        n
        for n in ast.walk(tree)
        if isinstance(n, ast.FunctionDef) and marks_of(n) & (CLOSED | OPEN)
    ]
    compiled = {id(call) for function in inside for call in ast.walk(function)}
    return [
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in known and id(node) not in compiled
    ]


def test_python_calls_no_kernel_that_has_no_door_for_it():
    found = {}
    for path in FILES:
        inside = PACKAGE in path.parents
        parts = path.relative_to(PACKAGE).with_suffix("").parts if inside else ()
        module = ".".join(("socialcredit", *parts))
        if called := calls_of_python(path.read_text(encoding="utf-8"), module):
            found[path.name] = called
    assert found == {}


def test_such_a_call_is_noticed():
    module, name = min(KERNELS)
    source = f"from {module} import {name} as asked\ndef run(): return asked(1)\n"
    assert calls_of_python(source) == ["asked"]
