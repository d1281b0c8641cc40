"""A small scheme of every kind of rule, and small assumption files that fit it."""

from pathlib import Path

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.check.scheme import problems_of
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.read.diagnostics import checked, gather
from socialcredit.language.read.yaml import read_text

DATA = Path(__file__).parent / "data"
MINI = (DATA / "mini.yaml").read_text(encoding="utf-8")

BELIEFS = {
    "deeds": """
sources: {book: {title: A book, where: a shelf, read: secondary}}
deeds:
  - {deed: jaywalking, title: Crossing at red, domain: traffic, sign: bad, rate: 3.0,
     gravity: {harm: 1, fine: 20, public: 2}, needs: [urban], by: {age: {14-17: 1.5, 60+: 0.5}},
     source: book, evidence: assumed}
""",
    "sensors": """
documents: {book: {title: A book, where: a shelf, read: secondary}}
sources:
  - {source: police, title: Police, sees: {jaywalking: 0.1}, delay: {least: 1 day, most: 14 days},
     coverage: {urban: {2012-01-01: 0.3, 2018-01-01: 0.5}}, from: book, evidence: assumed}
""",
    "behaviour": """
mechanisms:
  - {mechanism: perceived-risk, strength: 0.3, memory: 6 months, from: assumed, evidence: assumed}
  - {mechanism: shame, strength: 0.1, from: assumed, evidence: assumed, on: false}
""",
    "domains": """
domains: [{domain: life}, {domain: traffic, parent: life}, {domain: transport, parent: life}]
attempts: [{domain: transport, per_year: 2, title: A fast train, from: assumed, evidence: assumed}]
""",
    "places": """
extends: places.yaml
places:
  - {place: rongcheng, title: Rongcheng, population: {2010: 700000}, urban: 0.5, minority: 0.01}
""",
    "population": "extends: population.yaml\n",
}


def scheme_of(text: str) -> Scheme:
    """The scheme in a text, checked as `load_scheme` checks a file called mini.yaml."""
    tree = read_text(text, "mini.yaml")
    scheme = checked(Scheme, tree)
    problems = problems_of(scheme)
    if problems:
        raise gather(tree, problems)
    return scheme


def error_of(text: str) -> SocialCreditError:
    """The error that a text raises."""
    with pytest.raises(SocialCreditError) as caught:
        scheme_of(text)
    return caught.value


def changed(old: str, new: str) -> str:
    """The small scheme with one part replaced; the part must stand there exactly once."""
    assert MINI.count(old) == 1, f"{old!r} stands {MINI.count(old)} times"
    return MINI.replace(old, new)
