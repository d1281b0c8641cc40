"""The order of a day, read off the kernels themselves, so that what is printed is what is called.

A stage's signature names the columns it may see; what it writes is found by following, from its
arguments, every assignment to an element of an array, also through the kernels it calls.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from socialcredit.month import community
from socialcredit.stages.response.mechanisms import MECHANISMS

PARTS = (
    ("A month begins", "live_here"),
    ("Every day people act", "people_act"),
    ("Every day what they did is seen and filed", "live_day"),
    ("Every day sources go round", "go_round"),
    ("The month ends", "end_month"),
)
WITHIN = ("end_faults", "show_signs", "expect_without")  # told where they are called
COLUMNS = ("people", "mind", "standing", "score", "grade", "conduct", "noted")
BOOKS = (
    "subject", "layers", "alarms", "listed", "held", "found", "acts", "stopped", "visits",
    "sightings", "cases", "touched", "clean", "belief", "known", "pays", "effort", "laws", "log",
    "mail", "post", "queue", "tally",
)  # fmt: skip
TOLD = (*COLUMNS, *BOOKS)
PACKAGE, DRAWS = "socialcredit.", "socialcredit.core.draws"

Function = Callable[..., Any]
Path = tuple[str, ...]
Deeper = Callable[[Function], set[Path]]


@dataclass(frozen=True)
class Step:
    """One call of a stage: who is called, what for, what it reads and writes."""

    stage: str
    name: str
    what: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]


def plan_lines() -> list[str]:
    """The order of a day as lines of text."""
    reader, lines = Reader(), []
    monthly = [mechanism.monthly for mechanism in MECHANISMS.values() if mechanism.monthly]
    parts = [("Before a month", [reader.about(called) for called in monthly])]
    parts += [(title, reader.steps_of(getattr(community, name))) for title, name in PARTS]
    for title, steps in parts:
        lines.append(f"{title}:")
        for number, step in enumerate(steps, 1):
            lines.append(f"  {number:2}. {step.stage}: {step.what}")
            reads = ", ".join(step.reads) or "its tables"
            writes = ", ".join(step.writes) or "nothing that lasts"
            lines.append(f"      {step.name}  reads {reads}; writes {writes}")
        lines.append("")
    return lines[:-1]


def stage_of(module: Sequence[str]) -> str:
    """The stage of `stages.records.cases`; where stages meet, the room and its file."""
    return module[1] if module[0] == "stages" else f"{module[0]} ({module[1]})"


def targets_of(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield what a function assigns to, names of its own apart."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign):
            targets: list[ast.expr] = []
            targets += node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in flattened(targets):
                if isinstance(target, ast.Subscript | ast.Attribute):
                    yield target


def aliases_of(tree: ast.AST, names: Mapping[str, Any]) -> dict[Path, Path]:
    """Names for parts of parameters: `harm = tally.harm[s]`, `here = Here(people, mind)`."""
    found: dict[Path, Path] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            left, value = node.targets[0], node.value
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            left, value = node.target, node.value
        else:
            continue
        if not isinstance(left, ast.Name):
            continue
        target = left.id
        path = path_of(value)
        if len(path) > 1 or (path and isinstance(value, ast.Subscript)):
            found[(target,)] = path
        elif isinstance(value, ast.Call):
            bundle = names.get(path_of(value.func)[0]) if path_of(value.func) else None
            for name, given in zip(getattr(bundle, "_fields", ()), value.args, strict=False):
                if path_of(given):
                    found[target, name] = path_of(given)
    return found


def aliased(path: Path, aliases: Mapping[Path, Path]) -> Path:
    """A path with its beginning replaced by what it stands for."""
    for length in (2, 1):
        if path[:length] in aliases:
            return (*aliases[path[:length]], *path[length:])
    return path


def told_in(outside: Path, name: str, paths: set[Path]) -> set[str]:
    """The groups of columns and the books that paths of the parameter `name` lead into."""
    whole = [(*outside, *path[1:]) for path in paths if path[0] == name]
    return {next((part for part in path if part in TOLD), "") for path in whole}


def _ordered(names: set[str]) -> tuple[str, ...]:
    return tuple(name for name in TOLD if name in names)


def resolved(function: ast.expr, names: Mapping[str, Any]) -> Function | None:
    """The package's own function behind a call, or None."""
    path = path_of(function)
    found = names.get(path[0]) if path else None
    for part in path[1:]:
        found = getattr(found, part, None) if isinstance(found, ModuleType) else None
    plain = plain_of(found)
    own = inspect.isfunction(plain) and plain.__module__.startswith(PACKAGE)
    return plain if own and plain.__module__ != DRAWS else None


def path_of(node: ast.AST) -> Path:
    """`here.standing.score[s, i]` as ('here', 'standing', 'score'); empty for anything else."""
    if isinstance(node, ast.Subscript):
        return path_of(node.value)
    if isinstance(node, ast.Attribute):
        before = path_of(node.value)
        return (*before, node.attr) if before else ()
    return (node.id,) if isinstance(node, ast.Name) else ()


def plain_of(function: Any) -> Any:
    """The Python function that was compiled."""
    return getattr(function, "py_func", function)


class Reader:
    """Reads functions once and remembers what it found: their trees, looks and assignments."""

    def __init__(self) -> None:
        self.trees: dict[Function, ast.AST] = {}
        self.writes: dict[Function, set[Path]] = {}
        self.looks: dict[Function, set[Path]] = {}

    def steps_of(self, function: Function) -> list[Step]:
        """The calls that a part of the month makes, in their order; its own parts are no steps."""
        own, steps = {name for _, name in PARTS}, []
        for call, called in self.calls_of(plain_of(function)):
            if called.__name__ in WITHIN:
                steps += self.steps_of(called)
            elif called.__name__ not in own:
                steps.append(self.about(called, [path_of(given) for given in call.args]))
        return steps

    def about(self, called: Function, given: Sequence[Path] = ()) -> Step:
        """One step: the function, and the paths that it is `given`, or else its own names."""
        module = called.__module__.removeprefix(PACKAGE).split(".")
        what = (inspect.getdoc(called) or called.__name__).split("\n")[0].rstrip(".")
        reads: set[str] = set()
        writes: set[str] = set()
        names = list(inspect.signature(called).parameters)
        for name, outside in zip(names, given or [(name,) for name in names], strict=False):
            reads |= told_in(outside, name, self.looked_at(called))
            writes |= told_in(outside, name, self.written_by(called))
        name = f"{module[-1]}.{called.__name__}"
        return Step(stage_of(module), name, what, _ordered(reads - writes), _ordered(writes))

    def looked_at(self, called: Function) -> set[Path]:
        """Paths (parameter, part, ...) that a kernel looks at, itself or through others."""
        if called not in self.looks:
            found = {path_of(node) for node in ast.walk(self.tree_of(called))}
            self.looks[called] = self._from_outside(called, found, self.looked_at)
        return self.looks[called]

    def written_by(self, called: Function) -> set[Path]:
        """Paths below which a kernel assigns elements, itself or through others."""
        if called not in self.writes:
            found = {path_of(target) for target in targets_of(self.tree_of(called))}
            self.writes[called] = self._from_outside(called, found, self.written_by)
        return self.writes[called]

    def _from_outside(self, called: Function, found: set[Path], deeper: Deeper) -> set[Path]:
        """The paths found here and in the kernels called, as the caller's parameters name them."""
        for call, inner in self.calls_of(called):
            for name, given in zip(inspect.signature(inner).parameters, call.args, strict=False):
                outside = path_of(given)
                if outside:
                    found |= {(*outside, *path[1:]) for path in deeper(inner) if path[0] == name}
        aliases = aliases_of(self.tree_of(called), called.__globals__)
        parameters = set(inspect.signature(called).parameters)
        named = {aliased(path, aliases) for path in found if path}
        return {path for path in named if path and path[0] in parameters}

    def calls_of(self, called: Function) -> list[tuple[ast.Call, Function]]:
        """Calls of the package's own functions, in the order in which they stand."""
        calls = [node for node in ast.walk(self.tree_of(called)) if isinstance(node, ast.Call)]
        calls.sort(key=lambda call: (call.lineno, call.col_offset))
        pairs = [(call, resolved(call.func, called.__globals__)) for call in calls]
        return [(call, inner) for call, inner in pairs if inner is not None]

    def tree_of(self, called: Function) -> ast.AST:
        """The source of a function as a tree, without what says how it is compiled."""
        if called not in self.trees:
            tree = ast.parse(textwrap.dedent(inspect.getsource(called)))
            for node in tree.body:
                if isinstance(node, ast.FunctionDef):
                    node.decorator_list = []
            self.trees[called] = tree
        return self.trees[called]


def flattened(targets: list[ast.expr]) -> Iterator[ast.expr]:
    """Yield the single targets of an assignment."""
    for target in targets:
        if isinstance(target, ast.Tuple):
            yield from flattened(target.elts)
        else:
            yield target
