"""A scheme folder to start from: a small valid scheme, or a copy of one there is."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from socialcredit.core.calendar import last_day
from socialcredit.core.errors import SocialCreditError
from socialcredit.language.model.score import Subjects
from socialcredit.language.read.quantities import RESERVED
from socialcredit.language.resolve.loading import beliefs_beside, load_scheme
from socialcredit.language.resolve.paths import scheme_file
from socialcredit.language.schema import KINDS, json_schema

SOME_YEARS = 3
SCHEMA_FOLDER = ".schema"

TEMPLATE = """\
scheme: {name}
title: {name}
place: rongcheng                 # a place of assumptions/places.yaml
starts: 2020-01-01
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
  - {{since: 2020-01-01, min_age: 18, resident_for: 1 year, source: assumed, evidence: assumed,
     held: an example}}
score:
  - {{since: 2020-01-01, start: 1000, unit: 1, source: assumed, evidence: assumed,
     held: an example}}
grades:                          # best first; lower bounds
  - {{since: 2020-01-01, bands: {{A: 1000, B: 800, C: lowest}}, penal: [C], honour: [],
     source: assumed, evidence: assumed, fixed: an example}}

entries:
  - {{deed: jaywalking, points: -5, since: 2020-01-01, source: assumed, evidence: assumed,
     held: an example}}

lists:
  - {{list: blacklist, colour: black, enter: {{grades: [C]}}, term: 1 year, published: false,
     since: 2020-01-01, source: assumed, evidence: assumed, held: an example}}

consequences:
  - {{consequence: no-fast-train, when: {{list: blacklist}}, domain: fast-train, effect: refuse,
     hits: [self], since: 2020-01-01, source: assumed, evidence: assumed}}

procedure:
  - {{since: 2020-01-01, notice: {{chance: 1.0, after: 14 days}}, dispute: {{window: 60 days}},
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
  person: {age: 34, resident_for: 5 years}
  as_of: 2020-06-01
  records: [{deed: jaywalking, on: 2020-05-01}]
  expect: {score: 995, grade: B}
"""
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def new_scheme(name: str, original: str | None = None) -> Path:
    """Write the folder NAME in the current folder and return it; nothing is overwritten.

    It holds a scheme, its example people, a scenario that runs it in a small town, a README, and
    for editors what each of these files may say.
    original  a scheme to copy (a name or a path); without it a small scheme is written
    """
    if not _NAME.fullmatch(name) or len(name) > 60 or name in RESERVED:
        raise SocialCreditError(
            f"`{name}` cannot be the name of a scheme",
            f"new {name}",
            expected="small letters, digits and single hyphens, such as my-town",
            hint="choose another name; where the folder is to lie, change there first",
        )
    folder = Path(name)
    if os.path.lexists(folder):
        raise SocialCreditError(
            f"`{name}` exists already, and nothing is overwritten", hint="choose another name"
        )
    files = _with_schemas(_copied(name, original) if original else _template(name))
    with tempfile.TemporaryDirectory(dir=".", prefix=".new-") as workshop:
        made = Path(workshop) / name
        made.mkdir()
        (made / SCHEMA_FOLDER).mkdir()
        for file, text in files.items():
            (made / file).write_text(text, encoding="utf-8")
        made.rename(folder)
    return folder


def _with_schemas(files: Mapping[str, str]) -> dict[str, str]:
    """The files, with what each may say beside them and a first line by which editors find it."""
    told = dict(files)
    for file, text in files.items():
        kind = file.removesuffix(".yaml")
        if kind in KINDS:
            schema = f"{SCHEMA_FOLDER}/{kind}.json"
            told[file] = f"# yaml-language-server: $schema={schema}\n{text}"
            told[schema] = json.dumps(json_schema(kind), ensure_ascii=False, indent=1) + "\n"
    return told


def _template(name: str) -> dict[str, str]:
    readme = f"# {name}\n\nWhat the scheme is, and what was left out, in the words of its author.\n"
    return {
        "scheme.yaml": TEMPLATE.format(name=name),
        "cases.yaml": CASES,
        "scenario.yaml": _scenario(name, "rongcheng", date(2020, 1, 1)),
        "README.md": readme,
    }


def _scenario(
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
    scenario = _scenario(
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
