"""A scheme that somebody is writing, checked as a text while the words it may use are kept.

It finds what `check` finds of a file with that text in a scheme's folder. The text is never taken
for a path, and what it extends is looked for among the shipped schemes alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.populations import Kind
from socialcredit.language.check.persons import persons_in
from socialcredit.language.check.scheme import Vocabulary
from socialcredit.language.check_tree import tree_looked_at
from socialcredit.language.findings import Findings
from socialcredit.language.model.beliefs import FILES
from socialcredit.language.model.firms import FIRM_FILES
from socialcredit.language.model.scenario import Scenario
from socialcredit.language.read.all_mistakes import read_all_text
from socialcredit.language.read.positions import Located
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve.lineage import whole_tree
from socialcredit.language.resolve.loading import load_beliefs, load_scenario
from socialcredit.language.resolve.paths import (
    assumption_names,
    scheme_names,
    shipped_scheme,
)
from socialcredit.language.resolve.vocabulary import vocabulary_of

MOST_BYTES = 200_000
TEXT = Path("the text")  # what stands where a file would be named
_PLACE = re.compile(r"^(.*):(\d+):(\d+)$")


class Spoken(NamedTuple):
    """What a scheme's text may speak of; made once, it serves any number of texts.

    scheme  what the scheme is called that the text is a draft of
    words   the words of each population's assumption files; None where those do not fit
    schemes  the names that `extends` may give
    """

    scheme: str
    words: Mapping[Kind, Vocabulary | None]
    schemes: tuple[str, ...]

    def as_fields(self) -> dict[str, list[str]]:
        """Deeds, sources, domains, places and schemes by name, in order, for an editor."""
        told = [one for one in self.words.values() if one is not None]
        kinds = ("deeds", "sources", "domains", "places")
        found = {kind: {name for one in told for name in getattr(one, kind)} for kind in kinds}
        return {kind: sorted(names) for kind, names in found.items()} | {
            "schemes": list(self.schemes)
        }


class Mistake(NamedTuple):
    """What `check` says of a place of a text, for an editor to show there.

    kind        "error", or "warning" where it is allowed and surely not meant
    line, column  count from 1;  found  what stands there, shortened
    suggestion  None, or what an editor may do: {"from", "to", "line", "column"}
    """

    kind: str
    line: int
    column: int
    message: str
    found: str
    expected: str
    hint: str
    suggestion: dict[str, Any] | None


def vocabulary(scheme: str, scenario: str | Path | None = None) -> Spoken:
    """What a draft of a scheme may speak of: the files of a scenario, or of the scheme itself.

    scheme  the name of the scheme;  scenario  by name or path. Without it the assumption files are
    those of the scheme's name where the package ships such, as beside a folder of that name.
    """
    loaded = None if scenario is None else load_scenario(scenario)
    words = {kind: _words(kind, scheme, loaded) for kind in ("persons", "firms")}
    return Spoken(scheme, words, tuple(scheme_names()))  # type: ignore[arg-type]


def _words(kind: str, scheme: str, scenario: Scenario | None) -> Vocabulary | None:
    """The words of a population; those that are usual where a scheme's own are the other's."""
    usual = dict(FIRM_FILES) if kind == "firms" else {}
    if scenario is not None and kind in scenario.kinds:
        both = scenario.both and kind == "firms"
        return vocabulary_of(
            load_beliefs(scenario.firm_assumptions if both else scenario.assumptions)
        )
    own = {one: f"{scheme}/{one}.yaml" for one in FILES}
    try:
        known = {one: name for one, name in own.items() if name in assumption_names()}
        return vocabulary_of(load_beliefs({**usual, **known}))
    except SocialCreditError:
        return vocabulary_of(load_beliefs(usual))


def check_text(text: str, spoken: Spoken) -> list[Mistake]:
    """Every mistake of a scheme's text, and what is surely not meant, in their order in it.

    spoken  of `vocabulary`, which is best kept between calls
    """
    text = text.removeprefix("\ufeff")
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        expected = f"at most {MOST_BYTES:,} bytes"
        return [Mistake("error", 1, 1, "the text is too long", "", expected, "", None)]
    found = Findings()
    reading = read_all_text(text, str(TEXT))
    for warning in persons_in(text, str(TEXT)):
        found.note_odd(warning)
    for error in reading.errors:
        found.take(error)
    found.gone |= reading.gone
    if reading.tree is not None:
        tree = found.tried(_laid_over_shipped, reading.tree)
        if tree is not None:
            tree_looked_at(tree, found, lambda kind, _: spoken.words[kind], None, False)
    lines = text.split("\n")
    told = [*_told("error", found.errors, reading.tree, lines)]
    told += _told("warning", found.warnings, reading.tree, lines)
    return sorted(told, key=lambda one: (one.line, one.column))


def _laid_over_shipped(tree: Located) -> Located:
    """A text's tree laid over the shipped schemes that it extends."""
    return whole_tree(TEXT, shipped_scheme, lambda path: tree if path == TEXT else read(path))


def _told(
    kind: str, errors: list[SocialCreditError], tree: Located | None, lines: list[str]
) -> Iterator[Mistake]:
    """Errors as an editor shows them; one in what is inherited stands where it is extended."""
    for error in errors:
        place = _PLACE.match(error.where)
        message, line, column = error.message, 1, 1
        if place is not None and place[1] == str(TEXT):
            line, column = int(place[2]), int(place[3])
        elif place is not None:
            extends = tree.get("extends") if tree is not None else None
            if extends is not None:
                line, column = extends.place.line, extends.place.column
            message = f"in `{Path(place[1]).parent.name}`, line {place[2]}: {message}"
        here = place is not None and place[1] == str(TEXT)
        suggestion = _suggestion(error, lines, line, column) if here else None
        yield Mistake(
            kind, line, column, message, error.text, error.expected, error.hint, suggestion
        )


def _suggestion(
    error: SocialCreditError, lines: list[str], line: int, column: int
) -> dict[str, Any] | None:
    """The nearest word in place of the one at fault, where this one stands on the line."""
    if not error.meant or line > len(lines):
        return None
    rest = lines[line - 1][column - 1 :]
    words = [*re.findall(r"`([^`]+)`", error.message), error.text, error.text.strip("'")]
    for word in words:
        at = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", rest) if word else None
        if at is not None and word != error.meant:
            return {"from": word, "to": error.meant, "line": line, "column": column + at.start()}
    return None
