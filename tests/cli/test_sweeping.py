"""`sweep`: one value step by step."""

import json

from tests.cli.conftest import Call

SMALL = ("--people", "1500", "--years", "1", "--threads", "1")


def test_each_value_has_a_row_and_sharing_spreads_wrong_records(call: Call) -> None:
    seen = call("sweep", "national", "integration=0,1", *SMALL, "--json")
    assert seen.code == 0, seen.err
    none, all_ = json.loads(seen.out)
    assert (none["value"], all_["value"]) == ("0", "1")
    assert none["fan_out"] == 1 and all_["fan_out"] == 6
    assert not none["unrelated"]


def test_steps_that_are_none_are_refused(call: Call) -> None:
    for wrong in ("integration", "integration=", "integration=0,,1"):
        seen = call("sweep", "national", wrong)
        assert seen.code == 1
        assert "PATH=VALUE,VALUE" in seen.err


def test_a_path_that_leads_nowhere_is_told(call: Call) -> None:
    seen = call("sweep", "national", "integratio=0,1", *SMALL)
    assert seen.code == 1
    assert "integration" in seen.err
