"""Monitors that are a firm's own: who lies does so all year, and what is hidden is not filed."""

from pathlib import Path

import numpy as np
import pytest

from socialcredit.core.events import DEED, SIGHTED
from socialcredit.experiments.in_memory import lived
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.results.run import where
from tests.firms.places import OFF

TOWN = Path(__file__).parents[1] / "settings" / "town" / "visited.yaml"
OWN = "assumptions.sensors.own-monitors."
LIES = OWN + "self_reported."
ALL = [*OFF, LIES + "by={}", LIES + "deed=null"]
STAY = "assumptions.population.markets.*.closes={}"
SURE = OWN + "sees.discharge=1.0"


def of_town(*sets):
    return lived(resolve(load_scenario(TOWN), [STAY, *sets]), 1)


def told(found, what, **names):
    """Firm and day of the panel's events of a kind, by a source."""
    equal = {name: found.names[f"{name}s"].index(value) for name, value in names.items()}
    rows = where(found.table("panel_events"), world=0, what=what, **equal)
    return sorted(zip(rows["resident"].tolist(), rows["day"].tolist(), strict=True))


def counts(found, **equal):
    rows = where(found.table("self_reports"), **{"world": 0, **equal})
    return int(rows["reported"].sum()), int(rows["quiet"].sum())


def share(lies):
    return LIES + f"lies={{2010-01-01: {lies}}}"


def test_who_lies_does_so_all_year_and_tells_nothing():
    found = of_town(*ALL, SURE, share(0.4))
    reported, quiet = counts(found)
    assert quiet / (reported + quiet) == pytest.approx(0.4, abs=0.06)
    done, seen = told(found, DEED, kind="discharge"), told(found, SIGHTED, source="own-monitors")
    assert len(done) == reported + quiet and len(seen) == reported
    honest = {firm for firm, _ in seen}
    hidden = {firm for firm, _ in done} - honest
    assert set(done) - set(seen) == {(firm, day) for firm, day in done if firm in hidden}
    assert len(hidden) / len(hidden | honest) == pytest.approx(0.4, abs=0.08)


def test_another_year_has_other_liars():
    found = of_town(*ALL, SURE, share(0.4), "from=2016-07-01", "to=2017-06-30")
    seen = told(found, SIGHTED, source="own-monitors")
    done = told(found, DEED, kind="discharge")
    half = 184  # the first of January
    liars = [
        {firm for firm, day in done if (day < half) == first}
        - {firm for firm, day in seen if (day < half) == first}
        for first in (True, False)
    ]
    both = {firm for firm, day in done if day < half} & {firm for firm, day in done if day >= half}
    kept = len(liars[0] & liars[1] & both) / len(liars[0] & both)
    assert kept == pytest.approx(0.4, abs=0.12)


def test_auditors_that_are_drawn_and_paid_centrally_report_truly():
    """Shares by date: lies end where the value says so."""
    ending = LIES + "lies={2016-06-01: 0.5, 2016-07-01: 0.0}"
    found = of_town(*ALL, SURE, ending)
    rows = where(found.table("self_reports"), world=0)
    before, after = (rows["quiet"][rows["month"] < 5].sum(), rows["quiet"][rows["month"] > 6].sum())
    assert before > 100 and after == 0


def test_what_one_keeps_quiet_others_may_still_see():
    honest, lying = of_town(*ALL, SURE, share(0.0)), of_town(*ALL, SURE, share(1.0))
    assert told(honest, SIGHTED, source="neighbours") == []  # the monitor is the likelier, and sure
    near = told(lying, SIGHTED, source="neighbours")
    done = told(lying, DEED, kind="discharge")
    assert set(near) <= set(done)
    assert len(near) / len(done) == pytest.approx(0.2, abs=0.05)
    assert told(lying, SIGHTED, source="own-monitors") == []


def test_lies_move_no_truth_unless_they_are_a_deed():
    plain, lying = of_town(*ALL, share(0.0)), of_town(*ALL, share(0.8))
    assert told(plain, DEED) == told(lying, DEED)
    assert (plain.table("faults")["open"] == lying.table("faults")["open"]).all()
    tied = of_town(*OFF, LIES + "by={}", share(0.8))
    for kind in ("dirty-kitchen", "stale-goods", "discharge"):
        assert told(tied, DEED, kind=kind) == told(plain, DEED, kind=kind)
    own, more = (set(told(one, DEED, kind="false-report")) for one in (plain, tied))
    assert len(more) > len(own) + 100


def test_a_lie_is_a_deed_that_inspectors_may_find():
    rate = "assumptions.deeds.false-report.rate=0.0001"
    tied = of_town(*OFF, LIES + "by={}", SURE, share(0.5), rate)
    plain = of_town(*ALL, SURE, share(0.5), rate)
    lies = told(tied, DEED, kind="false-report")
    done = set(told(tied, DEED, kind="discharge"))
    assert set(lies) - set(told(plain, DEED, kind="false-report")) <= done
    kind = tied.names["kinds"].index("false-report")
    faults = where(tied.table("faults"), world=0, kind=kind)
    assert faults["arisen"].sum() == len(lies) < counts(tied)[1], "one at a time"
    noticed, before = (
        where(one.table("visits"), world=0, scheme=0)["noticed"].sum() for one in (tied, plain)
    )
    assert noticed > before + 10


@pytest.mark.parametrize(
    ("by", "more", "less"),
    [
        ("connections: {connected: 2.0, unconnected: 0.2}", "group 1", "group 0"),
        ("size: {own-account: 0.1, micro: 0.1, small: 2.0, large: 2.0}", "size 2", "size 0"),
    ],
)  # fmt: skip
def test_some_lie_oftener(by, more, less):
    found = of_town(*OFF, LIES + "deed=null", SURE, share(0.4), LIES + f"by={{{by}}}", "firms=1500",
                    "panel_households=1500", "to=2016-06-30")  # fmt: skip
    people = found.table("panel_people")
    told_of = {firm for firm, _ in told(found, SIGHTED, source="own-monitors")}
    did = {firm for firm, _ in told(found, DEED, kind="discharge")}

    def quiet(which):
        name, level = which.split()
        column = people["flags"] >> 2 & 1 if name == "group" else people["fifth"]
        of = set(people["resident"][column == int(level)].tolist()) & did
        return len(of - told_of) / len(of), len(of)

    (often, many), (seldom, others) = quiet(more), quiet(less)
    assert many > 10 and others > 100
    assert often > 0.55 and seldom < 0.2


def test_the_lax_lie_oftener():
    found = of_town(*OFF, LIES + "deed=null", SURE, share(0.2), LIES + "by={laxity: 1.5}")
    reported, quiet = counts(found)
    alike = counts(of_town(*OFF, LIES + "deed=null", SURE, share(0.2), LIES + "by={}"))
    assert quiet / (reported + quiet) > 1.3 * alike[1] / sum(alike)
    assert sum(alike) == reported + quiet


def test_without_a_liar_a_run_has_no_such_table():
    assert not of_town(*OFF, OWN + "self_reported=null").has("self_reports")
    assert np.array(counts(of_town(*ALL, share(0.0)))).tolist()[1] == 0
