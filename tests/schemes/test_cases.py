"""Every example person of every shipped scheme comes out as its folder says."""

import pytest

from socialcredit.cases.judge import differences, judge
from socialcredit.language.model.firms import FIRM_FILES
from socialcredit.language.resolve.loading import load_beliefs, load_cases, load_scheme
from socialcredit.language.resolve.paths import scheme_names
from socialcredit.language.resolve.splitting import kinds_in
from socialcredit.language.resolve.vocabulary import vocabulary_of

SCHEMES = {name: load_scheme(name) for name in scheme_names()}
CASES = [(name, case) for name, scheme in SCHEMES.items() for case in load_cases(name, scheme)]


def side(name, word):
    """The part of a scheme that is about persons, or about firms; most are about one of them."""
    if len(kinds_in(SCHEMES[name])) == 1:
        return SCHEMES[name]
    kind, files = ("firms", FIRM_FILES) if word == "firm" else ("persons", {})
    return load_scheme(name, vocabulary_of(load_beliefs(files)), kind)


@pytest.mark.parametrize("name, case", CASES, ids=[f"{name}: {case.case}" for name, case in CASES])
def test_example_person(name, case):
    assert differences(case.expect, judge(side(name, case.word), case)) == {}


@pytest.mark.parametrize("name", SCHEMES)
def test_every_scheme_has_ten_examples_a_lawyer_can_read(name):
    assert len({case.case for case in load_cases(name)}) >= 10
