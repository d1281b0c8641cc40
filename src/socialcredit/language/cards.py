"""A card for each scheme: what a person needs to choose one, counted from its own rules."""

from __future__ import annotations

from typing import Any

from socialcredit.language import catalogue
from socialcredit.language.check.reach import bad_in, good_in
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.resolve.loading import load_scheme
from socialcredit.language.resolve.paths import scheme_names


def cards() -> list[dict[str, Any]]:
    """One dict a scheme, those that score firms first of all with `kind` and names alone.

    name, title, place, sentence  words; first, last  years, `last` None where no end is known
    grades  the last ones, best first, each with a `name` and a `mark`: honour, penal or plain
    against, in_favour  how many entries take points or lead down, and how many give
    reporters  names of sources that entries name; lists  the colours of its lists
    assumed  the share of its rules that are assumed; scenario  that runs it on persons alone:
        the one of its name, else the one with the fewest people; None where there is none
    """
    scenes = [one for one in catalogue.scenario_summaries() if one["people"] and not one["firms"]]
    return [card(load_scheme(name), scenes) for name in scheme_names()]


def card(scheme: Scheme, scenes: list[dict[str, Any]]) -> dict[str, Any]:
    """The card of one scheme, of which one of these scenes is shown."""
    told = {"name": scheme.scheme, "title": scheme.title, "kind": scheme.kind}
    if scheme.kind != "persons":
        return told
    mine = [one for one in scenes if scheme.scheme in one["schemes"]]
    mine.sort(key=lambda one: (one["name"] != scheme.scheme, one["people"]))
    return told | {
        "place": scheme.place.replace("-", " ").title(),
        "sentence": scheme.story[0] if scheme.story else "",
        "first": scheme.starts.year,
        "last": scheme.ends.year if scheme.ends else None,
        "grades": _grades(scheme),
        "against": sum(map(bad_in(scheme), scheme.entries)),
        "in_favour": sum(map(good_in(scheme), scheme.entries)),
        "reporters": sorted({source for entry in scheme.entries for source in entry.seen_by}),
        "lists": [rule.colour for rule in scheme.lists],
        "assumed": catalogue.scheme_summary(scheme)["assumed"],
        "scenario": mine[0] if mine else None,
    }


def _grades(scheme: Scheme) -> list[dict[str, str]]:
    """The grades of its last rules: whoever begins the file reads them first, best to worst."""
    last = scheme.grades[-1]
    marks = dict.fromkeys(last.honour, "honour") | dict.fromkeys(last.penal, "penal")
    return [{"name": name, "mark": marks.get(name, "plain")} for name in last.bands]
