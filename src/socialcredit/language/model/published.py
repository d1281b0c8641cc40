"""Numbers that were published about a system, and where a run has their like: `published.yaml`.

The file lies beside the scheme. Each figure says what was counted, up to which day, how far a run
may be from it, and whether assumptions were calibrated on it or it is predicted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from socialcredit.beliefs import Finite
from socialcredit.errors import SocialCreditError, nearest
from socialcredit.explaining import Problem, checked, gather
from socialcredit.finding import SCHEMES, scenario_file, scheme_folder
from socialcredit.loading import load_scheme
from socialcredit.located import Loc
from socialcredit.provenance import ASSUMED, Block, Evidence
from socialcredit.quantities import Count, Day, Text, unexpected
from socialcredit.reading import read
from socialcredit.rules import Scheme

FILE = "published.yaml"
Kind = Literal["calibrated", "predicted"]
_TOLERANCE = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)( %| points)?")

# What a run's tables count. A state stands at the month's end; everything else is summed over time.
REFUSALS = ("face", "wrongly", "marks", "full")
STATES: dict[str, tuple[str, ...]] = {
    "grades": ("residents",),
    "lists": ("stock",),
    "harm": ("penalised", "wrongly", "innocent"),
    "appeals": ("queue",),
    "response": ("residents", "aware"),
    "lending": ("people", "borrowers", "several", "over", "late", "loans", "on_file", "stranded"),
}
SUMS: dict[str, tuple[str, ...]] = {
    "conduct": ("deeds", "effort", "sighted"),
    "records": ("records", "points", "repaired", "expired", "corrected"),
    "lists": ("entered", "left"),
    "doors": ("attempts", "refusals", "wrongful", "money"),
    "lending": ("asked", "granted", "repaid", "defaulted", "stranded_lost", *REFUSALS),
    "harm": ("penal_days", "wrong_days", "bad_records", "wrong_records", "bad_deeds"),
    "appeals": ("notices", "disputes", "decided", "corrected", "wrongly_upheld", "unnoticed_wrong"),
}
KEYS: dict[str, tuple[str, ...]] = {
    "grades": ("grade",),
    "lists": ("list",),
    "conduct": ("place", "kind"),
    "records": ("entry", "cause"),
    "doors": ("consequence", "group", "hits"),
    "harm": (),
    "appeals": (),
    "response": ("place",),
    "lending": ("group",),
}
FIXED: dict[str, tuple[str, ...]] = {
    "cause": ("right", "wrong-person", "false-alarm", "wrong-content", "association"),
    "group": ("majority", "minority"),
    "hits": ("self", "household", "children"),
}


class Tolerance(Block):
    """How far a run may be off: a share of the published value, or an amount in its unit."""

    amount: float
    relative: bool

    def of(self, value: float) -> float:
        """The tolerance in the unit of the value."""
        return abs(value) * self.amount / 100.0 if self.relative else self.amount


def tolerance_of(value: Any) -> Tolerance:
    """Read a tolerance: `5 %`, `2 points` (of a percentage), or an amount in the figure's unit."""
    if isinstance(value, Tolerance):
        return value
    written = "" if isinstance(value, bool) else str(value).strip()
    found = _TOLERANCE.fullmatch(written)
    if found is None:
        raise unexpected("this is not a tolerance", "such as '5 %', '2 points' or a number")
    return Tolerance(amount=float(found[1]), relative=found[2] == " %")


def tolerance_text(tolerance: Tolerance) -> str:
    """A tolerance as it is written."""
    return f"{tolerance.amount:g}" + (" %" if tolerance.relative else "")


class Pick(Block):
    """Numbers of a run: a column of a table, from which rows, summed since when."""

    table: Text
    column: Text
    where: dict[Text, Text | tuple[Text, ...]] = {}
    since: Day | None = None

    @property
    def is_state(self) -> bool:
        """Whether the column is a state at the month's end, not a sum over time."""
        return self.column in STATES.get(self.table, ())

    def named(self, key: str) -> tuple[str, ...]:
        """The names that `where` gives for a key."""
        given = self.where[key]
        return (given,) if isinstance(given, str) else given


class Figure(Block):
    """One published number and its like in a run."""

    what: Text
    when: Day
    value: Finite
    unit: Text
    tolerance: Annotated[
        Tolerance,
        PlainValidator(tolerance_of),
        PlainSerializer(tolerance_text),
        WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}]}),
    ]
    kind: Kind
    source: Text
    evidence: Evidence
    produced: Pick
    divided_by: Pick | None = None
    note: Text | None = None


class Ahead(Block):
    """A number of which the run says something and no published value is used: told, not judged."""

    what: Text
    when: Day
    unit: Text
    produced: Pick
    divided_by: Pick | None = None
    note: Text | None = None


class Published(Block):
    """published.yaml: what was published about one system, for so many real people."""

    scenario: Text
    people: Count | None = None
    figures: tuple[Figure, ...]
    ahead: tuple[Ahead, ...] = ()


def load_published(name_or_path: str | Path) -> tuple[Published, Scheme]:
    """Return what was published about a scheme, every name in it checked, and the scheme.

    Raises SocialCreditError for a scheme without such a file and for what does not fit in it.
    """
    folder = scheme_folder(name_or_path)
    path = folder / FILE
    if not path.is_file():
        known = sorted(file.parent.name for file in SCHEMES.glob(f"*/{FILE}"))
        raise SocialCreditError(
            f"the scheme `{folder.name}` has no published numbers to be held against",
            str(path),
            expected=f"a file {FILE} beside scheme.yaml",
            hint="schemes that have one: " + (", ".join(known) or "none"),
        )
    tree = read(path)
    published, scheme = checked(Published, tree), load_scheme(folder)
    problems = list(_problems(published, scheme))
    if problems:
        raise gather(tree, problems)
    return published, scheme


def published_scenario(name_or_path: str | Path, published: Published) -> Path:
    """The scenario that the figures are about: a shipped one, or a file beside the scheme."""
    return scenario_file(published.scenario, scheme_folder(name_or_path))


def _problems(published: Published, scheme: Scheme) -> Iterator[Problem]:
    known = [*scheme.sources, ASSUMED]
    if published.people == 0:
        yield Problem(("people",), "published numbers about nobody", "a number of real people")
    for index, figure in enumerate(published.figures):
        yield from _unknown("source", ("figures", index, "source"), figure.source, known)
    for block in ("figures", "ahead"):
        for index, item in enumerate(getattr(published, block)):
            for part in ("produced", "divided_by"):
                pick = getattr(item, part)
                if pick is not None:
                    yield from _pick_problems((block, index, part), pick, scheme)


def _pick_problems(loc: Loc, pick: Pick, scheme: Scheme) -> Iterator[Problem]:
    if pick.table not in KEYS:
        yield from _unknown("table", (*loc, "table"), pick.table, KEYS)
        return
    columns = (*STATES.get(pick.table, ()), *SUMS.get(pick.table, ()))
    yield from _unknown("column", (*loc, "column"), pick.column, columns)
    if pick.is_state and pick.since is not None:
        yield Problem((*loc, "since"), "a state at one time has no `since`", "no `since`")
    names = names_by_key(scheme)
    for key in pick.where:
        at = (*loc, "where", key)
        if key not in KEYS[pick.table]:
            options = KEYS[pick.table]
            expected = "one of " + ", ".join(options) if options else "no `where`"
            message = f"rows of `{pick.table}` are not told apart by `{key}`"
            yield Problem(at, message, expected, nearest(key, options), at_key=True)
        elif key in names:
            for name in pick.named(key):
                yield from _unknown(key, at, name, names[key])


def names_by_key(scheme: Scheme) -> dict[str, tuple[str, ...]]:
    """The names that rows of a scheme's tables are told apart by."""
    return {
        **FIXED,
        "grade": tuple(dict.fromkeys(name for rule in scheme.grades for name in rule.names)),
        "list": tuple(rule.id for rule in scheme.lists),
        "entry": tuple(entry.id for entry in scheme.entries),
        "consequence": tuple(rule.id for rule in scheme.consequences),
    }


def _unknown(what: str, loc: Loc, name: str, options: Any) -> Iterator[Problem]:
    if name not in options:
        expected = "one of " + ", ".join(dict.fromkeys(options))
        yield Problem(loc, f"there is no {what} `{name}`", expected, nearest(name, options))
