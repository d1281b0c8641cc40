"""A copy of a scheme for another place: its sums in the money there, its days moved."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.retelling import OF_MONEY
from socialcredit.language.model.beliefs import Beliefs
from socialcredit.language.model.money import Purse
from socialcredit.language.model.places import PlaceFile
from socialcredit.language.model.purses import purse_of
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.new_folder import free_folder, write_folder
from socialcredit.language.new_scheme import scenario_text
from socialcredit.language.read.positions import Located
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve.assumption_files import assumption_tree
from socialcredit.language.resolve.loading import (
    beliefs_beside,
    believed,
    load_beliefs,
    load_scheme,
    scheme_of_text,
)
from socialcredit.language.resolve.paths import scheme_file
from socialcredit.language.resolve.scheme_money import CarriedOver, carried_over, moved_by
from socialcredit.language.resolve.vocabulary import vocabulary_of

PLACES, POPULATION = "places.yaml", "population.yaml"
OWN = ("places", "population")
LEAP = 4  # years: days of a term are the same in such years


class Home(NamedTuple):
    """A place that somebody named, the file that declares it, and a year that it knows of."""

    name: str
    file: Path
    places: PlaceFile
    year: int

    def purse(self) -> Purse:
        """Its money."""
        return purse_of(self.places, self.name, self.year) or Purse()


def home_at(asked: str) -> Home:
    """The place of a name, declared beside; or that of a folder or a places.yaml at a path."""
    path = Path(asked)
    inside = path / PLACES
    file = inside if inside.is_file() else path if path.is_file() else Path(PLACES)
    if not file.is_file():
        raise SocialCreditError(
            f"there is no `{PLACES}` here that could declare `{asked}`", "--place", asked,
            "a place of the places.yaml in this folder, or the path of a place's folder",
            f"change to the folder of the place, or make one: `socialcredit new place {asked}`",
        )  # fmt: skip
    places: PlaceFile = believed("places", assumption_tree(file))
    known = {place.place: place for place in places.places}
    name = path.resolve().name if file == inside else asked
    if file != Path(PLACES) and len(known) == 1:
        name = next(iter(known))
    if name not in known:
        raise SocialCreditError(
            f"`{file}` declares no place `{name}`", "--place", asked,
            "one of " + ", ".join(known), "name a place that is there", meant=nearest(name, known),
        )  # fmt: skip
    return Home(name, file, places, max(int(year) for year in known[name].population))


def new_copy(name: str, original: str, home: Home) -> tuple[Path, list[str]]:
    """Write the folder NAME with a copy of a scheme for a place; and say what was done to it."""
    folder = free_folder(name, "scheme")
    source = scheme_file(original)
    scheme = load_scheme(source)
    _refuse_variant(read(source), original)
    beliefs = load_beliefs(beliefs_beside(source))
    years = (home.year - scheme.starts.year) // LEAP * LEAP
    sized = frozenset(
        deed.deed for deed in beliefs.deeds.deeds if deed.size and deed.size.unit in OF_MONEY
    )
    text, told = _in_its_money(source, scheme, beliefs, sized, home)
    text = _of_place(text, name, scheme, home, years)
    assumptions = _assumptions(source, home)
    _fits(text, name, assumptions, home)
    starts = date(scheme.starts.year + years, scheme.starts.month, 1)
    reads = dict.fromkeys(rule.when.of for rule in scheme.consequences if rule.when.of)
    firms = scheme.subjects[-1] if scheme.kind == "firms" else None
    files = {
        "scheme.yaml": text,
        "scenario.yaml": scenario_text(name, home.name, starts, assumptions, list(reads), firms),
        "README.md": _readme(name, scheme, home, told),
    }
    cases, left = _cases(source, years, sized)
    if cases:
        files["cases.yaml"] = cases
    if left:
        told.append(f"{left} of its examples speak of money and were left out.")
    if years:
        told.append(f"Its days were moved by {years} years, to when {home.name} is known.")
    return write_folder(folder, files), told


def _refuse_variant(tree: Located, original: str) -> None:
    extends = tree.get("extends")
    if extends is not None:
        raise SocialCreditError(
            f"`{original}` is written as a variant of `{extends.text}`, whose sums would stay",
            str(extends.place), extends.text,
            expected="a scheme that is written out",
            hint=f"copy the other: `--from {extends.text}`, and write the differences into it",
        )  # fmt: skip


def _in_its_money(
    source: Path, scheme: Scheme, beliefs: Beliefs, sized: frozenset[str], home: Home
) -> tuple[str, list[str]]:
    """The text with its sums in the money of the place, and a sentence on it."""
    text = source.read_text(encoding="utf-8")
    here, there = home.purse(), purse_of(beliefs.places, scheme.place, scheme.starts.year)
    if there is None or there.currency == here.currency:
        return text, [f"Both places have {here.currency}: its sums stay as they are."]
    if here.median is None or there.median is None:
        lacking = home.name if here.median is None else scheme.place
        raise SocialCreditError(
            f"no median income of `{lacking}` is known, by which sums could be carried over",
            str(home.file), "", "median_income: {2023: 24000}",
            f"say the median income of {lacking} in {home.file}",
        )  # fmt: skip
    times = here.median / there.median
    done = carried_over(text, read(source), sized, times, here.currency, there.currency)
    return done.text, [_sentence(done, times, here, there)]


def _sentence(done: CarriedOver, times: float, here: Purse, there: Purse) -> str:
    if not done.sums:
        return "There are no sums of money in its rules."
    return (
        f"Its {done.sums} sums of money ({', '.join(done.rules)}) were multiplied by {times:.4g}: "
        f"the median income is {there.median:,.0f} there ({there.year}) and {here.median:,.0f} "
        f"{here.currency} here ({here.year}). They are assumed, and may be half or double."
    )


def _of_place(text: str, name: str, scheme: Scheme, home: Home, years: int) -> str:
    text = re.sub(r"(?m)^scheme:[^#\n]*", f"scheme: {name} ", text, count=1)
    begun = f"Begun as a copy of {scheme.scheme}, for {home.name}. Say who wants this, and why."
    story = f"story:\n  - {begun}"
    gone = "departures:\n  - Whatever the rules say here was taken over and is nobody's law."
    keep = {
        "title": f"title: {name}, begun as a copy of {scheme.scheme}",
        "place": f"place: {home.name}", "story": story, "departures": gone, "sources": "",
    }  # fmt: skip
    return moved_by(text, years, keep)


def _assumptions(source: Path, home: Home) -> dict[str, str]:
    """Assumption files of the copy: those of the original, with the place's own places."""
    beside = Path("..") / os.path.relpath(home.file)
    found = {"places": beside.as_posix()}
    if (home.file.parent / POPULATION).is_file():
        found["population"] = (beside.parent / POPULATION).as_posix()
    return {**{k: str(v) for k, v in beliefs_beside(source).items()}, **found}


def _fits(text: str, name: str, assumptions: Mapping[str, str], home: Home) -> None:
    """Refuse a copy that could not run: where its files know places of the original alone."""
    here = {
        kind: str(home.file.resolve().parent / Path(file).name) if kind in OWN else file
        for kind, file in assumptions.items()
    }
    try:
        scheme_of_text(text, f"{name}/scheme.yaml", vocabulary_of(load_beliefs(here)))
    except SocialCreditError as error:
        error.hint = f"copy it without `--place`, and write it for {home.name} by hand"
        raise


def _cases(source: Path, years: int, sized: frozenset[str]) -> tuple[str, int]:
    """The examples but those that speak of money or of sizes, and how many those are."""
    file = source.parent / "cases.yaml"
    if not file.exists():
        return "", 0
    tree, lines = read(file), file.read_text(encoding="utf-8").split("\n")
    items: Sequence[Any] = tree.value if isinstance(tree.value, list) else ()
    starts = [_begins(lines, item.place.line - 1) for item in items] + [len(lines)]
    kept, left = lines[: starts[0]], 0
    for item, first, last in zip(items, starts, starts[1:], strict=False):
        if _on_money(item, sized):
            left += 1
        else:
            kept += lines[first:last]
    if left == len(items):
        return "", left
    return moved_by("\n".join(kept).rstrip("\n") + "\n", years, {}), left


def _begins(lines: Sequence[str], at: int) -> int:
    """The line on which an item begins, with the comments above it."""
    while at > 0 and lines[at - 1].startswith("#"):
        at -= 1
    return at


def _on_money(item: Located, sized: frozenset[str]) -> bool:
    expect, records = item.get("expect"), item.get("records")
    told = expect.get("money") if expect is not None else None
    many = records.value if records is not None and isinstance(records.value, list) else []
    of = [one.get("deed") for one in many if one.get("size") is not None]
    return bool(told and told.value) or any(one is not None and one.value in sized for one in of)


def _readme(name: str, scheme: Scheme, home: Home, told: Sequence[str]) -> str:
    lines = "\n".join(f"* {one}" for one in told)
    return f"# {name}\n\nBegun as a copy of {scheme.scheme}, for {home.name}.\n\n{lines}\n"
