"""Sources that go round: hours are visits, each visit its own luck, and one record for each."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from socialcredit.core.events import FALSE_ALARM, RIGHT, SIGHTED, WRONG_CONTENT
from socialcredit.engine import rounds
from socialcredit.engine.preparing import prepared
from socialcredit.engine.step import run_month
from socialcredit.engine.workers import workspaces_for
from socialcredit.engine.world import begin
from socialcredit.experiments.in_memory import lived
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.results.run import where
from socialcredit.stages.observation.rounds import FULL, NEXT, VISITS
from tests.engine.towns import in_hamlets
from tests.engine.ways import EVERYBODY, NO_FLOOR, OFF, SHORT, TOWN, WAYS, R, S, by


def of_town(*sets):
    return lived(resolve(load_scenario(TOWN), [SHORT, EVERYBODY, *sets]), 1)


@pytest.fixture(scope="module", autouse=True)
def hamlets():
    """A town cut into many communities, so that visits are thrown among them."""
    with pytest.MonkeyPatch.context() as patched:
        in_hamlets(patched, 60)
        yield


@pytest.fixture(scope="module")
def usual():
    return of_town()


def without_schemes(*sets, **assumptions):
    """The town in one world without any scheme, and with other files where they are given."""
    scenario = load_scenario(TOWN)
    files = {**scenario.assumptions, **assumptions}
    plain = scenario.model_copy(update={"schemes": (), "twin": None, "assumptions": files})
    return lived(resolve(plain, [SHORT, EVERYBODY, *sets]), 1)


def monthly(found, table, column, **equal):
    rows = where(found.table(table), **{"world": 0, **equal})
    out = np.zeros(found.months, np.int64)
    np.add.at(out, rows["month"], rows[column])
    return out


@pytest.mark.parametrize("way", WAYS)
def test_hours_are_visits_are_the_sum_over_grades_and_one_record_each(way):
    found = of_town(*WAYS[way])
    planned, minutes = (monthly(found, "rounds", column) for column in ("visits", "minutes"))
    made, spent = (monthly(found, "visits", column) for column in ("visits", "minutes"))
    assert planned.sum() > 1000 and (made == planned).all() and (spent == 30 * made).all()
    assert (abs(np.cumsum(minutes) - np.cumsum(spent)) <= 30).all(), "what is left of a visit"
    assert minutes.sum() == pytest.approx(600 * 4 / 12 * 60 * 3.12, rel=0.01)
    assert (made == sighted(found)).all(), "clean ones too"


def sighted(found):
    kind = found.names["kinds"].index("home-visit")
    return monthly(found, "conduct", "sighted", kind=kind)


def test_a_run_without_schemes_has_its_visits_too():
    found = without_schemes()
    assert (monthly(found, "visits", "visits") == monthly(found, "rounds", "visits")).all()
    assert set(found.table("visits")["grade"]) == {-1}


def per_subject(found, grade):
    """Visits to subjects of a grade for each month that one of them held it at its end."""
    cells = where(found.table("grades"), world=0, grade=grade)
    return monthly(found, "visits", "visits", grade=grade).sum() / cells["residents"].sum()


def test_visits_go_by_the_weight_of_grades():
    found = of_town("people=3000", "to=2016-09-30", NO_FLOOR)
    smile, flat, frown = (per_subject(found, grade) for grade in range(3))
    assert flat > 1.5 * smile and frown > 2.5 * smile  # grades move within a month
    even = of_town("people=3000", "to=2016-09-30", S + "floor=1.0")
    smile, flat, frown = (per_subject(even, grade) for grade in range(3))
    assert flat / smile == pytest.approx(1, rel=0.15) and frown / smile == pytest.approx(1, rel=0.3)


def test_a_grade_of_a_scheme_that_is_not_in_force_weighs_as_no_grade(usual):
    """The twin has no scheme: its inspectors go by lot, as those of a run without schemes."""
    twin = where(usual.table("visits"), world=1)
    assert set(twin["grade"]) == {-1} and twin["visits"].sum() > 1000


def books(found):
    """What was sighted of everybody by inspectors: subject -> rows."""
    source = found.names["sources"].index("inspectors")
    rows = where(found.table("panel_events"), world=0, what=SIGHTED, source=source)
    out = {}
    for who, day, points, cause in zip(
        rows["resident"], rows["day"], rows["points"], rows["cause"], strict=True
    ):
        out.setdefault(int(who), []).append((int(day), int(points), int(cause)))
    return out


def test_in_turn_everybody_is_visited_as_often_as_the_next():
    found = of_town(*by("uniform"))
    counts = [len(rows) for rows in books(found).values()]
    counts += [0] * (found.people - len(counts))
    assert max(counts) - min(counts) <= 1


def test_by_lot_some_are_visited_oftener():
    found = of_town(*by("random"))
    counts = np.array([len(rows) for rows in books(found).values()])
    counts = np.append(counts, np.zeros(found.people - len(counts), int))
    assert counts.var() == pytest.approx(counts.mean(), rel=0.3)


def test_a_duty_is_done_where_hours_suffice():
    found = of_town(*by("duty", visits=3))
    counts = [len(rows) for rows in books(found).values()]
    assert len(counts) == found.people and min(counts) >= 1
    assert monthly(found, "rounds", "due").sum() == pytest.approx(600 * 3 / 12 * 4, abs=4)
    assert monthly(found, "rounds", "unmet").sum() == 0


def test_a_duty_that_hours_cannot_meet_is_told_and_not_refused():
    found = of_town(*by("duty", visits=12))
    due, made, unmet = (monthly(found, "rounds", column) for column in ("due", "visits", "unmet"))
    assert (due == 600).all() and (unmet == due - made).all() and (unmet > 0).all()
    months = {who: [day // 31 for day, *_ in rows] for who, rows in books(found).items()}
    assert all(len(each) <= 4 for each in months.values()), "no one is visited beyond the duty"


def test_the_greedy_go_back_to_where_they_found_something():
    found = of_town(*by("greedy", top=0.02), "to=2016-09-30")
    counts = sorted((len(rows) for rows in books(found).values()), reverse=True)
    assert sum(counts[:60]) > 0.5 * sum(counts)


def test_a_greedy_cut_leaves_the_share_that_was_asked_for():
    """Six of six hundred: three who stand above, and three of the seven who are at the cut."""
    setup = prepared(resolve(load_scenario(TOWN), [SHORT, *by("greedy", top=0.01)]), 1)
    level, many = np.array([0, 256, 512]), np.array([590, 7, 3])
    assert rounds.cut_of(setup, level, many, 0) == (256, 3 * FULL // 7)
    assert rounds.cut_of(setup, np.zeros(1, np.int64), np.array([600]), 0) == (0, 6 * FULL // 600)


def complaints_and_visits(found):
    neighbours = found.names["sources"].index("neighbours")
    rows = where(found.table("panel_events"), world=0, what=SIGHTED, source=neighbours)
    return set(rows["resident"].tolist()), set(books(found))


def test_by_complaints_only_who_was_complained_of_is_visited():
    found = of_town(*by("complaints", of="[neighbours]"))
    accused, visited = complaints_and_visits(found)
    first = {who for who, rows in books(found).items() if rows[0][0] >= 31}
    assert first and first <= accused
    assert visited - accused, "while nobody is complained of, by lot"


def test_truth_moves_only_what_is_seen_when_inspectors_are_blind(usual):
    blind = of_town(*(R + f"sees.{kind}=0.0" for kind in ("dirty-kitchen", "leaking-tank")), *OFF)
    seeing = of_town(*OFF)
    for table in ("faults", "fault_harm"):
        one, other = seeing.table(table), blind.table(table)
        assert all((one[column] == other[column]).all() for column in one)
    assert monthly(blind, "visits", "noticed").sum() == 0
    assert monthly(seeing, "visits", "noticed").sum() > 0


def test_who_is_visited_when_is_the_same_for_blind_inspectors():
    even = [*by("random"), *OFF]
    blind = of_town(*even, R + "sees={dirty-kitchen: 0.0, leaking-tank: 0.0}")
    seeing, others = books(of_town(*even)), books(blind)
    assert {who: [day for day, *_ in rows] for who, rows in seeing.items()} == {
        who: [day for day, *_ in rows] for who, rows in others.items()
    }
    assert any(points > 0 for rows in seeing.values() for _, points, _ in rows)


def not_of_rounds(found):
    """Every sighting that is no visit's, whatever numbers sources and kinds have."""
    names, rows = found.names, where(found.table("panel_events"), world=0, what=SIGHTED)
    return sorted(
        (int(who), int(day), names["kinds"][kind], names["sources"][source], int(points))
        for who, day, kind, source, points in zip(
            *(rows[c] for c in ("resident", "day", "kind", "source", "points")), strict=True
        )
        if names["sources"][source] != "inspectors"
    )


def test_rounds_move_no_draw_of_anybody_else(tmp_path):
    file = TOWN.parent / "rounds" / "sensors.yaml"
    text = file.read_text().split("  - source: inspectors")[0]
    (tmp_path / "sensors.yaml").write_text(text)
    none = without_schemes(*OFF, sensors=str(tmp_path / "sensors.yaml"))
    some = without_schemes(*OFF)
    assert not none.has("visits") and not none.has("rounds")
    assert not_of_rounds(none) == not_of_rounds(some)
    for table in ("faults", "fault_harm"):
        one, other = none.table(table), some.table(table)
        assert all((one[column] == other[column]).all() for column in one)


def test_causes_say_what_a_result_holds(usual):
    """Right where all that is written is there, also if something was missed."""
    sure = of_town(S + "false_find=0.0")
    causes = {cause for rows in books(sure).values() for *_, cause in rows}
    assert causes == {RIGHT} and monthly(sure, "visits", "missed").sum() > 0
    rows = [row for each in books(usual).values() for row in each]
    wrong = [row for row in rows if row[2] != RIGHT]
    assert len(wrong) == monthly(usual, "visits", "false_finds").sum() > 20
    assert {points for _, points, cause in wrong if cause == FALSE_ALARM} <= {3, 10}
    assert {points for _, points, cause in wrong if cause == WRONG_CONTENT} <= {13}
    assert {points for _, points, cause in rows} == {0, 3, 10, 13}
    findings = sum(points > 0 for _, points, _ in rows)
    assert findings == monthly(usual, "visits", "findings").sum()


def test_inspectors_notice_with_their_skill_and_less_when_tired():
    plain = of_town("people=4000", *by("random"), S + "tires=0.0", R + "sees.leaking-tank=0.7")
    stood, noticed = (monthly(plain, "visits", c).sum() for c in ("standing", "noticed"))
    assert noticed / stood == pytest.approx(0.7, abs=5 * (0.21 / stood) ** 0.5)
    tired = of_town("people=4000", *by("random"), S + "tires=0.2", R + "sees.leaking-tank=0.7")
    expected = 0.7 * np.mean(0.8 ** np.arange(8))
    stood, noticed = (monthly(tired, "visits", c).sum() for c in ("standing", "noticed"))
    assert noticed / stood == pytest.approx(expected, abs=5 * (0.24 / stood) ** 0.5)


def world_of(more_in=None):
    """The town by lot, with one visit more in a month; its books by subject and its world."""
    sets = [SHORT, EVERYBODY, "twin=null", *by("random"), *OFF]
    setup = prepared(resolve(load_scenario(TOWN), sets), 1)
    plain, world = rounds.turn_in, begin(setup, 0)
    spaces = workspaces_for(setup, 1)

    def with_one_more(setup, place, r, month):
        turn = plain(setup, place, r, month)
        turn[VISITS] += month.number == more_in
        return turn

    rounds.turn_in = with_one_more
    try:
        with ThreadPoolExecutor(1) as pool:
            for month in setup.months:
                run_month(setup, world, month, pool, spaces)
    finally:
        rounds.turn_in = plain
    rows = [tuple(row) for block in world.collected.events.values() for row in block.tolist()]
    of: dict[int, set] = {}
    for row in rows:
        of.setdefault(row[0], set()).add(row)
    return of, world


@pytest.mark.parametrize("month", [0, 2])
def test_one_more_visit_changes_one_subject(month):
    usual, one = world_of()
    other, two = world_of(more_in=month)
    moved = {who for who in {*usual, *other} if usual.get(who) != other.get(who)}
    assert len(moved) == 1
    pairs = zip(one.standing, two.standing, strict=True)
    stands = {int(i) for a, b in pairs for i in np.flatnonzero((a != b).any(axis=0))}
    assert stands <= moved
    assert (one.conduct.faults == two.conduct.faults).all()


def test_a_turn_comes_to_everybody_once_before_it_comes_to_anybody_twice():
    setup = prepared(resolve(load_scenario(TOWN), [SHORT]), 1)
    place = rounds.places_of(setup)[0]
    turn = rounds.turn_in(setup, place, 0, setup.months[1])
    n = int(place.sizes[-1])
    order = {(int(turn[1]) * i + int(turn[2])) % n for i in range(n)}
    assert order == set(range(n))
    assert turn[NEXT] == setup.hours.visits[0, 0, 1]


FOUND = "assumptions.deeds.dirty-kitchen.stands.found_mended="


def faults_of(found, column, world=0):
    kind = found.names["kinds"].index("dirty-kitchen")
    return monthly(found, "faults", column, kind=kind, world=world)


def test_what_was_found_is_mended_oftener():
    found = of_town("people=3000", "to=2016-09-30", *by("random"), *OFF, FOUND + "0.8")
    stood, known = (faults_of(found, column).sum() for column in ("open", "found"))
    ended, after_all = (faults_of(found, column).sum() for column in ("ended", "ended_found"))
    assert after_all / known == pytest.approx(0.8, abs=5 * (0.16 / known) ** 0.5)
    other = stood - known
    assert (ended - after_all) / other == pytest.approx(0.2, abs=5 * (0.16 / other) ** 0.5)


def test_visits_that_find_prevent_harm_and_only_that():
    sets = ["people=3000", "to=2016-09-30", *by("random"), *OFF, FOUND + "0.8"]
    blind = of_town(*sets, R + "sees={dirty-kitchen: 0.0, leaking-tank: 0.0}")
    seeing = of_town(*sets)
    open_, others = (faults_of(one, "open") for one in (seeing, blind))
    assert (open_ <= others).all() and open_[-1] < 0.9 * others[-1]
    assert (
        monthly(seeing, "fault_harm", "amount").sum() < monthly(blind, "fault_harm", "amount").sum()
    )
    for column in ("open", "arisen", "ended"):  # nobody mends a tank for having been found out
        tank = seeing.names["kinds"].index("leaking-tank")
        one, other = (monthly(x, "faults", column, kind=tank) for x in (seeing, blind))
        assert (one == other).all()


def test_found_and_mended_alike_is_as_if_nobody_found_anything():
    plain, alike = of_town(*OFF), of_town(*OFF, FOUND + "0.2")
    for column in ("open", "arisen", "ended"):
        assert (faults_of(plain, column) == faults_of(alike, column)).all()
    assert faults_of(alike, "found").sum() > 0 == faults_of(plain, "found").sum()
