"""A town that lives month by month is the run of the same scenario, seen on the way."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import socialcredit as sc
from socialcredit.core import events as happened
from socialcredit.core.errors import SocialCreditError
from socialcredit.engine import lent
from socialcredit.engine.event_books import NARROW, SHORT, WIDE, packed, unpacked
from socialcredit.engine.folder import content_hash, table_hashes
from socialcredit.engine.run import simulate
from socialcredit.engine.town import Town
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.paths import scheme_file
from tests.engine.towns import SHARP, in_hamlets, town

# Three years in which records, disputes, lists and penalties come about among few people.
LOUD = ["assumptions.sensors.*.wrong_person*=30", "assumptions.deeds.*.rate*=3",
        "schemes.rongcheng.procedure.paused=true"]  # fmt: skip
ASKED = {"people": 300, "sets": [*SHARP, *LOUD]}
COUNTED = ("penalised", "wrongly", "late")


@pytest.fixture(scope="module")
def lived():
    """A town at its end, the views of each month (world by world), and its run."""
    opened = sc.open_town("small-town", **ASKED)
    first = opened.view()
    views = [[opened.step().view(0), opened.view(1)] for _ in opened.months]
    return opened, first, views, opened.to_end()


def test_a_town_ends_as_the_run_that_lives_one_world_after_the_other(lived, tmp_path):
    run = sc.run("small-town", threads=1, out=tmp_path / "run", **ASKED)
    assert lived[3].content_hash == run.content_hash
    assert lived[3].summary().splitlines() == run.summary().splitlines()
    assert lived[3].measures == run.measures


def test_a_view_counts_who_is_penalised_as_the_table_of_harm_does(lived):
    _, _, views, run = lived
    harm = run.table("harm").columns
    for month, both in enumerate(views):
        for world, view in enumerate(both):
            rows = (harm["world"] == world) & (harm["month"] == month)
            told = [int(harm[name][rows].sum()) for name in COUNTED]
            assert [int(view[name].sum()) for name in COUNTED] == told, (world, month)
    assert all(harm[name].sum() > 0 for name in COUNTED), "nobody was ever so: nothing is tested"


def test_a_view_has_as_many_in_each_grade_as_the_table_of_grades(lived):
    _, _, views, run = lived
    grades = run.table("grades").columns
    for month, (view, _) in enumerate(views):
        rows = (grades["world"] == 0) & (grades["month"] == month)
        told = np.bincount(grades["grade"][rows], grades["residents"][rows], minlength=6)
        assert np.bincount(view["grade"][view["scored"]], minlength=6).tolist() == told.tolist()


def test_the_grades_of_a_month_s_events_lead_from_one_view_to_the_next(lived):
    opened, first, views, _ = lived
    held = first["grade"].copy()
    moves = 0
    for month, (view, _) in enumerate(views):
        told = opened.events(0, month)
        graded = told["what"] == happened.GRADE
        for who, grade in zip(told["resident"][graded], told["grade"][graded], strict=True):
            held[who] = grade
            moves += 1
        known = view["scored"] & (held >= 0)
        assert (held[known] == view["grade"][known]).all(), month
        held[~known] = view["grade"][~known]  # who came of age or moved away
    assert moves > 50


def test_the_first_morning_is_that_on_which_nothing_is_on_file(lived):
    first = lived[1]
    assert first["scored"].any() and not first["penalised"].any() and not first["bad_deeds"].any()
    assert (first["grade"] == first["right"]).all()


def test_the_twin_is_under_no_scheme_and_still_does_bad_deeds(lived):
    _, twin = lived[2][-1]
    assert not twin["scored"].any() and (twin["grade"] == -1).all()
    assert twin["bad_deeds"].any()


def test_days_of_a_month_s_events_lie_in_it_and_rise(lived):
    opened = lived[0]
    days = opened.events(0, 1)["day"]
    assert days.min() >= 31 and days.max() < 31 + 29  # February 2016
    assert (np.diff(days) >= 0).all()


def test_a_town_of_more_than_a_panel_shows_the_events_of_all_and_ends_as_its_run(monkeypatch):
    monkeypatch.setattr("socialcredit.stages.society.panel.EVERYBODY", 10)
    inputs = resolve(town(people=230, panel_households=5), SHARP)
    small = Town(inputs)
    for _ in small.months:
        small.step()
    told, tables = small.so_far(everybody=False)
    assert told["content_hash"] == content_hash(table_hashes(simulate(inputs, 1)[1]))
    everybody = small.so_far()[1]
    assert len(everybody["panel_people"]["resident"]) == small.setup.residents
    assert len(everybody["panel_events"]["day"]) > 5 * len(tables["panel_events"]["day"]) > 0


def test_a_town_half_lived_is_told_like_a_run_of_those_months(tmp_path):
    opened = sc.open_town("small-town", **ASKED)
    for _ in range(3):
        opened.step()
    run = sc.run("small-town", threads=1, out=tmp_path / "run", people=300,
                 sets=[*ASKED["sets"], "to=2016-03-31"])  # fmt: skip
    half = opened.so_far()
    assert half.content_hash == run.content_hash
    assert half.life(11) == run.life(11)
    assert half.measures == run.measures
    assert opened.step().month == 4 and half.opened.months == 3


def test_towns_that_are_opened_and_stepped_at_once_live_as_if_each_were_alone():
    few = {"people": 200, "years": 1}
    asked = [
        {"scenario": "small-town", "seed": 1, **few},
        {"scenario": "small-town", "seed": 2, **few},
        {"scenario": "small-town", "seed": 1, "sets": SHARP, **few},
        {"scenario": "weihai", **few},
    ]

    def hash_of(one):
        return sc.open_town(**one).to_end().content_hash

    alone = [hash_of(one) for one in asked]
    assert len({*alone}) == len(asked)
    with ThreadPoolExecutor(4) as pool:
        assert [*pool.map(hash_of, asked)] == alone
    in_turns = [sc.open_town(**one) for one in asked]
    with ThreadPoolExecutor(2) as pool:
        for _ in range(12):
            [*pool.map(lambda one: one.step(), in_turns)]
    assert [one.to_end().content_hash for one in in_turns] == alone


def test_threads_within_a_town_do_not_show(monkeypatch):
    in_hamlets(monkeypatch, 30)  # many communities, of a seed that nobody else has
    towns = [
        sc.open_town("small-town", people=200, years=1, seed=977, sets=SHARP, threads=threads)
        for threads in (1, 3)
    ]
    assert len({*towns[0].people["neighbourhood"]}) > 4
    for _ in towns[0].months:
        one, three = (each.step().view() for each in towns)
        assert all((one[name] == three[name]).all() for name in one.columns)
    assert towns[0].to_end().content_hash == towns[1].to_end().content_hash


def test_towns_of_one_shape_work_in_the_same_place():
    lent._idle.clear()
    towns = [sc.open_town("small-town", people=60, seed=seed) for seed in (1, 2, 3)]
    for one in towns:
        one.step()
    assert len(lent._idle) == 1


def test_a_month_that_was_broken_off_is_not_gone_on_from(monkeypatch):
    opened = sc.open_town("small-town", people=60, seed=1)

    def broken(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("socialcredit.engine.town.live_month", broken)
        with pytest.raises(KeyboardInterrupt):
            opened.step()
    with pytest.raises(SocialCreditError, match="broken off"):
        opened.step()


def test_the_text_of_a_scheme_stands_in_for_its_file():
    few = {"people": 200, "years": 1, "sets": SHARP[:1]}
    plain = sc.open_town("small-town", **few).to_end()
    text = scheme_file("rongcheng").read_text(encoding="utf-8")
    for same in (text, "extends: rongcheng"):
        ran = sc.open_town("small-town", texts={"rongcheng": same}, **few).to_end()
        assert ran.content_hash == plain.content_hash
    quiet = text.replace("notice: {chance: 0.3", "notice: {chance: 0.1")
    other = sc.open_town("small-town", texts={"rongcheng": quiet}, **few).to_end()
    many, few = (one.table("appeals")["notices"].sum() for one in (plain, other))
    assert 0 < few < many / 2


def test_a_text_that_gives_itself_another_name_is_found_by_both():
    text = "extends: rongcheng\nscheme: mine\ntitle: Mine"
    opened = sc.open_town("small-town", people=60, texts={"rongcheng": text})
    assert opened.schemes == ("mine",)
    assert opened.facts("rongcheng")["scheme"] == opened.facts("mine")["scheme"] == "mine"


WRONG = {
    "there is no scenario `smal-town`": {"scenario": "smal-town"},
    "too small": {"scenario": "small-town", "people": 0},
    "simulates firms alone": {"scenario": "food-service-2012"},
    "has no scheme `weihai` that a text": {
        "scenario": "small-town", "texts": {"weihai": "extends: weihai"}
    },
    "there is no scheme `./mine`": {
        "scenario": "small-town", "texts": {"rongcheng": "extends: ./mine"}
    },
    "`titel` is not known here": {
        "scenario": "small-town", "texts": {"rongcheng": "extends: rongcheng\ntitel: Mine"}
    },
}  # fmt: skip


@pytest.mark.parametrize("message", WRONG)
def test_what_cannot_be_opened_is_refused_in_words(message):
    with pytest.raises(SocialCreditError, match=message) as found:
        sc.open_town(**WRONG[message])
    assert found.value.hint


def test_what_a_town_has_not_is_refused_in_words():
    opened = sc.open_town("small-town", people=60, years=1)
    for message, ask in {
        "no month of this town": opened.so_far,
        "month -1 of this town has not been lived": opened.events,
        "no scheme `weihai`": lambda: opened.view(scheme="weihai"),
        "no world 2": lambda: opened.view(2),
    }.items():
        with pytest.raises(SocialCreditError, match=message):
            ask()
    opened.to_end()
    with pytest.raises(SocialCreditError, match="has lived all its 12 months"):
        opened.step()


def test_events_are_kept_small_and_nothing_is_lost():
    rows = np.full((4, 12), -1, np.int64)
    rows[:, 0], rows[:, 1], rows[:, 2] = 70_000, 65_000, happened.GRADE
    rows[0, 7], rows[1, 9], rows[2, 10] = -2_000_000_000, 914_828_558_336, 2_000_000_000
    rows[3, 2:9] = happened.DEED, 12, -1, -1, -1, 300, 1
    kept = packed(rows)
    assert (len(kept.deeds), kept.others.dtype) == (1, NARROW) and (unpacked(kept) == rows).all()
    assert kept.bytes == 1 + SHORT.itemsize + 3 * NARROW.itemsize
    rows[1, 7] = rows[3, 7] = 3_000_000_000
    kept = packed(rows)
    assert (len(kept.deeds), kept.others.dtype) == (0, WIDE) and (unpacked(kept) == rows).all()


def test_most_of_what_happens_is_kept_in_fourteen_bytes(lived):
    books = lived[0]._engine.books
    assert all(len(month.deeds) > 0.6 * len(month.short) * 8 for both in books for month in both)
