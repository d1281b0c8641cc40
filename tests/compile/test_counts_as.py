"""Deeds and sources that count as others: one debt, under every rule that names a debt."""

import pytest

from socialcredit.compile.counts_as import kin_of, with_kin
from socialcredit.engine.month_tables import Compiled, tables_of
from socialcredit.engine.preparing import prepared
from socialcredit.engine.run import simulate
from socialcredit.language.check.beliefs import problems_between
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_beliefs
from tests.engine.towns import SHARP, mechanisms_off, town

THEFT_IS_A_CRIME = "assumptions.deeds.theft.counts_as=[crime]"
POLICE_ARE_COURTS = "assumptions.sensors.traffic-police.counts_as=[courts]"
SEEN = ["assumptions.sensors.traffic-police.sees={theft: 0.9}", "assumptions.deeds.theft.rate=0.5"]


def a_town(*sets):
    return resolve(town(twin=None, responses=mechanisms_off(), people=1500), [*SHARP, *SEEN, *sets])


def crimes(*sets):
    """Records under Rongcheng's entry for crime, which hears the courts alone."""
    inputs = a_town("assumptions.deeds.crime.rate=0.0", *sets)
    _, tables = simulate(inputs, 1)
    number = [entry.id for entry in inputs.schemes[0].entries].index("crime")
    filed = tables["records"]
    return int(filed["records"][filed["entry"] == number].sum())


def test_a_deed_that_counts_as_another_falls_under_its_rule_where_its_sources_are_heard():
    assert crimes() <= 2  # false alarms of the courts
    assert crimes(THEFT_IS_A_CRIME) < 20  # what courts see of theft
    assert crimes(POLICE_ARE_COURTS) <= 2
    assert crimes(THEFT_IS_A_CRIME, POLICE_ARE_COURTS) > 20


def test_a_deed_that_counts_as_another_keeps_the_rules_of_its_own():
    plain, kin = (a_town(*sets) for sets in ((), (THEFT_IS_A_CRIME,)))
    setup = prepared(kin, 1)
    book, before = (
        tables_of(s, s.months[0], 0, Compiled()).book for s in (setup, prepared(plain, 1))
    )
    theft, crime = (setup.deed_numbers[name] for name in ("theft", "crime"))
    under = {name: {e for e in book.of_kind[0, k] if e >= 0} for name, k in
             (("theft", theft), ("crime", crime))}  # fmt: skip
    own = {e for e in before.of_kind[0, theft] if e >= 0}
    assert under["theft"] == own | under["crime"] and own
    assert book.entry.takes[0, list(under["theft"] - own)].all(), "and are against it"


def test_what_counts_as_what_is_not_passed_on():
    kin = kin_of([{"deed": "a", "counts_as": ["b"]}, {"deed": "b", "counts_as": ["c"]}], [])
    assert with_kin(["c"], kin.deeds) == {"b", "c"}
    assert with_kin(["b", "d"], kin.deeds) == {"a", "b", "d"}


@pytest.mark.parametrize("kind, block", [("deeds", "deeds"), ("sensors", "sources")])
def test_what_it_counts_as_must_be_there(kind, block):
    beliefs = load_beliefs()
    file = getattr(beliefs, kind)
    items = list(getattr(file, block))
    items[2] = items[2].model_copy(update={"counts_as": ("no-such-thing",)})
    wrong = beliefs._replace(**{kind: file.model_copy(update={block: tuple(items)})})
    (problem,) = problems_between(wrong)[kind]
    assert problem.loc == (block, 2, "counts_as", 0)
