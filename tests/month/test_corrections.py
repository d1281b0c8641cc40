"""A wrong record put right where it was filed first is put right in every body that copied it."""

from datetime import date, timedelta

import numpy as np
import pytest

from socialcredit.core import run_files
from socialcredit.core.calendar import Duration, later
from socialcredit.core.events import (
    COPIES_CORRECTED,
    CORRECTED,
    DISPUTE,
    EXPIRED,
    FILED,
    FOLLOWED,
    NOTICE,
    REPAIRED,
)
from socialcredit.engine import folder as run_folder
from socialcredit.engine import run
from socialcredit.engine.preparing import prepared
from socialcredit.engine.run import simulate
from socialcredit.language.resolve import loading
from socialcredit.language.resolve.inputs import resolve
from socialcredit.stages.records.cases import TOLD
from tests.engine import paired

PARTS = ("movement", "money", "home", "livelihood", "civic", "giving")
BODIES = len(PARTS)
LAST = 180  # days; what falls due later is not seen
# Everybody is told at once, contests what is wrong and no more, and is heard within the month.
HEARD = [
    "schemes.national.procedure.notice={chance: 1.0, after: 5 days}",
    "schemes.national.procedure.office.decisions=100000",
    "schemes.national.procedure.finds={wrong: 1.0, right: 0.0, unclear: 0}",
    "schemes.national.procedure.copies.after=1 day",
    "schemes.national.procedure.dispute.forwarded=false",
    "assumptions.behaviour.dispute.wrong=1.0",
    "assumptions.behaviour.dispute.right=0",
    "assumptions.behaviour.dispute.days=0",
]
FORWARDED = "schemes.national.procedure.dispute.forwarded={}"
LAG = "schemes.national.procedure.follows.after={} days"
ALONE = "schemes.national.procedure.follows=null"
MENDED = "schemes.national.entries.traffic-offence.repair={after: 10 days, chance: 1.0}"


def scenario(**changes):
    """A small town of the nation over half a year, everything joined."""
    short = {"people": 4000, "places": ("sichuan",), "twin": None}
    dates = {"starts": date(2020, 1, 1), "ends": date(2020, 6, 30)}
    return loading.load_scenario("national").model_copy(update={**short, **dates, **changes})


def told_by(inputs, *bodies):
    """The same, where only these bodies tell anybody of a record."""
    deaf = {"notice": None}
    schemes = [
        body
        if body.scheme in bodies
        else body.model_copy(update={"procedure": (body.procedure[0].model_copy(update=deaf),)})
        for body in inputs.schemes
    ]
    return inputs._replace(schemes=tuple(schemes))


def lived(*sets, only=("national-movement",)):
    """The bodies, and events by sighting: rows of day, what, scheme, entry."""
    inputs = told_by(resolve(scenario(), [*HEARD, *sets]), *only)
    return inputs.schemes, by_sighting(simulate(inputs, 2)[1])


def by_sighting(tables):
    """Events of each sighting that was filed: rows of day, what, scheme, entry."""
    events, found = tables["panel_events"], {}
    columns = [events[name].tolist() for name in ("record", "day", "what", "scheme", "entry")]
    for record, *event in zip(*columns, strict=True):
        if event[2] >= 0:
            found.setdefault(record, []).append(event)
    return found


def days_of(events, *whats):
    """The day of such an event by body."""
    return {scheme: day for day, what, scheme, _ in events if what in whats}


def corrected(bodies, sightings, body, own=True):
    """Sightings of which a body's office corrected a record: its own, or a copy."""
    entries = bodies[body].entries
    return [
        events
        for events in sightings.values()
        for _, what, scheme, entry in events
        if (what, scheme) == (CORRECTED, body) and own == (entries[entry].copy_of is None)
    ]


@pytest.mark.parametrize("body", ["movement", "civic"])
@pytest.mark.parametrize("lag", [0, 1, 40])
def test_a_record_filed_by_k_bodies_is_put_right_k_times_with_the_lag(lag, body):
    bodies, sightings = lived(LAG.format(lag), only=[f"national-{body}"])
    origin = PARTS.index(body)
    found = [
        events
        for events in corrected(bodies, sightings, origin)
        if days_of(events, CORRECTED)[origin] + lag < LAST
    ]
    assert found
    others = [number for number in range(BODIES) if number != origin]
    for events in found:
        assert len(days_of(events, FILED)) == BODIES
        day = days_of(events, CORRECTED)[origin]
        assert days_of(events, FOLLOWED) == dict.fromkeys(others, day + lag)
        right = days_of(events, CORRECTED, FOLLOWED)
        assert days_of(events, COPIES_CORRECTED) == {who: when + 1 for who, when in right.items()}


def test_a_correction_of_a_copy_reaches_nobody_else():
    """Movement contests what it copied as well; the body that filed it first is not told."""
    copies = corrected(*lived(LAG.format(0)), 0, own=False)
    assert copies
    assert all(list(days_of(events, CORRECTED, FOLLOWED)) == [0] for events in copies)


@pytest.mark.parametrize("teller", ["movement", "giving"])
def test_an_objection_to_a_copy_is_forwarded_and_decided_for_all(teller):
    """One body tells of records, and contests what it copied with those that filed them first."""
    inputs = told_by(resolve(scenario(), [*HEARD, LAG.format(5), FORWARDED.format("true")]),
                     f"national-{teller}")  # fmt: skip
    sightings = by_sighting(simulate(inputs, 2)[1])
    found = 0
    for events in sightings.values():
        disputed, right = days_of(events, DISPUTE), days_of(events, CORRECTED)
        assert len(disputed) <= 1
        if not right or max(right.values()) + 5 >= LAST:
            continue
        (origin, day), entry = *right.items(), {s: e for _, _, s, e in events}
        assert list(disputed) == [origin]
        assert inputs.schemes[origin].entries[entry[origin]].copy_of is None
        others = [number for number in range(BODIES) if number != origin]
        assert days_of(events, FOLLOWED) == dict.fromkeys(others, day + 5)
        found += origin != PARTS.index(teller)
    assert found > 3


def test_one_record_is_contested_once_however_many_copies_are_told_of():
    inputs = resolve(scenario(), [*HEARD, LAG.format(5), FORWARDED.format("true")])
    sightings = by_sighting(simulate(inputs, 2)[1])
    told = [events for events in sightings.values() if len(days_of(events, NOTICE)) > 1]
    objections = [sum(what == DISPUTE for _, what, _, _ in events) for events in told]
    assert set(objections) == {0, 1} and sum(objections) > 10


def test_without_a_lag_in_the_rules_every_copy_must_be_contested():
    bodies, sightings = lived(ALONE)
    assert corrected(bodies, sightings, 0)
    assert not any(days_of(events, FOLLOWED) for events in sightings.values())


def test_nobody_is_put_right_twice_and_no_copy_waits_for_the_original_in_vain():
    """All bodies tell; what a body's own office corrects first does not follow any more."""
    _, sightings = lived(LAG.format(10), only=[f"national-{part}" for part in PARTS])
    both = 0
    for events in sightings.values():
        ends = [(s, e) for _, what, s, e in events if what in (CORRECTED, FOLLOWED)]
        assert len(ends) == len(set(ends))
        both += len({what for _, what, _, _ in events} & {CORRECTED, FOLLOWED}) == 2
    assert both > 3


def test_what_is_repaired_where_it_was_filed_is_struck_out_of_the_copies():
    """Traffic offences can be repaired after ten days at the first body, and nowhere else."""
    inputs = resolve(scenario(), [LAG.format(15), MENDED])
    bodies = [inputs.schemes[0]]
    for body in inputs.schemes[1:]:
        entries = tuple(entry.model_copy(update={"repair": None}) for entry in body.entries)
        bodies.append(body.model_copy(update={"entries": entries}))
    _, tables = simulate(inputs._replace(schemes=tuple(bodies)), 2)
    events = tables["panel_events"]
    end = events["what"] == REPAIRED
    day = {s: dict(zip(events["record"][end & (events["scheme"] == s)].tolist(),
                       events["day"][end & (events["scheme"] == s)].tolist(), strict=True))
           for s in range(BODIES)}  # fmt: skip
    early = {record: when for record, when in day[0].items() if when < 160}
    assert len(early) > 20
    for body in range(1, BODIES):
        assert early.items() <= {r: when - 15 for r, when in day[body].items()}.items()


def test_scores_of_all_bodies_are_their_start_and_their_live_entries():
    inputs = told_by(resolve(scenario(), [*HEARD, LAG.format(20)]), "national-movement")
    _, tables = simulate(inputs, 2)
    events, held, checked = tables["panel_events"], {}, 0
    names = ("what", "resident", "scheme", "record", "entry", "points", "score")
    for what, who, scheme, *record, points, score in zip(
        *(events[name].tolist() for name in names), strict=True
    ):
        mine = held.setdefault((who, scheme), {})
        if what == FILED:
            mine[tuple(record)] = points
        elif what in (CORRECTED, FOLLOWED, REPAIRED, EXPIRED):
            mine.pop(tuple(record))
        if what in (FILED, CORRECTED, FOLLOWED):
            assert score == 100_000 + sum(mine.values())
            checked += what == FOLLOWED
    assert checked > 10


def test_a_scheme_may_say_by_itself_that_it_copies_another():
    """The national score whole, and a credit bureau that takes its debts from it, untold."""
    asked = scenario(divided=(), joins=(), schemes=("national", "credit-bureau"))
    many = ["schemes.national.procedure.finds.right=1", "assumptions.behaviour.dispute.right=0.9"]
    inputs = resolve(asked, [*HEARD, *many, "schemes.credit-bureau.procedure.notice=null"])
    copies = [
        entry.model_copy(update={"copy_of": "national"}) for entry in inputs.schemes[1].entries
    ]
    other = inputs.schemes[1].model_copy(update={"entries": tuple(copies)})
    sightings = by_sighting(simulate(inputs._replace(schemes=(inputs.schemes[0], other)), 2)[1])
    found = 0
    for events in sightings.values():
        right = days_of(events, CORRECTED)
        if 1 in days_of(events, FILED) and 0 in right and right[0] + 31 < LAST:
            a_month_on = later(asked.starts + timedelta(days=right[0]), Duration(months=1))
            assert days_of(events, FOLLOWED) == {1: (a_month_on - asked.starts).days}
            found += 1
    assert found


def test_a_copy_is_kept_only_while_the_original_may_still_be_put_right():
    """Nobody contests: of the copies, those are in the book whose original awaits its notice."""
    rows = []
    for change in (LAG.format(10), ALONE):
        sets = [*HEARD, "assumptions.behaviour.dispute.wrong=0", change]
        setup = prepared(told_by(resolve(scenario(), sets), "national-civic"), 1)
        rows.append(np.concatenate(paired.lived(setup).world.cases))
    told = (rows[0][:, 0] >> 24 & 15 == TOLD).sum()
    assert 0 < len(rows[0]) - len(rows[1]) <= (BODIES - 1) * told


def test_with_nothing_joined_a_lag_changes_nothing():
    hashes = []
    for change in (LAG.format(0), LAG.format(200), ALONE, FORWARDED.format("true")):
        inputs = resolve(scenario(), [*HEARD, "integration=0", change])
        _, tables = simulate(inputs, 1)
        hashes.append(run_folder.content_hash(run_folder.table_hashes(tables)))
    assert len(set(hashes)) == 1


def test_threads_do_not_show():
    hashes = []
    for threads in (1, 2, 3):
        _, tables = simulate(resolve(scenario(people=6000), [*HEARD, LAG.format(25)]), threads)
        hashes.append(run_folder.content_hash(run_folder.table_hashes(tables)))
    assert len(set(hashes)) == 1


def test_a_run_that_was_stopped_while_copies_wait_ends_as_if_it_had_not_been(tmp_path):
    sets, asked = [*HEARD, LAG.format(45)], scenario(ends=date(2020, 5, 31))

    def stop(news):
        if news["stage"] == run.LIVING and news["done"] >= 3:
            raise KeyboardInterrupt

    whole = run.run_scenario(asked, threads=2, out=tmp_path / "whole", sets=sets)
    with pytest.raises(KeyboardInterrupt):
        run.run_scenario(
            asked, threads=2, out=tmp_path / "run", sets=sets, progress=stop, checkpoint_every=1
        )
    run.resume(tmp_path / "run", threads=1)
    hashes = [
        run_files.read_manifest(folder)["content_hash"] for folder in (whole, tmp_path / "run")
    ]
    assert hashes[0] == hashes[1]
