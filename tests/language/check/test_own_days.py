"""Days that a scenario gives a scheme are the scheme's days wherever the two are held together."""

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.check_file import check_file
from socialcredit.language.resolve.paths import scenario_file


def test_a_scheme_that_begins_within_a_run_of_weeks_is_refused_at_the_line_of_the_steps(tmp_path):
    told = scenario_file("daycare").read_text(encoding="utf-8")
    days = "schemes: [{scheme: daycare, from: 1998-02-03}]"
    own = tmp_path / "own.yaml"
    own.write_text(told.replace("schemes: [daycare]", days), encoding="utf-8")
    line = told.splitlines().index("step_days: 7") + 1
    with pytest.raises(SocialCreditError) as refused:
        check_file(own)
    assert f"own.yaml:{line}:" in str(refused.value)
    assert "`daycare` begins or ends within the run" in str(refused.value)
