"""A consequence that incapacitates: what it stops is not done while it lasts, and nothing else."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from socialcredit.core.events import DEED, STOPPED
from socialcredit.engine import folder as run_folder
from socialcredit.engine import minds
from socialcredit.engine.collect import gathered
from socialcredit.engine.preparing import prepared
from socialcredit.engine.run import simulate
from socialcredit.language.model.consequences import Consequence
from socialcredit.language.resolve.inputs import resolve
from socialcredit.stages.society import people
from tests.engine.apart import DRINKERS
from tests.engine.apart import DRIVING as DRIVERS
from tests.engine.paired import DAY, KIND, WHO, all_of, lived, of
from tests.engine.towns import in_hamlets, mechanisms_off, town

*BUSY, QUICK = DRINKERS
BAN = "schemes.licence-points.consequences.no-driving"
DRIVING = ("traffic-offence", "red-light-running", "drunk-driving", "hit-and-run")
HERMITS = {"twin": None, "responses": mechanisms_off()}


def lives(*sets, **changes):
    """The spring of a town of drinkers in which nobody responds to anything."""
    setup = prepared(resolve(town(**{**DRIVERS, **HERMITS, **changes}), [*BUSY, *sets]), 1)
    return setup, lived(setup)


def acts(life, what):
    """Who did what when, or would have; rows of the ledger less what hangs on its kind."""
    rows = sorted(all_of(life, what))
    return [(row[WHO], row[DAY], row[KIND], row[7], row[8]) for row in rows]


@pytest.fixture(scope="module")
def without():
    return lives(schemes=())


@pytest.fixture(scope="module")
def barred():
    return lives(QUICK)


def kinds(setup, names):
    return {setup.deed_numbers[name] for name in names}


def test_with_nobody_kept_from_anything_truth_depends_on_no_scheme(without):
    _, free = without
    _, told = lives(QUICK, "schemes.licence-points.consequences=[]")
    assert acts(told, DEED) == acts(free, DEED)
    assert not acts(told, STOPPED)
    for mine, other in zip(told.world.conduct, free.world.conduct, strict=True):
        assert np.array_equal(mine, other)


def test_only_the_deeds_it_stops_differ(without, barred):
    (setup, life), (_, free) = barred, without
    done, stopped = acts(life, DEED), acts(life, STOPPED)
    assert len(stopped) > 20
    assert sorted(done + stopped) == sorted(acts(free, DEED))
    assert {row[2] for row in stopped} <= kinds(setup, DRIVING)


def test_of_people_who_are_barred_and_while_they_are(barred):
    """From the first of a month on which the police's copy says revoked; not a day before."""
    setup, life = barred
    for who, rows in life.books.items():
        days = {row[DAY] for row in of(rows, STOPPED)}
        done = {row[DAY] for row in of(rows, DEED) if row[KIND] in kinds(setup, DRIVING)}
        months = {next(m.number for m in setup.months if m.first_day <= day < m.first_day + m.days)
                  for day in days}  # fmt: skip
        for month in (setup.months[number] for number in months):
            inside = range(month.first_day, month.first_day + month.days)
            assert not done & set(inside), f"resident {who} drove in a month of the ban"


def test_nobody_is_stopped_whom_it_does_not_concern(barred):
    setup, life = barred
    revoked = {i for i in range(setup.residents) if life.world.standing.grade[0, i] == 3}
    assert {row[WHO] for row in all_of(life, STOPPED)} <= revoked


def test_what_is_stopped_is_counted_apart_from_what_is_done(barred):
    setup, life = barred
    tables = gathered(setup, [life.world.collected])
    written = tables["panel_events"]["what"]
    assert tables["stopped"]["deeds"].sum() == (written == STOPPED).sum()
    assert tables["conduct"]["deeds"].sum() == (written == DEED).sum()
    kept = tables["incapacity"]
    days = np.array([month.days for month in setup.months])[kept["month"]]
    assert np.array_equal(kept["days"], days * kept["people"]) and not kept["evading"].any()
    assert np.all(kept["wrong_days"] <= kept["days"])


def test_a_run_in_which_nothing_incapacitates_has_no_such_tables(without):
    setup, life = without
    assert not {"incapacity", "stopped"} & set(gathered(setup, [life.world.collected]))


def test_some_get_round_it_and_always_the_same_people(barred):
    setup, whole = barred
    _, half = lives(QUICK, f"{BAN}.evaded={{share: 0.5, source: assumed, evidence: assumed}}")
    _, most = lives(QUICK, f"{BAN}.evaded={{share: 0.8, source: assumed, evidence: assumed}}")
    stopped = [{row[WHO] for row in all_of(life, STOPPED)} for life in (whole, half, most)]
    assert stopped[0] > stopped[1] > stopped[2]
    for who in stopped[1]:
        assert of(half.books[who], STOPPED) == of(whole.books[who], STOPPED), "all or nothing"
    kept = gathered(setup, [half.world.collected])["incapacity"]
    assert kept["evading"].sum() > 0.3 * kept["people"].sum()
    assert kept["days"].sum() < 31 * (kept["people"] - kept["evading"]).sum() + 1


def test_lawful_deeds_are_stopped_as_well(without):
    _, free = without
    setup, life = lives(QUICK, f"{BAN}.stops=[helping-a-neighbour, volunteering, critical-post]")
    stopped = acts(life, STOPPED)
    assert sorted(acts(life, DEED) + stopped) == sorted(acts(free, DEED))
    names = {setup.deeds[kind]["deed"] for _, _, kind, _, _ in stopped}
    assert "helping-a-neighbour" in names and not names & set(DRIVING)


def test_it_rests_while_an_objection_pauses_penalties():
    """Nobody is revoked in silence: everybody objects, and the office never decides."""
    objecting = [
        "assumptions.behaviour.dispute.strength=1",
        "schemes.licence-points.procedure.notice.after=1 day",
        "schemes.licence-points.procedure.office.decisions=1",
    ]
    (_, free), (_, rests) = (
        lives(QUICK, *objecting, f"schemes.licence-points.procedure.paused={paused}",
              responses={**mechanisms_off(), "dispute": True})
        for paused in ("false", "true")
    )  # fmt: skip
    stopped = [{row[WHO] for row in all_of(life, STOPPED)} for life in (free, rests)]
    assert stopped[1] < stopped[0]


def test_the_luck_of_what_is_done_does_not_hang_on_what_is_stopped(barred):
    """Who is barred from nothing else has every other deed, sighting and record as before."""
    setup, life = barred
    _, other = lives(QUICK, f"{BAN}.stops=[hit-and-run]")
    mine, theirs = (
        [row for row in acts(one, DEED) if row[2] not in kinds(setup, DRIVING)]
        for one in (life, other)
    )
    assert mine == theirs


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.sampled_from([*DRIVING, "gambling", "donation", "littering"]), min_size=1,
             max_size=4, unique=True),
    st.sampled_from(["[revoked]", "[warned, revoked]", "[clean]"]),
    st.sampled_from([0, 0.3, 0.9]),
    st.booleans(),
)  # fmt: skip
def test_whatever_is_stopped_the_rest_is_as_without_any_scheme(without, stops, grades, evaded, by):
    when = "{anyone: true}" if by else f"{{grades: {grades}}}"
    told = f"{{share: {evaded}, source: assumed, evidence: assumed}}"
    setup, life = lives(
        QUICK, f"{BAN}.stops=[{', '.join(stops)}]", f"{BAN}.when={when}", f"{BAN}.evaded={told}"
    )
    done, stopped = acts(life, DEED), acts(life, STOPPED)
    assert sorted(done + stopped) == sorted(acts(without[1], DEED))
    assert {row[2] for row in stopped} <= kinds(setup, stops)
    drivers = {row[WHO] for row in all_of(life, STOPPED)}
    again = {row[WHO] for row in all_of(life, DEED) if row[KIND] in kinds(setup, stops)}
    if by and evaded == 0:
        adults = setup.people.age >= 18
        driving = (setup.people.flags & 8) > 0
        assert not {who for who in again if adults[who] and driving[who]}, "everybody is barred"
        assert drivers


def test_the_same_on_any_threads_in_any_chunks(monkeypatch):
    in_hamlets(monkeypatch, 30)
    found = set()
    for threads, span, chunk in [(1, 32, 256), (2, 1, 1), (5, 3, 2)]:
        monkeypatch.setattr(minds, "SPAN", span)
        monkeypatch.setattr(people, "CHUNK", chunk)
        _, tables = simulate(resolve(town(**DRIVERS), DRINKERS), threads)
        assert tables["stopped"]["deeds"].sum() > 0 and set(tables["stopped"]["world"]) == {0}
        found.add(run_folder.content_hash(run_folder.table_hashes(tables)))
    assert len(found) == 1


WRONG = {
    "stops nothing": {"stops": []},
    "stops what it does not keep from": {"effect": "refuse"},
    "falls on others": {"hits": ["household"]},
    "moves money": {"money": -5},
    "has a rhythm": {"per": "month"},
    "looks at tries": {"coverage": {"2020-01-01": 0.5}},
    "is tried again": {"again": {"2020-01-01": 1.0}},
    "is a check": {"fails": {"chance": 0.1}},
    "is shown": {"audience": "neighbours"},
    "follows a record": {"when": {"entry": ["drunk-driving"]}},
}


@pytest.mark.parametrize("why", WRONG)
def test_what_incapacitates_does_that_alone(why):
    rule = {
        "consequence": "no-driving", "when": {"grades": ["revoked"]}, "domain": "traffic",
        "effect": "incapacitate", "stops": ["drunk-driving"], "since": "2020-01-01",
        "source": "assumed", "evidence": "assumed",
    }  # fmt: skip
    Consequence.model_validate(rule)
    with pytest.raises(ValidationError):
        Consequence.model_validate({**rule, **WRONG[why]})


def test_only_what_incapacitates_is_evaded():
    with pytest.raises(ValidationError):
        Consequence.model_validate(
            {"consequence": "no", "when": {"anyone": True}, "domain": "fly", "effect": "refuse",
             "evaded": {"share": 0.5, "source": "assumed", "evidence": "assumed"},
             "since": "2020-01-01", "source": "assumed", "evidence": "assumed"}
        )  # fmt: skip
