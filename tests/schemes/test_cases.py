"""Every example person of every shipped scheme comes out as its folder says."""

import pytest

from socialcredit.cases.judge import differences, judge
from socialcredit.language.resolve.loading import load_cases, load_scheme
from socialcredit.language.resolve.paths import scheme_names

SCHEMES = {name: load_scheme(name) for name in scheme_names()}
CASES = [(name, case) for name, scheme in SCHEMES.items() for case in load_cases(name, scheme)]


@pytest.mark.parametrize("name, case", CASES, ids=[f"{name}: {case.case}" for name, case in CASES])
def test_example_person(name, case):
    assert differences(case.expect, judge(SCHEMES[name], case)) == {}


@pytest.mark.parametrize("name", SCHEMES)
def test_every_scheme_has_ten_examples_a_lawyer_can_read(name):
    assert len({case.case for case in load_cases(name)}) >= 10
