"""Whether the days that a scenario gives a scheme lie within those it was written down for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.model.under import Under
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import plain
from socialcredit.language.read.quantities import Day
from socialcredit.language.resolve.lineage import whole_tree
from socialcredit.language.resolve.paths import scheme_file

_day: TypeAdapter[date] = TypeAdapter(Day)


def problems_of_own_days(under: Sequence[Under], files: Sequence[str]) -> Iterator[Problem]:
    """Days on which a scheme has no rules yet, or none any more; `files` where each lies."""
    for index, (one, file) in enumerate(zip(under, files, strict=True)):
        if one.starts is None and one.ends is None:
            continue
        first, last = _days_of(file)
        early = one.starts is not None and first is not None and one.starts < first
        late = one.ends is not None and last is not None and one.ends > last
        if early:
            message = f"`{one.scheme}` has no rules before {first}"
            yield Problem(("schemes", index, "from"), message, f"{first} or later, or no `from`")
        if late:
            message = f"`{one.scheme}` has no rules after {last}"
            yield Problem(("schemes", index, "until"), message, f"{last} or earlier, or no `until`")


def _days_of(file: str) -> tuple[date | None, date | None]:
    """First and last day of a scheme's file; what is wrong with it is told by whoever reads it."""
    try:
        told: Any = plain(whole_tree(scheme_file(file), scheme_file))
    except SocialCreditError:
        return None, None
    said = told if isinstance(told, dict) else {}
    return _read(said.get("starts")), _read(said.get("ends"))


def _read(told: Any) -> date | None:
    try:
        return None if told is None else _day.validate_python(told)
    except ValidationError:
        return None
