"""Reading YAML 1.2 files with the position of every value.

The parser's events are turned into a tree here, so that the rules are ours and few: a plain scalar
is null, true or false, a number, a date YYYY-MM-DD, or text (`no` and `12:30:00` are text); a key
is always text and stands once; tabs, tags, merge keys and second documents are refused, and so are
files whose aliases would unfold into more than a rule file can need.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.text import code_of, first_hidden
from socialcredit.language.read.files import (
    bytes_of,
    hidden_character,
    line_and_column,
    refuse_hidden,
    shorten,
    text_of_bytes,
)
from socialcredit.language.read.positions import Located, Place, Scalar

Found = list[SocialCreditError]

MOST_VALUES = 400_000
DEEPEST = 40
LONGEST_NUMBER = 40
KEPT = 64  # trees of files that were read: one run reads most of its files more than once

_INTEGER = re.compile(r"[-+]?[0-9]+")
_OTHER_INTEGER = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


def read(path: Path | str) -> Located:
    """Return the tree of a YAML file. Raises SocialCreditError with file, line and column."""
    return read_bytes(bytes_of(path), str(path))


@lru_cache(KEPT)
def read_bytes(data: bytes, name: str) -> Located:
    """Return the tree of a YAML text in UTF-8; `name` is the file that errors name.

    The same bytes have the same tree: all share it, and nobody changes it.
    """
    return read_text(text_of_bytes(data, name), name)


def read_text(text: str, name: str, found: Found | None = None) -> Located:
    """Return the tree of a YAML text; `name` is the file that errors name.

    found  where it is given, mistakes that leave the rest readable are put there and not raised
    """
    refuse_hidden(text, name)
    _refuse_tabs(text, name)
    try:
        return _Tree(text, name, found).read()
    except ReaderError as error:
        line, column = line_and_column(text[: max(error.position, 0)])
        raise SocialCreditError(
            "a character that YAML does not allow",
            f"{name}:{line}:{column}",
            text=f"character {code_of(_character(error.character))}",
            hint="delete the character",
        ) from None
    except MarkedYAMLError as error:
        raise _syntax_error(error, text, name) from None
    except (YAMLError, UnicodeError):
        raise SocialCreditError(
            "this is not YAML", f"{name}:1:1", hint="compare with a scheme that is shipped"
        ) from None


def resolve(text: str) -> Scalar:
    """Return what a plain scalar means in YAML 1.2's core schema, with calendar days besides.

    A number too long to be one, infinity and not-a-number stay text: no rule can use them.
    """
    if text in _NULL:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) <= LONGEST_NUMBER else text
    if len(text) <= LONGEST_NUMBER and _OTHER_INTEGER.fullmatch(text):
        return int(text, 0)
    if len(text) <= 2 * LONGEST_NUMBER and _FLOAT.fullmatch(text):
        number = float(text)
        return number if abs(number) < float("inf") else text
    return _day(text) if _DATE.fullmatch(text) else text


class _Tree:
    """Turns the parser's events into Located values, counting what it makes."""

    def __init__(self, text: str, name: str, found: Found | None) -> None:
        self.found = found
        self.lines = text.split("\n")
        self.name = name
        self.events = YAML(typ="safe").parse(text)
        self.anchors: dict[str, tuple[Located, int]] = {}
        self.open_anchors: set[str] = set()
        self.made = 0

    def read(self) -> Located:
        root: Located | None = None
        for event in self.events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                if root is not None:
                    self.tell(self.wrong(event, "a second document begins here", "one a file"))
                    return root
                root = self.value(next(self.events), 0)
        if root is None or (root.value is None and not root.text):
            raise SocialCreditError(
                "the file is empty",
                f"{self.name}:1:1",
                expected="a mapping with `key: value` lines",
                hint="`socialcredit new NAME` writes a scheme to start from",
            )
        return root

    def value(self, event: Any, depth: int) -> Located:
        if depth > DEEPEST:
            raise self.wrong(event, "the values are nested too deeply", f"at most {DEEPEST} levels")
        self.count(event, 1)
        kind = type(event).__name__
        if kind == "AliasEvent":
            return self.alias(event)
        if event.tag is not None and event.tag != "!":
            self.tell(self.wrong(event, "tags are not used here", "a plain value", str(event.tag)))
        anchor, before = event.anchor, self.made
        if anchor is not None:
            self.anchors.pop(anchor, None)
            self.open_anchors.add(anchor)
        node = self.content(event, kind, depth)
        if anchor is not None:
            self.open_anchors.discard(anchor)
            self.anchors[anchor] = (node, self.made - before)
        return node

    def content(self, event: Any, kind: str, depth: int) -> Located:
        if kind == "ScalarEvent":
            self.seen(event)
            plain = event.implicit[0] and not event.style
            value: Scalar = resolve(event.value) if plain else event.value
            shown = event.value if plain else f"'{event.value}'"
            return Located(value, self.place(event), shown)
        if kind == "SequenceStartEvent":
            return self.sequence(event, depth)
        return self.mapping(event, depth)

    def sequence(self, event: Any, depth: int) -> Located:
        items: list[Located] = []
        while True:
            inner = next(self.events)
            if type(inner).__name__ == "SequenceEndEvent":
                return Located(items, self.place(event), self.line(event))
            items.append(self.value(inner, depth + 1))

    def mapping(self, event: Any, depth: int) -> Located:
        keys: dict[str, Place] = {}
        items: dict[str, Located] = {}
        while True:
            inner = next(self.events)
            if type(inner).__name__ == "MappingEndEvent":
                return Located(items, self.place(event), self.line(event), keys)
            key = self.key(inner)
            place, value = self.place(inner), self.value(next(self.events), depth + 1)
            if key in items:
                line = keys[key].line
                problem = f"this key stands twice, first in line {line}"
                self.tell(self.wrong(inner, problem, "one value", key))
            elif key:
                keys[key], items[key] = place, value

    def key(self, event: Any) -> str:
        """A key as text; none where it is no key and the reading goes on all the same."""
        if type(event).__name__ != "ScalarEvent":
            raise self.wrong(event, "a key must be a word", "`key: value`", self.line(event))
        if not event.value:
            self.tell(self.wrong(event, "a key is empty", "`key: value`", self.line(event)))
        if event.value == "<<" and not event.style:
            problem, expected = "merge keys are not part of YAML 1.2", "the lines written out"
            self.tell(self.wrong(event, problem, expected, "<<"))
            return ""
        self.count(event, 1)
        self.seen(event)
        return str(event.value)

    def alias(self, event: Any) -> Located:
        if event.anchor in self.open_anchors:
            raise self.wrong(event, "a value contains itself", "a value", f"*{event.anchor}")
        if event.anchor not in self.anchors:
            raise self.wrong(event, "no value has this name", "a value", f"*{event.anchor}")
        node, size = self.anchors[event.anchor]
        self.count(event, size)
        return node

    def count(self, event: Any, values: int) -> None:
        self.made += values
        if self.made > MOST_VALUES:
            raise self.wrong(event, "the file unfolds into too many values", f"{MOST_VALUES}")

    def tell(self, error: SocialCreditError) -> None:
        """Raise a mistake, or go on where all are to be told."""
        if self.found is None:
            raise error
        self.found.append(error)

    def seen(self, event: Any) -> None:
        """Refuse what an escape such as "\\u202e" put into a text."""
        at = first_hidden(event.value)
        if at is not None:
            self.tell(hidden_character(str(self.place(event)), event.value[at]))

    def place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.name, mark.line + 1, mark.column + 1)

    def line(self, event: Any) -> str:
        number = event.start_mark.line
        return self.lines[number].strip() if number < len(self.lines) else ""

    def wrong(self, event: Any, problem: str, expected: str, text: str = "") -> SocialCreditError:
        return SocialCreditError(problem, str(self.place(event)), shorten(text), expected)


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _refuse_tabs(text: str, name: str) -> None:
    at = text.find("\t")
    if at < 0:
        return
    line, column = line_and_column(text[:at])
    raise SocialCreditError(
        "a tab; YAML is indented with spaces",
        f"{name}:{line}:{column}",
        text=shorten(text.split("\n")[line - 1].replace("\t", "<tab>")),
        expected="spaces",
        hint="replace the tabs of the file by spaces",
    )


def _syntax_error(error: MarkedYAMLError, text: str, name: str) -> SocialCreditError:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    lines = text.split("\n")
    line = min(line, len(lines) - 1)
    problem = (error.problem or "this is not YAML").replace("could not find", "did not find")
    began = error.context_mark if error.problem_mark is not None else None
    if "unexpected ':'" in problem:
        problem += "; a text with a colon stands in quotes"
    hint = f"look at what begins in line {began.line + 1}" if began else "check the indentation"
    return SocialCreditError(
        f"this is not YAML: {problem}",
        f"{name}:{line + 1}:{column + 1}",
        text=shorten(lines[line]),
        expected="`key: value` lines, lists in [ ], mappings in { }",
        hint=hint,
    )


def _character(found: Any) -> str:
    return chr(found) if isinstance(found, int) else str(found)[:1] or "?"
