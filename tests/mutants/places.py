"""Small mistakes that somebody could make in a file: each changes one place of it, by rule.

A rule takes a piece of the syntax tree and gives what could stand there instead: the next
comparison, the other branch, a sibling's name. Nothing here is random; which of many mistakes are
tried is said in `near.py`.
"""

import ast
import hashlib
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
EXCHANGED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip
LEFT_OUT = (ast.Mult, ast.Div, ast.FloorDiv, ast.Mod)
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "sum": "max"}
FEW = 3  # arguments: of more, two exchanged are no mistake but a mess
# Of these nobody can be wrong without an error, or wrong at all.
OF_NO_WEIGHT = {"strict", "initial", "dtype", "axis", "kind", "encoding", "key"}


class Mutation(NamedTuple):
    """One mistake: what stands in a function of a file, what would stand there, and how often."""

    path: str
    function: str
    before: str
    after: str
    nth: int  # of the same mistakes in this function, from one
    line: int
    start: int  # bytes of the file
    stop: int

    @property
    def name(self) -> str:
        """How the list of equals calls it: by what stands there, so that lines may move."""
        again = f" ({self.nth})" if self.nth > 1 else ""
        return f"{self.path} {self.function}: {self.before} -> {self.after}{again}"

    def rank(self, seed: int) -> str:
        """Where it stands in the order in which mistakes are tried."""
        return hashlib.sha256(f"{seed} {self.name}".encode()).hexdigest()

    def made(self, source: bytes) -> bytes:
        """The file with the mistake."""
        whole = self.after if self.after == "pass" else f"({self.after})"
        if "=" in self.after and self.before.count("= ") and self.before.split("= ")[0][-1] in "+-":
            whole = self.after
        return source[: self.start] + whole.encode() + source[self.stop :]


def mutations(path: str, source: bytes) -> list[Mutation]:
    """Every mistake that the rules know in a file, in the order of the file."""
    tree, starts = ast.parse(source), [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for function, node, new in _changes(tree):
        before, after = ast.unparse(node), ast.unparse(new)
        seen[function, before, after] += 1
        start, stop = (starts[line - 1] + at for line, at in _span(node))
        one = Mutation(path, function, before, after, seen[function, before, after],
                       node.lineno, start, stop)  # fmt: skip
        if before != after:
            found.append(one)
    return found


def _span(node: ast.AST) -> tuple[tuple[int, int], tuple[int, int]]:
    return (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)


def reads(source: bytes) -> bool:
    """Whether it is Python at all: few places take everything that fits elsewhere."""
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _changes(tree: ast.Module) -> Iterator[tuple[str, ast.AST, ast.AST]]:
    """Function, a piece, and what could stand in its place."""
    for name, scope in _scopes(tree):
        beside = Siblings(scope)
        for node in _pieces(scope):
            for new in _instead(node, beside):
                yield name, node, new


def _scopes(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """The functions of a file, and its constants."""
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            yield ast.unparse(target), node
    for outer in tree.body:
        inner = outer.body if isinstance(outer, ast.ClassDef) else [outer]
        for node in inner:
            if isinstance(node, ast.FunctionDef):
                above = f"{outer.name}." if isinstance(outer, ast.ClassDef) else ""
                yield f"{above}{node.name}", node


def _pieces(scope: ast.AST) -> Iterator[ast.AST]:
    """What may be changed: no text, no annotation, no error message, nothing within an f-string."""
    waiting = [scope.value] if isinstance(scope, ast.Assign | ast.AnnAssign) else scope.body[::-1]
    while waiting:
        node = waiting.pop()
        if node is None or isinstance(node, ast.JoinedStr | ast.Raise | ast.Assert | ast.pattern):
            continue
        if isinstance(node, ast.keyword) and node.arg in OF_NO_WEIGHT:
            continue
        yield node
        skipped = {getattr(node, "annotation", None), getattr(node, "returns", None)}
        waiting += [child for child in ast.iter_child_nodes(node) if child not in skipped][::-1]


class Siblings:
    """Names that stand beside each other in a function, so that one is easily taken for another."""

    def __init__(self, scope: ast.AST) -> None:
        """Constants, keys of tables and fields of one object, each in the order of the letters."""
        nodes = list(ast.walk(scope))
        self.called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
        self.constants = sorted({node.id for node in nodes if _is_constant(node)})
        self.keys = sorted({node.slice.value for node in nodes if _has_key(node)})
        self.fields: dict[str, set[str]] = {}
        for node in nodes:
            if isinstance(node, ast.Attribute) and id(node) not in self.called:
                self.fields.setdefault(ast.unparse(node.value), set()).add(node.attr)


def _is_constant(node: ast.AST) -> bool:
    loaded = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    return loaded and node.id.isupper() and len(node.id) > 1


def _has_key(node: ast.AST) -> bool:
    text = isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)
    return text and isinstance(node.slice.value, str)


def _next(of: list[str], one: str) -> str:
    return of[(of.index(one) + 1) % len(of)]


def _instead(node: ast.AST, beside: Siblings) -> Iterator[ast.AST]:
    yield from _another_sign(node)
    yield from _another_name(node, beside)
    yield from _another_order(node)
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield ast.Pass()


def _another_sign(node: ast.AST) -> Iterator[ast.AST]:
    """The next comparison, the other connective, a sign or a factor that is forgotten."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARED:
        yield _with(node, ops=[COMPARED[type(node.ops[0])]()])
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in EXCHANGED:
        yield _with(node, op=EXCHANGED[type(node.op)]())
    elif isinstance(node, ast.BinOp) and isinstance(node.op, LEFT_OUT):
        yield node.left
    elif isinstance(node, ast.BoolOp):
        yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.UnaryOp):
        yield node.operand


def _another_name(node: ast.AST, beside: Siblings) -> Iterator[ast.AST]:
    """The constant, key or field that stands beside it; `min` for `max`."""
    if _is_constant(node):
        yield _with(node, id=_next(beside.constants, node.id))
    elif _has_key(node):
        yield _with(node, slice=ast.Constant(_next(beside.keys, node.slice.value)))
    elif isinstance(node, ast.Attribute) and id(node) not in beside.called:
        fields = sorted(beside.fields[ast.unparse(node.value)])
        yield _with(node, attr=_next(fields, node.attr))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
        field = "id" if isinstance(node.func, ast.Name) else "attr"
        called = getattr(node.func, field)
        if called in CALLED:
            yield _with(node, func=_with(node.func, **{field: CALLED[called]}))


def _another_order(node: ast.AST) -> Iterator[ast.AST]:
    """Two arguments or two branches exchanged, a condition that is forgotten."""
    if isinstance(node, ast.Call) and len(node.args) <= FEW:
        for at, (one, two) in enumerate(zip(node.args, node.args[1:], strict=False)):
            if all(isinstance(arg, ast.Name | ast.Attribute) for arg in (one, two)):
                yield _with(node, args=[*node.args[:at], two, one, *node.args[at + 2 :]])
    elif isinstance(node, ast.IfExp):
        yield _with(node, body=node.orelse, orelse=node.body)
    elif isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
        *first, last = node.generators
        if last.ifs:
            yield _with(node, generators=[*first, _with(last, ifs=last.ifs[:-1])])


def _with(node: ast.AST, **changes: object) -> ast.AST:
    new = deepcopy(node)
    for name, value in changes.items():
        setattr(new, name, value)
    return new
