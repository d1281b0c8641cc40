"""A term above nought adds deeds: exactly so many, of those it weighs, and no other deed moves."""

from collections import Counter
from typing import NamedTuple

import numpy as np
import pytest

from socialcredit.core.events import DEED, FILED
from socialcredit.engine.run import simulate
from socialcredit.language.resolve import paths
from socialcredit.language.resolve.inputs import resolve
from socialcredit.stages.response import mechanisms
from socialcredit.stages.response.contract import ALWAYS, UNDER_A_RULE, Mechanism, Term
from tests.engine import apart
from tests.engine.towns import done_of, mechanisms_off, town

H = 0.7


class Zeal(NamedTuple):
    """Settings: the log-hazard of good deeds, and of bad ones, at a zeal of one."""

    strength: float = 0.0


def ever(settings, around, start, stop, rows, effort, months):
    """Where a scheme scores people, everybody is zealous."""
    if settings.strength and around.active.any():
        rows["zeal"][start:stop] = 255


def zeal(good, bad, acts=ALWAYS):
    return Term(
        "zeal", "", lambda settings: settings.strength * np.arange(256.0) / 255,
        lambda kinds: good * kinds.signed("good", "hidden-good") + bad * kinds.signed("bad"), acts,
    )  # fmt: skip


def lived(tmp_path, monkeypatch, *terms, people=400, strength=H, sets=(), **changes):
    """The town under these terms alone, whole books: its set-up and tables."""
    given = {"people": people, "ends": town().starts.replace(month=6, day=30), **changes}
    made = Mechanism("zeal", Zeal, terms=terms, rows=("zeal",), monthly=ever)
    monkeypatch.setitem(mechanisms.MECHANISMS, "zeal", made)
    shipped = (paths.ASSUMPTIONS / "behaviour.yaml").read_text(encoding="utf-8")
    path = tmp_path / "behaviour.yaml"
    path.write_text(f"{shipped}\n  - {{mechanism: zeal, strength: {strength}, from: assumed, "
                    "evidence: assumed}\n")  # fmt: skip
    given["assumptions"] = {**given.get("assumptions", {}), "behaviour": str(path)}
    asked = town(
        **{"panel_households": 9000, **given}, responses={**mechanisms_off(), "zeal": True}
    )
    return simulate(resolve(asked, [*sets]), 1)


def deeds(setup, tables, *signs):
    """Deeds of these signs that nobody made up, under the scheme and in the twin."""
    every, made_up = (done_of(setup, tables, *signs, column=c) for c in ("deeds", "effort"))
    return [all_ - less for all_, less in zip(every, made_up, strict=True)]


def done(tables, world):
    rows = tables["panel_events"]
    here = (rows["what"] == DEED) & (rows["world"] == world)
    columns = (rows[name][here].tolist() for name in ("resident", "day", "kind", "points"))
    return Counter(zip(*columns, strict=True))


def test_good_deeds_raised_grow_by_e_to_the_h_and_the_twins_are_all_among_them(
    tmp_path, monkeypatch
):
    setup, tables = lived(tmp_path, monkeypatch, zeal(1.0, 0.0))
    here, there = deeds(setup, tables, "good", "hidden-good")
    spread = (there * np.exp(H) * 6) ** 0.5  # some deeds come several at once
    assert here == pytest.approx(there * np.exp(H), abs=3 * spread)
    assert done(tables, 1) < done(tables, 0)
    for sign in ("bad", "hidden-bad", "watched"):
        assert len(set(deeds(setup, tables, sign))) == 1
    assert tables["added"]["deeds"].sum() == here - there > 100
    assert not tables["refrained"]["deeds"].sum()


def test_bad_deeds_raised_and_good_ones_lowered_are_each_exact(tmp_path, monkeypatch):
    setup, tables = lived(tmp_path, monkeypatch, zeal(-1.0, 0.5))
    here, there = deeds(setup, tables, "good", "hidden-good")
    assert here == pytest.approx(there * np.exp(-H), abs=3 * (there * 4) ** 0.5)
    worse, bad = deeds(setup, tables, "bad")
    assert worse == pytest.approx(bad * np.exp(H / 2), abs=3 * (worse * 4) ** 0.5)
    assert worse - bad == tables["added"]["deeds"].sum() > 0
    assert there - here == tables["refrained"]["deeds"].sum() > 0
    twin, world = done(tables, 1), done(tables, 0)
    of_good = [k for k, d in enumerate(setup.deeds) if d["sign"] in ("good", "hidden-good")]
    assert {key[2] in of_good for key in world - twin} == {False}, "bad deeds alone are added"
    assert {key[2] in of_good for key in twin - world} == {True}, "good ones alone left undone"


def test_what_two_terms_take_and_give_adds_up_to_their_sum(tmp_path, monkeypatch):
    """A term that lowers and one that raises as much leave every deed where it was."""
    setup, tables = lived(tmp_path, monkeypatch, zeal(-0.5, 1.0), zeal(0.5, -1.0))
    assert done(tables, 0) == done(tables, 1)
    assert not tables["refrained"]["deeds"].sum() and not tables["added"]["deeds"].sum()


def test_a_term_under_a_rule_adds_nothing_for_whom_nobody_told_of_one(tmp_path, monkeypatch):
    """With nobody who hears of schemes only those know of a rule who had word of a record."""
    _, tables = lived(tmp_path, monkeypatch, zeal(0.0, 1.0, UNDER_A_RULE))
    more = done(tables, 0) - done(tables, 1)
    rows = tables["panel_events"]
    filed = rows["resident"][(rows["what"] == FILED) & (rows["world"] == 0)]
    assert more.total() == tables["added"]["deeds"].sum() > 0
    assert {who for who, *_ in more} <= set(filed.tolist())


def test_the_more_it_is_raised_the_more_is_added_and_at_nought_there_is_no_such_table(
    tmp_path, monkeypatch
):
    few, many = (
        lived(tmp_path, monkeypatch, zeal(1.0, 1.0), people=200, strength=h)[1]["added"]["deeds"]
        for h in (0.2, 1.0)
    )
    assert 0 < few.sum() < many.sum()
    still = lived(tmp_path, monkeypatch, zeal(1.0, 1.0), people=200, strength=0.0)[1]
    assert not len(still.get("added", {}).get("deeds", ()))
    assert done(still, 0) == done(still, 1)


def test_nothing_is_added_from_which_a_ban_keeps_its_person(tmp_path, monkeypatch):
    """Everybody is in the grade that may not drive; of what needs no driver there is more."""
    banned = "schemes.licence-points.consequences.no-driving.when={anyone: true}"
    setup, tables = lived(
        tmp_path, monkeypatch, zeal(0.0, 1.0), strength=2.0, sets=[banned], **apart.DRIVING
    )
    (rule,) = setup.schemes[0].consequences
    stopped = [setup.deed_numbers[name] for name in rule.stops]
    assert not set(tables["added"]["kind"]) & set(stopped) and tables["added"]["deeds"].sum() > 20
    done_there = np.isin(tables["conduct"]["kind"], stopped) & (tables["conduct"]["world"] == 0)
    assert not tables["conduct"]["deeds"][done_there].any() and tables["stopped"]["deeds"].sum()


def test_nothing_is_added_that_stands_already(tmp_path, monkeypatch):
    """A kitchen that hardly ever gets clean gets dirty once; of litter there is more."""
    slow = "assumptions.deeds.dirty-kitchen.stands.mended=0.00001"
    setup, tables = lived(
        tmp_path, monkeypatch, zeal(0.0, 1.0), strength=2.5, sets=[slow], **apart.FAULTS
    )
    kitchen, litter = (setup.deed_numbers[name] for name in ("dirty-kitchen", "littering"))
    here: Counter = Counter()
    for (who, _, kind, _), many in done(tables, 0).items():
        here[who, kind] += many
    most = {kind: max(n for (_, k), n in here.items() if k == kind) for kind in (kitchen, litter)}
    assert most[kitchen] == 1 < most[litter]
    added = np.bincount(tables["added"]["kind"], tables["added"]["deeds"], len(setup.deeds))
    assert added[kitchen] > 20 and added[litter] > 20, "what does not stand yet may be added"
    many = sum(n for (_, kind), n in here.items() if kind == kitchen)
    assert added[kitchen] < many, "nor is what could not be added counted as if it were"


def test_what_would_double_a_fault_of_the_same_day_is_not_counted_as_added(tmp_path, monkeypatch):
    """In one month without mending: added is each fault that arose before the twin's did, or alone.

    So often does a kitchen get dirty that many would twice on one day.
    """
    often = ["assumptions.deeds.dirty-kitchen.stands.mended=0.00001",
             "assumptions.deeds.dirty-kitchen.rate=400"]  # fmt: skip
    month = {**apart.FAULTS, "ends": apart.FAULTS["starts"].replace(day=31)}
    setup, tables = lived(tmp_path, monkeypatch, zeal(0.0, 1.0), strength=2.5, sets=often, **month)
    kitchen = setup.deed_numbers["dirty-kitchen"]
    here, there = ({who: day for who, day, kind, _ in done(tables, world) if kind == kitchen}
                   for world in (0, 1))  # fmt: skip
    sooner = sum(day < there.get(who, 99) for who, day in here.items())
    mine = tables["added"]["kind"] == kitchen
    assert tables["added"]["deeds"][mine].sum() == sooner > 50
    assert len(here) - sooner > 50, "the twin's own stand, too"
