"""What may be written at a place of a scheme's text: keys by the path there, words by key."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from socialcredit.language.check_text import Spoken
from socialcredit.language.schema import json_schema

_TOKEN = re.compile(r"\"[^\"]*\"|'[^']*'|#.*$|([\w-]+):(?=\s|$)|[\[\]{},]")
_INDENT = re.compile(r"\s*(?:- +)*")
_WORD = re.compile(r"[\w-]*$")
_INSIDE = ("anyOf", "allOf", "items", "prefixItems", "additionalProperties")
# Whose names stand under a key: of the assumption files, or of the text itself.
FILES = {
    "deed": "deeds", "entry": "deeds", "seen_by": "sources", "domain": "domains",
    "place": "places", "extends": "schemes",
}  # fmt: skip
OWN = ("layer", "meter", "list", "dimension")
OF_GRADES = ("to_grade", "grades", "penal", "honour", "to", "not_above")


class Where(NamedTuple):
    """The keys that lead to a place, and the key whose value is written there, if it is one."""

    keys: tuple[str, ...]
    key: str | None


class Offer(NamedTuple):
    """What may stand at a place: from which character on it replaces, words and what each means."""

    start: int
    words: tuple[tuple[str, str], ...]
    values: bool


def offered(text: str, at: int, spoken: Spoken) -> Offer:
    """What may be written in a text before its character `at`."""
    found = _WORD.search(text, 0, at)
    start = found.start() if found else at
    where = path_of(text[:start])
    part = "whole"
    for key in where.keys:
        part = _parts()[part].get(key, {}).get("part", part)
    if where.key is None:
        keys = ((key, one["says"]) for key, one in _parts()[part].items())
        return Offer(start, tuple(keys), False)
    values = _values(where.key, part, spoken, text)
    return Offer(start, tuple((value, "") for value in values), True)


def path_of(before: str) -> Where:
    """Where somebody writes, by the text before: blocks by their indent, brackets within lines."""
    lines = before.split("\n")
    first = len(lines) - 1
    while first > 0 and not lines[first][:1].isalpha():
        first -= 1
    held: list[tuple[int, str | None, str]] = []  # indent, key, and the bracket that it opened
    key: str | None = None
    for number, line in enumerate(lines[first:], first):
        found = _INDENT.match(line)
        indent = found.end() if found else 0
        written = bool(line.strip()) or number == len(lines) - 1
        while written and held and not held[-1][2] and held[-1][0] >= indent:
            held.pop()
            key = None
        for token in _TOKEN.finditer(line, indent):
            key = _taken(token, held, key, indent)
    if not (held and held[-1][2]) and f"{key}:" not in lines[-1]:
        key = None  # what stands under a key, lines below it
    keys = [one for _, one, _ in held if one]
    return Where(tuple(keys[:-1] if key and keys and keys[-1] == key else keys), key)


def _taken(
    token: re.Match[str], held: list[tuple[int, str | None, str]], key: str | None, indent: int
) -> str | None:
    """Take one token of a line; the key whose value follows."""
    flow, sign = held[-1][2] if held else "", token[0]
    if token[1]:
        if not flow:
            held.append((indent, token[1], ""))
        return token[1]
    if sign in ("{", "["):
        held.append((indent, key if flow == "{" else None, sign))
        return None if sign == "{" else key
    if sign in ("}", "]"):
        if held:
            held.pop()
        return None
    return None if sign == "," and flow == "{" else key


def _values(key: str, part: str, spoken: Spoken, text: str) -> list[str]:
    """Words that a key may have: those of its kind, of the files, or that the text defines."""
    found = list(_parts()[part].get(key, {}).get("one_of", ()))
    found += spoken.as_fields().get(FILES.get(key, ""), [])
    if key in OWN:
        found += re.findall(rf"\b{key}: ([\w-]+)", text)
    if key in OF_GRADES:
        bands = re.findall(r"bands: \{([^}]*)\}", text)
        found += [name for one in bands for name in re.findall(r"([\w+-]+):", one)]
    if key == "source":
        block = re.search(r"^sources:\n((?:[ #].*\n|\n)*)", text, re.MULTILINE)
        found += ["assumed", *re.findall(r"^ {2}([\w-]+):", block[1] if block else "", re.M)]
    return [*dict.fromkeys(found)]


@cache
def _parts() -> dict[str, dict[str, dict[str, Any]]]:
    """By part of a scheme's file, each key: what it `says`, the `part` under it, its `one_of`."""
    whole = json_schema("scheme")["$defs"]
    found = {name: part["properties"] for name, part in whole.items() if "properties" in part}
    found["whole"] = {**found["wholeChanged"], **found["whole"]}
    return {
        name: {key: _of_key(value) for key, value in keys.items()} for name, keys in found.items()
    }


def _of_key(value: Any) -> dict[str, Any]:
    one_of, part = list[str](), ""
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            one_of += [str(one) for one in node.get("enum", [])]
            one_of += ["true", "false"] if node.get("type") == "boolean" else []
            part = str(node.get("$ref", part)).rsplit("/", 1)[-1].removesuffix("Changed")
            waiting += [node[key] for key in _INSIDE if key in node]
    says = value.get("description", "") if isinstance(value, dict) else ""
    return {"says": says, "one_of": one_of} | ({"part": part} if part else {})
