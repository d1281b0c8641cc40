"""Small books of rules for the tests of single stages."""

import numpy as np
import pytest

from socialcredit.compile.lists import compile_lists
from socialcredit.compile.scheme import compile_book
from tests.stages.small import START, scheme_with


@pytest.fixture(scope="session")
def book_with():
    """Compile a book whose entries are the given rules, each under a deed of its own."""

    def compiled(*rules, first=START, **blocks):
        entries = [{"deed": f"deed-{n}", **rule} for n, rule in enumerate(rules)]
        names = dict.fromkeys(entry["deed"] for entry in entries)
        deeds = {name: n for n, name in enumerate(names)}
        scheme = scheme_with(entries, **blocks)
        return compile_book([scheme], deeds, {"courts": 0, "banks": 1}, START, first)

    return compiled


@pytest.fixture(scope="session")
def lists_with():
    """Compile the given lists of one scheme."""
    return lambda *rules: compile_lists([scheme_with(lists=rules)], 255, START, START)


@pytest.fixture
def meters():
    """The two meters of one resident, at nought, with two rows each."""
    return np.zeros((4, 1), np.uint8)
