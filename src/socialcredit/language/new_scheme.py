"""A scheme folder to start from: a small valid scheme, or a copy of one there is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from socialcredit.core.calendar import last_day
from socialcredit.language.model.score import Subjects
from socialcredit.language.new_folder import free_folder, write_folder
from socialcredit.language.resolve.loading import beliefs_beside, load_scheme
from socialcredit.language.resolve.paths import scheme_file

SOME_YEARS = 3
SOME_PLACE, SOME_YEAR = "rongcheng", 2020

TEMPLATE = """\
scheme: {name}
title: {name}
place: {place}                 # a place of places.yaml
starts: {year}-01-01
story:
  - Say in a few sentences who built this, why, and what became of it.
departures: []

# Every rule names one of these keys in `source`, or `assumed`. Of assumed numbers say how far off
# they may be (`doubt: [{{of: points, low: -10, high: -2}}]`), or why they are held (of grades:
# `fixed`).
sources:
  regulation:
    title: The regulation
    where: "https://example.org/regulation"
    date: 2019-12-01
    read: primary                # primary, secondary, recalled

subjects:
  - {{since: {year}-01-01, min_age: 18, resident_for: 1 year, source: assumed, evidence: assumed,
     held: an example}}
score:
  - {{since: {year}-01-01, start: 1000, unit: 1, source: assumed, evidence: assumed,
     held: an example}}
grades:                          # best first; lower bounds
  - {{since: {year}-01-01, bands: {{A: 1000, B: 800, C: lowest}}, penal: [C], honour: [],
     source: assumed, evidence: assumed, fixed: an example}}

entries:
  - {{deed: jaywalking, points: -5, since: {year}-01-01, source: assumed, evidence: assumed,
     held: an example}}

lists:
  - {{list: blacklist, colour: black, enter: {{grades: [C]}}, term: 1 year, published: false,
     since: {year}-01-01, source: assumed, evidence: assumed, held: an example}}

consequences:
  - {{consequence: no-fast-train, when: {{list: blacklist}}, domain: fast-train, effect: refuse,
     hits: [self], since: {year}-01-01, source: assumed, evidence: assumed}}

procedure:
  - {{since: {year}-01-01, notice: {{chance: 1.0, after: 14 days}}, dispute: {{window: 60 days}},
     office: {{decisions: 20, per: 100000 residents a month}}, proof: authority, paused: true,
     finds: {{wrong: 0.7, right: 0.05, unclear: 0.2}}, copies: {{after: 1 month}},
     validity: {{bad: 2 years, good: 2 years}}, source: assumed, evidence: assumed,
     held: an example}}
"""
SCENARIO = """\
scenario: {name}
title: {name} in a small town
places: [{place}]
{whom}
schemes: [{schemes}]           # the file beside this one
from: {first}
to: {last}
seed: 7
panel_households: 5000           # everybody's books are kept
twin: {{without: [scheme.yaml]}}   # {same}, the same luck, no scheme
"""
CASES = """\
# Example people: these records in, this score and grade out.
- case: one crossing at red
  person: {{age: 34, resident_for: 5 years}}
  as_of: {year}-06-01
  records: [{{deed: jaywalking, on: {year}-05-01}}]
  expect: {{score: 995, grade: B}}
"""


def new_scheme(name: str, original: str | None = None) -> Path:
    """Write the folder NAME in the current folder and return it; nothing is overwritten.

    It holds a scheme, its example people, a scenario that runs it in a small town, a README, and
    for editors what each of these files may say.
    original  a scheme to copy (a name or a path); without it a small scheme is written
    """
    folder = free_folder(name, "scheme")
    return write_folder(folder, _copied(name, original) if original else _template(name))


def small_scheme(name: str, place: str, year: int) -> dict[str, str]:
    """The files of a small scheme in a place, from a year on."""
    return {
        "scheme.yaml": TEMPLATE.format(name=name, place=place, year=year, before=year - 1),
        "cases.yaml": CASES.format(year=year),
    }


def _template(name: str) -> dict[str, str]:
    readme = f"# {name}\n\nWhat the scheme is, and what was left out, in the words of its author.\n"
    return {
        **small_scheme(name, SOME_PLACE, SOME_YEAR),
        "scenario.yaml": scenario_text(name, SOME_PLACE, date(SOME_YEAR, 1, 1)),
        "README.md": readme,
    }


def scenario_text(
    name: str,
    place: str,
    first: date,
    assumptions: Mapping[str, str] | None = None,
    reads: Sequence[str] = (),
    firms: Subjects | None = None,
) -> str:
    """A scenario beside a scheme; `firms` are the subjects of a scheme that scores firms."""
    last = last_day(first, SOME_YEARS)
    schemes = ", ".join(["scheme.yaml", *reads])
    whom = "people: 5000" if firms is None else "firms: 5000"
    if firms is not None and firms.sectors:
        whom += f"\nsectors: [{', '.join(firms.sectors)}]"
    same = "the same people" if firms is None else "the same firms"
    whole = SCENARIO.format(
        name=name, place=place, first=first, last=last, schemes=schemes, whom=whom, same=same
    )
    if not assumptions:
        return whole
    lines = [f"  {kind}: {file}\n" for kind, file in assumptions.items()]
    return whole + "assumptions:                     # what it is run with\n" + "".join(lines)


def _copied(name: str, original: str) -> dict[str, str]:
    source = scheme_file(original)
    text = source.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^scheme:[^#\n]*", f"scheme: {name} ", text, count=1)
    scheme = load_scheme(source)
    title = f"title: {name}, begun as a copy of {scheme.scheme}"
    text = re.sub(r"(?m)^title:[^\n]*(\n[ \t]+[^\n]*)*", title, text, count=1)
    reads = dict.fromkeys(rule.when.of for rule in scheme.consequences if rule.when.of)
    firms = scheme.subjects[-1] if scheme.kind == "firms" else None
    scenario = scenario_text(
        name, scheme.place, scheme.starts, beliefs_beside(source), list(reads), firms
    )
    files = {
        "scheme.yaml": text,
        "scenario.yaml": scenario,
        "README.md": f"# {name}\n\nBegun as a copy of {original}.\n",
    }
    cases = source.parent / "cases.yaml"
    if cases.exists():
        files["cases.yaml"] = cases.read_text(encoding="utf-8")
    return files
