"""Lesser deductions and orders of single visits, with firms written by hand."""

import numpy as np
import pytest

from socialcredit.core.columns import CONNECTED, new_day, records
from socialcredit.core.limits import COMMUNITY
from socialcredit.stages.observation import visits
from socialcredit.stages.observation.orders import GONE, MENDED, NOT_MENDED, OVERLOOKED
from socialcredit.stages.observation.rounds import FULL, LENIENT, ORDER, TOUR, VISIT, Rounds
from socialcredit.stages.society.people import empty

COUNT, KEY, MONTH, TODAY = 400, (7, 0), 3, 100
LUCK, ALL = np.arange(COMMUNITY), 1 << 32
KITCHEN, TANK = 1, 2  # a kitchen costs 10 or 4, a tank 20 and never less
EARNS = np.array([[0 if size < 5 else 1 if size < 20 else 2 for size in range(31)]], np.uint8)


def of(lenient=None, order=None):
    tour = records(1, TOUR)
    tour.scheme, tour.row, tour.a_day, tour.minutes, tour.result = -1, -1, 1, 60, 9
    made = Rounds(
        tour, np.ones((1, 1), np.uint8), np.zeros((1, 1), np.int64),
        np.array([[ALL, ALL]]), np.array([[10, 20]]), np.full((1, 24), FULL),
    )  # fmt: skip
    if lenient is not None:
        own = records(1, LENIENT)
        told = {"usually": ALL // 2, "border": FULL, "connected": FULL, "term": 36, "row": 0}
        for name, value in {**told, "scheme": 0, "worst": 3, **lenient}.items():
            own[name] = value
        longer = np.rint(FULL * (1 + 0.5 * np.log1p(np.arange(256)))).astype(np.int64)[None]
        spares = np.array([[6, 0]])
        made = made._replace(lenient=own, spares=spares, longer=longer, earns=EARNS)
    if order is not None:
        own = records(1, ORDER)
        told = {"over": 20, "within": 30, "result": 5, "notices": ALL, "row": 0}
        for name, value in {**told, **order}.items():
            own[name] = value
        made = made._replace(orders=own)
    return made


def made_by(rounds, stands, second=0, level=None, flags=0, age=60, graded=1, today=TODAY):
    """A visit to each of four hundred firms: the visits, what was filed, what is kept of them."""
    rows, out, firms = records(COUNT, VISIT), new_day(), empty(COUNT)
    rows.who, rows.stands, rows.second = np.arange(COUNT), stands, second
    firms.flags[:], firms.age[:] = flags, age
    kept = np.zeros((2, COUNT), np.uint16) if level is None else level
    used = visits.inspect(
        rows, np.arange(COUNT), 0, COUNT, rounds, firms,
        np.full((1, COUNT), graded, np.uint8), kept, 0, 5, MONTH, today, KEY, LUCK, out, 0,
    )  # fmt: skip
    return rows, out[:used], kept


def share(rows):
    return rows.lesser.sum() / rows.choices.sum()


def test_the_lesser_is_chosen_where_there_is_one():
    rows, filed, _ = made_by(of({}), KITCHEN)
    assert set(filed.amount) == {4, 10} and (rows.choices == 1).all()
    assert share(rows) == pytest.approx(0.5, abs=0.1)
    assert ((filed.amount == 4) == (rows.lesser == 1)).all()
    _, filed, _ = made_by(of({}), TANK)
    assert set(filed.amount) == {20}, "a tank costs twenty and never less"


def test_a_border_is_where_the_lesser_keeps_a_better_grade():
    """10 is the second grade and 4 the best; 30 and 24 are both the worst."""
    assert (made_by(of({}), KITCHEN)[0].border == 1).all()
    assert (made_by(of({}), KITCHEN | TANK)[0].border == 0).all()
    assert (made_by(of({}), KITCHEN, graded=0)[0].border == 0).all(), "no subject of the scheme"
    assert (made_by(of({"age": 61}), KITCHEN)[0].border == 0).all(), "too young a licence"
    assert (made_by(of({"age": 60}), KITCHEN)[0].border == 1).all()
    assert (made_by(of({"scheme": -1}), KITCHEN)[0].border == 0).all()
    assert (made_by(of({"scheme": -1}), KITCHEN)[0].earned == -1).all()


def test_at_a_border_it_is_likelier_by_the_same_draws():
    plain, _, _ = made_by(of({}), KITCHEN)
    near, filed, _ = made_by(of({"border": 3 * FULL // 2}), KITCHEN)
    assert share(near) == pytest.approx(0.75, abs=0.1)
    assert (near.lesser - near.swayed == plain.lesser).all()
    assert (near.earned == EARNS[0, filed.amount]).all()
    far, _, _ = made_by(of({"border": 3 * FULL // 2}), KITCHEN | TANK)
    assert (far.lesser == made_by(of({}), KITCHEN | TANK)[0].lesser).all()
    assert far.swayed.sum() == 0


def test_the_connected_get_it_oftener_and_no_chance_exceeds_one():
    twice = of({"connected": 2 * FULL, "usually": ALL // 4})
    assert share(made_by(twice, KITCHEN, flags=CONNECTED)[0]) == pytest.approx(0.5, abs=0.1)
    assert share(made_by(twice, KITCHEN)[0]) == pytest.approx(0.25, abs=0.1)
    most = of({"connected": 100 * FULL, "border": 100 * FULL})
    rows, _, _ = made_by(most, KITCHEN, flags=CONNECTED)
    assert share(rows) == 1 and rows.swayed.sum() == 0, "sure away from a border, too"


def test_each_visit_makes_an_inspector_better_known():
    often = of({"usually": ALL // 4, "term": 10_000})
    shares, kept = [], None
    for _ in range(5):
        rows, _, kept = made_by(often, KITCHEN, level=kept)
        shares.append(share(rows))
    assert (rows.met == 4).all() and (rows.before == 0).all()
    assert shares[0] == pytest.approx(0.25, abs=0.08)
    assert shares[4] == pytest.approx(0.25 * (1 + 0.5 * np.log(5)), abs=0.1)


def test_another_inspector_knows_nobody_and_what_the_old_one_had_done_is_told():
    kept = np.zeros((2, COUNT), np.uint16)
    kept[0] = 200 << 8 | 6  # another one came six times
    rows, _, kept = made_by(of({"usually": ALL // 4}), KITCHEN, level=kept)
    assert (rows.before == 6).all() and (rows.met == 0).all()
    assert (kept[0] & 255 == 1).all() and (kept[0] >> 8 != 200).all()
    assert share(rows) == pytest.approx(0.25, abs=0.08)
    stayed = (rows.stayed == 0).mean()
    assert stayed == pytest.approx(0.25 * (1 + 0.5 * np.log(7)), abs=0.1)
    assert (rows.stayed <= rows.earned).all(), "he had written down no more"


def test_inspectors_come_for_half_to_one_and_a_half_of_their_term():
    begun = {}
    for month in range(0, 150):
        kept = np.zeros((2, COUNT), np.uint16)
        rows, out = records(COUNT, VISIT), new_day()
        rows.who = np.arange(COUNT)
        visits.inspect(
            rows, np.arange(COUNT), 0, COUNT, of({"term": 24}), empty(COUNT),
            np.ones((1, COUNT), np.uint8), kept, 0, 5, month, TODAY, KEY, LUCK, out, 0,
        )  # fmt: skip
        for who, number in enumerate((kept[0] >> 8).tolist()):
            begun.setdefault((who, number), []).append(month)
    whole = [len(m) for m in begun.values() if m[0] > 0 and m[-1] < 149]
    assert min(whole) == 12 and max(whole) == 36
    firsts = [len(m) for (_, number), m in begun.items() if number == 0]
    assert min(firsts) <= 2, "what of the first is over when a run begins is drawn"


def test_a_visit_that_wrote_down_enough_orders_to_mend():
    rows, _, kept = made_by(of(order={}), np.arange(COUNT) % 4)
    found = np.arange(COUNT) % 4
    assert (rows.ordered == (found >= TANK)).all()
    assert (kept[0] == np.where(found >= TANK, TODAY + 30, 0)).all()
    assert (kept[1] == np.where(found >= TANK, found, 0)).all()
    rows, _, kept = made_by(of(order={}), KITCHEN | TANK, level=kept, today=TODAY + 3)
    assert (kept[1] == 3).all(), "what is found meanwhile is added"
    assert (kept[0] == np.where(found >= TANK, TODAY + 30, TODAY + 33)).all()
    assert (rows.ordered == (found < TANK)).all()


def ordered(about=KITCHEN | TANK, due=TODAY):
    kept = np.zeros((2, COUNT), np.uint16)
    kept[0], kept[1] = due, about
    return kept


def test_a_second_visit_files_what_stands_of_the_order_and_ends_it():
    stands = np.arange(COUNT) % 4
    rows, filed, kept = made_by(of(order={}), stands, second=1, level=ordered(about=TANK))
    still = stands >= TANK
    assert (rows.done == np.where(still, NOT_MENDED, MENDED)).all()
    assert (filed.who == np.flatnonzero(still)).all() and set(filed.amount) == {20}
    assert set(filed.kind) == {5} and (kept == 0).all()
    assert (rows.found == np.where(still, TANK, 0)).all()


def test_what_a_second_visit_overlooks_is_not_filed():
    half = of(order={"notices": ALL // 2})
    rows, filed, kept = made_by(half, TANK, second=1, level=ordered())
    assert (rows.done == OVERLOOKED).mean() == pytest.approx(0.5, abs=0.1)
    assert len(filed) == (rows.done == NOT_MENDED).sum() and (kept == 0).all()
    assert ((rows.missed == 1) == (rows.done == OVERLOOKED)).all()


def test_who_has_opened_there_since_has_nothing_to_mend():
    rows, filed, _ = made_by(of(order={}), TANK, second=1)
    assert (rows.done == GONE).all() and len(filed) == 0
    newer = ordered(due=TODAY + 9)
    rows, _, kept = made_by(of(order={}), TANK, second=1, level=newer)
    assert (rows.done == GONE).all() and (kept[0] == TODAY + 9).all(), "its own order stands"
