"""From a tree to a checked model; what does not fit is explained where it was written."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.kept import once
from socialcredit.language.read.files import shorten
from socialcredit.language.read.positions import Loc, Located, Place, follow, place_of_key, plain

MOST_SHOWN = 20
NEXT_STEP = "correct the file, then run `socialcredit check` on it"

Checked = TypeVar("Checked", bound=BaseModel)


class Problem(NamedTuple):
    """Something that does not fit, by its path in the tree."""

    loc: Loc
    message: str
    expected: str = ""
    meant: str | None = None
    at_key: bool = False


@once()
def checked(model: type[Checked], tree: Located) -> Checked:
    """Return the model of a tree. Raises one SocialCreditError that carries all problems."""
    model_of_tree, problems = fitted(model, plain(tree))
    if model_of_tree is None:
        raise gather(tree, problems)
    return model_of_tree


def fitted(model: type[Checked], data: Any) -> tuple[Checked | None, list[Problem]]:
    """Return the model of plain data, or None and what does not fit, by path."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, _problems(model, error)


def gather(tree: Located, problems: Iterable[Problem]) -> SocialCreditError:
    """Return the first problem as an error, with the others in file order inside it."""
    ordered = sorted(set(problems), key=_order(tree))
    errors = [_explain(tree, problem) for problem in ordered[:MOST_SHOWN]]
    left = len(ordered) - MOST_SHOWN
    if left > 0:
        errors.append(SocialCreditError(f"{left} further problems are not shown"))
    errors[-1].hint = errors[-1].hint or NEXT_STEP
    errors[0].others = tuple(errors[1:])
    return errors[0]


def _order(tree: Located) -> Callable[[Problem], tuple[Place, str]]:
    return lambda problem: (_node_and_place(tree, problem)[1], problem.message)


def _node_and_place(tree: Located, problem: Problem) -> tuple[Located, Place]:
    node, walked = follow(tree, problem.loc)
    if problem.at_key and walked and len(walked) == len(problem.loc):
        parent, _ = follow(tree, problem.loc[:-1])
        return node, place_of_key(parent, problem.loc[-1])
    return node, node.place


def _explain(tree: Located, problem: Problem) -> SocialCreditError:
    node, place = _node_and_place(tree, problem)
    text = str(problem.loc[-1]) if problem.at_key else node.text
    message = problem.message if len(problem.message) < 200 else shorten(problem.message)
    return SocialCreditError(
        message, str(place), shorten(text), problem.expected, meant=problem.meant
    )


def _problems(model: type[BaseModel], error: ValidationError) -> list[Problem]:
    """Translate pydantic's errors; a typo in a key is one problem, not two."""
    found = error.errors(include_url=False)
    missing = {item["loc"] for item in found if item["type"] == "missing"}
    with_faults = {item["loc"][:size] for item in found for size in range(len(item["loc"]))}
    unknown = [
        _unknown_key(model, item["loc"], missing)
        for item in found
        if item["type"] == "extra_forbidden"
    ]
    explained = {(*problem.loc[:-1], problem.meant) for problem in unknown}
    problems = list(unknown)
    for item in found:
        only_follows = (item["type"] == "missing" and item["loc"] in explained) or (
            item["type"] == "too_short" and item["loc"] in with_faults
        )
        if item["type"] != "extra_forbidden" and not only_follows:
            problems.append(_translate(item))
    return problems


def _unknown_key(model: type[BaseModel], loc: Loc, missing: set[Loc]) -> Problem:
    known = keys_at(model, loc[:-1])
    moved = getattr(model, "moved", {}).get(loc[0]) if len(loc) == 1 else None
    if moved:  # of an earlier version, and now elsewhere
        return Problem(loc, f"`{loc[0]}` stands elsewhere by now", moved, at_key=True)
    absent = [name for name in known if (*loc[:-1], name) in missing]
    word = str(loc[-1])
    meant = nearest(word, absent) or nearest(word, known)
    return Problem(loc, f"`{word}` is not known here", _one_of(known), meant, at_key=True)


def _translate(item: Mapping[str, Any]) -> Problem:
    kind, loc, context = item["type"], tuple(item["loc"]), item.get("ctx") or {}
    if kind == "unexpected":
        return Problem(loc, context["problem"], context["expected"])
    if kind == "missing":
        return _missing(loc)
    if kind == "literal_error":
        options = re.findall(r"'([^']*)'", context["expected"])
        is_key = bool(loc) and loc[-1] == "[key]"
        return Problem(
            loc[:-1] if is_key else loc,
            "this word is not known here",
            _one_of(options),
            nearest(str(item["input"]), options),
            at_key=is_key,
        )
    if loc and loc[-1] == "[key]":
        return Problem(loc[:-1], "this key does not fit", item["msg"], at_key=True)
    problem, expected = PLAIN_WORDS.get(kind, ("this does not fit", item["msg"]))
    if kind == "bool_type" and str(item["input"]).lower() in ("no", "yes", "on", "off", "y", "n"):
        problem = f"in YAML 1.2 `{item['input']}` is a word, not a yes-or-no value"
    return Problem(loc, problem, expected.format_map(_Filled(context)))


def _missing(loc: Loc) -> Problem:
    if loc and isinstance(loc[-1], int):
        return Problem(loc[:-1], "the list is too short", f"at least {loc[-1] + 1} items")
    name = str(loc[-1]) if loc else ""
    return Problem(loc[:-1], f"`{name}` is missing", f"`{name}: ...`")


class _Filled(dict[str, Any]):
    """Fills a message from the context of an error; what is absent stays an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "..."


_WHOLE = ("this is not a whole number", "a whole number, without quotes")
_NUMBER = ("this is not a number", "a number, without quotes")
_LIST = ("this is not a list", "a list: [one, two] or lines that begin with `- `")
_MAP = ("this is not a mapping", "lines of `key: value`")
PLAIN_WORDS: dict[str, tuple[str, str]] = {
    "bool_type": ("this is not a yes-or-no value", "true or false"),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "string_type": ("this is not text", "text; in quotes where it looks like a number or a date"),
    "string_too_short": ("this is empty", "text"),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _MAP,
    "model_type": _MAP,
    "model_attributes_type": _MAP,
    "greater_than_equal": ("this number is too small", "at least {ge}"),
    "greater_than": ("this number is too small", "more than {gt}"),
    "less_than_equal": ("this number is too large", "at most {le}"),
    "less_than": ("this number is too large", "less than {lt}"),
    "too_short": ("there are too few items", "at least {min_length}"),
    "too_long": ("there are too many items", "at most {max_length}"),
}


def _one_of(options: Iterable[str]) -> str:
    return "one of " + ", ".join(options)


def keys_at(model: type[BaseModel], loc: Loc) -> list[str]:
    """Return the keys that a model allows at a path, as they are written in the file."""
    inner: Any = model
    for step in loc:
        inner = _inside(inner, step)
    found = _model_in(inner)
    return [info.alias or name for name, info in found.model_fields.items()] if found else []


def parts_at(model: type[BaseModel], loc: Loc) -> list[str] | None:
    """Return the keys at a path of a model; none where it ends there, None where all words do."""
    inner: Any = model
    for step in loc:
        inner = _inside(inner, step)
    return keys_at(model, loc) if _model_in(inner) else None if _is_open(inner) else []


def _is_open(annotation: Any) -> bool:
    """Whether an annotation is a mapping from any words."""
    if get_origin(annotation) is dict:
        return True
    return any(_is_open(part) for part in get_args(annotation) if not isinstance(part, str))


def _inside(annotation: Any, step: str | int) -> Any:
    model = _model_in(annotation)
    if model is not None and isinstance(step, str):
        for name, info in model.model_fields.items():
            if step in (name, info.alias):
                return info.annotation
        return None
    return next((part for part in _unwrap(annotation) if part is not type(None)), None)


def _unwrap(annotation: Any) -> list[Any]:
    """The item types of a list, tuple or dict annotation, whatever it is wrapped in."""
    origin, parts = get_origin(annotation), list(get_args(annotation))
    if origin in (Union, types.UnionType):
        return [inner for part in parts for inner in _unwrap(part)]
    if origin is dict:
        return parts[1:]
    if origin in (tuple, list):
        return [part for part in parts if part is not Ellipsis]
    return _unwrap(parts[0]) if parts and hasattr(annotation, "__metadata__") else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation such as `Annotated[Ground | None, ...]` speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, types.UnionType) or hasattr(annotation, "__metadata__"):
        for part in get_args(annotation):
            found = _model_in(part)
            if found is not None:
                return found
    return None
