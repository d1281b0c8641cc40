"""What settles an objection: a finding, a proof that fails, silence; and what comes too late."""

from datetime import date

import numpy as np
import pytest

from socialcredit.compile.records import compile_procedure
from socialcredit.core.draws import threshold
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.events import CORRECTED, DISPUTE, UPHELD
from socialcredit.engine.run import simulate
from socialcredit.language.resolve.inputs import resolve
from socialcredit.stages.response.dispute import Dispute, contesting
from tests.engine.towns import SHARP, town
from tests.stages.small import START, scheme_with

OFFICE = "schemes.rongcheng.procedure.office={{decisions: {}, per: 100000 residents a month{}}}"
PROOF = "schemes.rongcheng.procedure.proof={}"
CONTESTED = [*SHARP, "assumptions.behaviour.dispute.right=0.9"]
PARTS = {"finds": {"wrong": 0.6, "right": 0.1}, "dispute": {"window": "60 days"}}


def chances(**rule):
    """The chances that a right and a wrong record are struck out, as the office decides."""
    scheme = scheme_with(procedure=[{**PARTS, **rule}])
    nobody = np.zeros((2, 5))
    return compile_procedure([scheme], lambda window: nobody, START, START).finds[0].tolist()


def lived(*sets):
    """Appeals of a small town in the first three months, and the events of its panel."""
    _, tables = simulate(resolve(town(twin=None, panel_households=400), [*CONTESTED, *sets]), 2)
    events = tables["panel_events"]
    told = zip(*(events[name].tolist() for name in ("record", "day", "what")), strict=True)
    return {name: column.sum() for name, column in tables["appeals"].items()}, [*told]


def waits(events):
    """Days from each objection of the panel to its end, with the event that ended it."""
    begun = {record: day for record, day, what in events if what == DISPUTE}
    ends = [event for event in events if event[2] in (CORRECTED, UPHELD) and event[0] in begun]
    return [(day - begun[record], what) for record, day, what in ends]


def test_where_nothing_is_proved_whoever_bears_the_proof_loses():
    tie = {"finds": {**PARTS["finds"], "unclear": 0.5}}
    assert chances(**tie, proof="person") == [threshold(0.1), threshold(0.6)] == chances()
    assert chances(**tie, proof="authority") == [threshold(0.55), threshold(0.8)]


@pytest.mark.parametrize(("proof", "ends"), [("person", UPHELD), ("authority", CORRECTED)])
def test_silence_settles_an_objection_on_its_day_as_the_proof_lies(proof, ends):
    appeals, events = lived(PROOF.format(proof), OFFICE.format(0, ", answers: 20 days"))
    settled = waits(events)
    assert len(settled) > 20 and set(settled) == {(20, ends)}
    assert appeals["decided"] == 0 and appeals["silent"] > 20
    assert (appeals["corrected"] > 0) == (proof == "authority")


def test_an_office_that_answers_in_time_is_never_silent():
    appeals, events = lived(OFFICE.format(10**6, ", answers: 62 days"))
    assert appeals["silent"] == 0 and appeals["decided"] > 20
    assert all(days <= 62 for days, _ in waits(events))


def test_what_is_taken_up_is_decided_before_silence_would_settle_it():
    _, events = lived(OFFICE.format(10**6, ", answers: 25 days"))
    assert max(days for days, _ in waits(events)) <= 25


def test_without_a_time_to_answer_an_objection_waits():
    appeals, events = lived(OFFICE.format(0, ""))
    assert appeals["silent"] == appeals["decided"] == 0 and not waits(events)


def test_of_a_short_window_fewer_objections_come_in_time():
    settings = Dispute(right=(0.2,) * 5, wrong=(0.5,) * 5, days=20.0)
    reached = [contesting(settings, window)[1, 0] / 0.5 for window in (0, 20, 60, 36500)]
    assert reached == pytest.approx([0.0, 1 - np.exp(-1), 1 - np.exp(-3), 1.0])
    assert contesting(settings._replace(days=0.0), 1)[1, 0] == 0.5, "who objects at once is in time"


def test_the_strength_of_objecting_multiplies_its_chances():
    settings = Dispute(right=(0.2,) * 5, wrong=(0.6,) * 5)
    assert not contesting(settings._replace(strength=0.0), 60).any()
    assert contesting(settings._replace(strength=2.0), 60)[:, 0].tolist() == [0.4, 1.0]


@pytest.mark.parametrize(
    "rule", [{"proof": "authority"}, {"finds": {**PARTS["finds"], "unclear": 0.2}}]
)
def test_a_proof_that_decides_nowhere_or_is_not_told_is_refused(rule):
    with pytest.raises(ValueError, match="proof|who loses"):
        scheme_with(procedure=[{**PARTS, **rule}])


def test_the_refusal_tells_what_to_write():
    with pytest.raises(SocialCreditError, match="who loses where nothing is proved") as refused:
        resolve(town(starts=date(2014, 1, 1)), [PROOF.format("null")])
    assert "proof: person, or authority" in str(refused.value)
