"""`sweep`: one value step by step."""

import json

from tests.commands.conftest import Call

# The nation in one of its provinces.
SMALL = ("--people", "1500", "--years", "1", "--threads", "1", "--set", "places=[sichuan]")


def test_each_value_has_a_row_and_sharing_spreads_wrong_records(call: Call) -> None:
    seen = call("sweep", "national", "integration=0,1", *SMALL, "--json")
    assert seen.code == 0, seen.err
    none, all_ = json.loads(seen.out)
    assert (none["value"], all_["value"]) == ("0", "1")
    assert none["together.fan_out"] == 1 and all_["together.fan_out"] == 6
    assert not none["together.unrelated"]


def test_steps_that_are_none_are_refused(call: Call) -> None:
    for wrong in ("integration", "integration=", "integration=0,,1"):
        seen = call("sweep", "national", wrong)
        assert seen.code == 1
        assert "PATH=VALUE,VALUE" in seen.err


def test_a_path_that_leads_nowhere_is_told(call: Call) -> None:
    seen = call("sweep", "national", "integratio=0,1", *SMALL)
    assert seen.code == 1
    assert "integration" in seen.err


def test_private_scores_are_a_source_or_not(call: Call) -> None:
    path = "schemes.national.layers.private-scores.coverage=0,1"
    seen = call("sweep", "national", path, *SMALL, "--people", "6000", "--json")
    without, with_ = json.loads(seen.out)
    assert without["together.wrong"] < with_["together.wrong"]


def test_the_last_copy_is_right_as_much_later_as_copies_lag(call: Call) -> None:
    """With everybody told and right at once, what is left of the time to repair is the lag."""
    told = [
        "schemes.national.procedure.notice.chance=1",
        "schemes.national.procedure.finds.wrong=1",
        "schemes.national.procedure.office.decisions=2000",
        "assumptions.behaviour.dispute.wrong=1",
        "assumptions.behaviour.dispute.days=0",
    ]
    sets = [word for change in told for word in ("--set", change)]
    path = "schemes.national.procedure.follows.after=0 days,30 days,90 days"
    seen = call("sweep", "national", path, *SMALL, *sets, "--json")
    found = json.loads(seen.out)
    first = {row["together.first_days"] for row in found}
    assert len(first) == 1
    lags = [row["together.repair_days"] - row["together.first_days"] for row in found]
    assert lags[0] == 0 and lags[0] < lags[1] < lags[2]
