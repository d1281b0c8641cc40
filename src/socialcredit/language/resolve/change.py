"""One change as it is typed: `PATH=VALUE`, or `PATH *= FACTOR [least A] [most B]`."""

from __future__ import annotations

import copy
import re
from typing import Any, NamedTuple

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.language.model.entries import KINDS
from socialcredit.language.read.numbers import Factor, numbers_of
from socialcredit.language.read.positions import plain
from socialcredit.language.read.yaml import read_text
from socialcredit.language.read.yaml import resolve as scalar
from socialcredit.language.resolve.asked import wrong
from socialcredit.language.resolve.spots import STAR, Miss, Spot, no_path, spots_of

_NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?"
_FACTOR = re.compile(
    rf"\s*({_NUMBER})(?:\s+least\s+({_NUMBER}))?(?:\s+most\s+({_NUMBER}))?\s*"
)  # fmt: skip
FORM = "PATH=VALUE, such as people=1000, or PATH *= FACTOR, such as 'people *= 0.5'"
LARGEST_FACTOR = 1e12
FACTOR_BOUNDS = "a number from 0 to a million million"
FACTOR_FORM = "PATH *= FACTOR, and after it `least A`, `most B` or both where it is to be cut"


class Change(NamedTuple):
    """A change of the values at a path: another value, or what they are multiplied by."""

    typed: str
    path: list[str]
    value: Any = None
    factor: Factor | None = None

    @property
    def of_date(self) -> bool:
        """Whether it is of the first or last day of the scenario."""
        return self.path in (["from"], ["to"])

    def put_in(self, data: Any, path: list[str], before: list[str]) -> None:
        """Make the change in the plain values of a file, where the rest of its path leads.

        before  the steps of the path that led to the file
        """
        spots = spots_of(data, path)
        if isinstance(spots, Miss):
            raise no_path(spots, self.typed, before)
        if self.factor is not None:
            spots = self._numbers_at(spots, path, before)
        for holder, key in spots:
            new = copy.deepcopy(self.value) if self.factor is None else self.factor.of(holder[key])
            if key in KINDS and "deed" in holder:
                holder.update((kind, None) for kind in KINDS if kind in holder)
            holder[key] = new

    def _numbers_at(self, spots: list[Spot], path: list[str], before: list[str]) -> list[Spot]:
        """The places whose value can be multiplied; an error where that changes nothing."""
        numeric = [(holder, key) for holder, key in spots if numbers_of(holder[key])]
        told = ".".join([*before, *path])
        if not numeric or (STAR not in path and len(numeric) < len(spots)):
            holder, key = next(one for one in spots if one not in numeric)
            inside = holder[key] if isinstance(holder[key], dict) else holder
            known = _numeric_keys(inside)
            near = nearest(path[-1], known) if inside is holder else None
            meant = ".".join([*before, *path[:-1], near]) if near else None
            raise wrong(f"`{told}` is not a number", self.typed, _one_of(known), meant)
        if not any(number for holder, key in numeric for number in numbers_of(holder[key])):
            message = f"`{told}` is nought, and so are its multiples"
            path_only = self.typed.partition("*=")[0].strip()
            raise wrong(message, self.typed, "another value: PATH=VALUE", f"{path_only}=VALUE")
        return numeric


def _numeric_keys(holder: Any) -> list[str]:
    items = holder.items() if isinstance(holder, dict) else ()
    return [str(key) for key, value in items if numbers_of(value)]


def _one_of(names: list[str]) -> str:
    return "one of " + ", ".join(names) if names else "the path of a number, or of a table of them"


def change_of(typed: str) -> Change:
    """A change read. Raises SocialCreditError where it is none."""
    written, equals, value = typed.partition("=")
    factor = written.rstrip().endswith(STAR) and not written.rstrip().endswith("." + STAR)
    if factor:
        written = written.rstrip()[:-1]
    path = [step.strip() for step in written.split(".")]
    if not equals or not all(path) or not value.strip():
        raise wrong("this is not a change", typed, FORM)
    if path[0] == "scenario" and len(path) > 1:
        path = path[1:]
    if factor:
        return Change(typed, path, factor=_factor_of(typed, value))
    if re.fullmatch(_NUMBER, value):  # most are, and reading YAML takes its time
        return Change(typed, path, scalar(value))
    return Change(typed, path, plain(read_text(value, f"--set {written}")))


def _factor_of(typed: str, value: str) -> Factor:
    found = _FACTOR.fullmatch(value)
    if found is None:
        raise wrong("this is not a factor", typed, FACTOR_FORM)
    times, least, most = (None if part is None else float(part) for part in found.groups())
    if times is None or not 0 <= times <= LARGEST_FACTOR:
        raise wrong("this factor is below nought or beyond all bounds", typed, FACTOR_BOUNDS)
    if least is not None and most is not None and least > most:
        raise wrong("the least is more than the most", typed, FACTOR_FORM)
    return Factor(times, least, most)


def unmade(change: Change) -> SocialCreditError | None:
    """What is wrong with a change wherever it is made; None where nothing is."""
    if change.path[0] == "with":
        return SocialCreditError(
            "milder designs are laid over the schemes before any value is changed",
            text=change.typed,
            hint="name them with `--with NAME`, or in the scenario's file",
        )
    if change.of_date and change.factor is not None:
        return wrong("a date has no multiples", change.typed, f"{change.path[0]}=YYYY-MM-DD")
    return None
