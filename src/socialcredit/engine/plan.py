"""The order of a day, read off the engine itself, so that what is printed is what is called.

A stage's signature names the columns it may see; what it writes is found by following, from its
arguments, every assignment to an element of an array, also through the kernels it calls.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, NamedTuple

from socialcredit.engine import month

PARTS = (("A month begins", "live"), ("Every day", "live_day"), ("The month ends", "end_month"))
COLUMNS = ("people", "mind", "standing", "conduct")
BOOKS = ("cases", "log", "mail", "tally", "acts", "sightings", "listed", "touched", "post", "queue")
TOLD = (*COLUMNS, *BOOKS)
PACKAGE = "socialcredit."
DEEPEST = 12


class Step(NamedTuple):
    """One call of a stage: who is called, what for, what it reads and writes."""

    stage: str
    name: str
    what: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]


def plan_lines() -> list[str]:
    """The order of a day as lines of text."""
    lines = []
    for title, name in PARTS:
        lines.append(f"{title}:")
        for number, step in enumerate(steps_of(getattr(month, name)), 1):
            lines.append(f"  {number:2}. {step.stage}: {step.what}")
            reads = ", ".join(step.reads) or "its tables"
            writes = ", ".join(step.writes) or "nothing"
            lines.append(f"      {step.name}  reads {reads}; writes {writes}")
        lines.append("")
    return lines[:-1]


def steps_of(function: Callable[..., Any]) -> list[Step]:
    """The calls that an engine function makes, in their order; its own parts are not steps."""
    plain, found = plain_of(function), []
    inside = {name for _, name in PARTS}
    for call in calls_of(tree_of(plain)):
        called = resolved(call.func, plain.__globals__)
        if called is None or plain_of(called).__name__ in inside:
            continue
        found.append(_step(call, plain_of(called)))
    return found


def _step(call: ast.Call, called: Callable[..., Any]) -> Step:
    module = called.__module__.removeprefix(PACKAGE).split(".")
    stage = module[0] if module[0] != "engine" else f"engine ({module[1]})"
    what = (inspect.getdoc(called) or called.__name__).split("\n")[0].rstrip(".")
    words = [told_by(argument) for argument in call.args]
    wrote = written_by(called)
    names = list(inspect.signature(called).parameters)
    reads, writes = set(), set()
    for name, argument in zip(names, words, strict=False):
        touched = touched_by(called, name) if argument == "here" else {argument}
        reads |= touched
        writes |= {path_end(name, path, argument) for path in wrote if path[0] == name}
    return Step(stage, called.__name__, what, _ordered(reads - writes), _ordered(writes))


def path_end(name: str, path: tuple[str, ...], argument: str) -> str:
    """What a written path is called outside: the column group itself, or the part of a bundle."""
    return path[1] if argument in ("here", "desk") and len(path) > 1 else argument


def _ordered(names: set[str]) -> tuple[str, ...]:
    return tuple(name for name in TOLD if name in names)


def told_by(argument: ast.expr) -> str:
    """`here.mind` and `desk.cases` are told as their last part, `here` as itself."""
    path = path_of(argument)
    if not path:
        return ""
    named = [part for part in path if part in TOLD]
    return named[0] if named else path[0]


def touched_by(called: Callable[..., Any], parameter: str, depth: int = 0) -> set[str]:
    """Parts of a bundle that a kernel looks into, itself or through others."""
    found: set[str] = set()
    for node in ast.walk(tree_of(called)):
        path = path_of(node) if isinstance(node, ast.Attribute) else ()
        if len(path) > 1 and path[0] == parameter:
            found.add(path[1])
    if depth < DEEPEST:
        for inner, name, path in passed_on(called):
            if path == (parameter,):
                found |= touched_by(inner, name, depth + 1)
    return found


def written_by(called: Callable[..., Any], depth: int = 0) -> set[tuple[str, ...]]:
    """Paths (parameter, part, ...) below which a kernel assigns elements."""
    parameters = set(inspect.signature(called).parameters)
    aliases = aliases_of(called)
    found: set[tuple[str, ...]] = set()
    for node in ast.walk(tree_of(called)):
        if isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in flattened(targets):
                if isinstance(target, ast.Subscript | ast.Attribute):
                    found.add(aliased(path_of(target), aliases))
    if depth < DEEPEST:
        for inner, name, path in passed_on(called):
            below = {deeper[1:] for deeper in written_by(inner, depth + 1) if deeper[0] == name}
            found |= {(*aliased(path, aliases), *deeper) for deeper in below}
    return {path for path in found if path and path[0] in parameters}


def aliases_of(called: Callable[..., Any]) -> dict[str, tuple[str, ...]]:
    """Names that stand for a part of a parameter: `harm = tally.harm[s, cell]`."""
    found = {}
    for node in ast.walk(tree_of(called)):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target, path = node.targets[0], path_of(node.value)
            if isinstance(target, ast.Name) and len(path) > 1:
                found[target.id] = path
    return found


def aliased(path: tuple[str, ...], aliases: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """A path with its first name replaced by what it stands for."""
    return (*aliases[path[0]], *path[1:]) if path and path[0] in aliases else path


def passed_on(
    called: Callable[..., Any],
) -> Iterator[tuple[Callable[..., Any], str, tuple[str, ...]]]:
    """Yield kernels called, the parameter, and the path of what is handed to it."""
    for call in calls_of(tree_of(called)):
        inner = resolved(call.func, called.__globals__)
        if inner is None:
            continue
        inner = plain_of(inner)
        for name, argument in zip(inspect.signature(inner).parameters, call.args, strict=False):
            path = path_of(argument)
            if path:
                yield inner, name, path


def flattened(targets: list[ast.expr]) -> Iterator[ast.expr]:
    """Yield the single targets of an assignment."""
    for target in targets:
        if isinstance(target, ast.Tuple):
            yield from flattened(target.elts)
        else:
            yield target


def path_of(node: ast.AST) -> tuple[str, ...]:
    """`here.standing.score[s, i]` as ('here', 'standing', 'score'); empty for anything else."""
    if isinstance(node, ast.Subscript):
        return path_of(node.value)
    if isinstance(node, ast.Attribute):
        before = path_of(node.value)
        return (*before, node.attr) if before else ()
    return (node.id,) if isinstance(node, ast.Name) else ()


def calls_of(tree: ast.AST) -> list[ast.Call]:
    """Calls in the order in which they stand."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return sorted(calls, key=lambda call: (call.lineno, call.col_offset))


def resolved(function: ast.expr, names: dict[str, Any]) -> Callable[..., Any] | None:
    """The package's own function behind a call, or None."""
    path = path_of(function)
    found = names.get(path[0]) if path else None
    for part in path[1:]:
        found = getattr(found, part, None) if isinstance(found, ModuleType) else None
    plain = plain_of(found) if callable(found) else None
    own = inspect.isfunction(plain) and plain.__module__.startswith(PACKAGE)
    return found if own and plain is not None and plain.__module__ != "socialcredit.draws" else None


def plain_of(function: Any) -> Callable[..., Any]:
    """The Python function that was compiled."""
    return getattr(function, "py_func", function)


def tree_of(function: Callable[..., Any]) -> ast.AST:
    """The source of a function as a tree."""
    return ast.parse(textwrap.dedent(inspect.getsource(function)))
