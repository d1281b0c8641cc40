"""Whether deeds that stand, and the sources that go round to look, agree with each other."""

from __future__ import annotations

from collections.abc import Iterator

from socialcredit.core.limits import MOST_FAULTS, MOST_HARMS
from socialcredit.language.model.deeds import DeedFile
from socialcredit.language.read.diagnostics import Problem
from socialcredit.language.read.positions import Loc


def problems_of_standing(file: DeedFile) -> Iterator[Problem]:
    """No more faults and harms than there is room for, and one unit for each harm."""
    units: dict[str, str] = {}
    count = 0
    for index, deed in enumerate(file.deeds):
        if deed.stands is None:
            continue
        loc: Loc = ("deeds", index, "stands")
        count += 1
        if count == MOST_FAULTS + 1:
            message = f"more than {MOST_FAULTS} kinds of deed stand"
            yield Problem(loc, message, f"at most {MOST_FAULTS} deeds with `stands`")
        for name in deed.stands.harms:
            unit = deed.stands.units.get(name, "")
            if name not in units and len(units) == MOST_HARMS:
                message = f"what stands harms in more than {MOST_HARMS} ways"
                yield Problem((*loc, "harms", name), message, f"at most {MOST_HARMS}", at_key=True)
            elif units.setdefault(name, unit) != unit:
                was = f"in {units[name]}" if units[name] else "people"
                message = f"`{name}` is counted in two ways: an earlier deed counts {was}"
                yield Problem((*loc, "harms", name), message, "one unit, or another word for it")
