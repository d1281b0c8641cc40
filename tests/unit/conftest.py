"""Small books of rules for the tests of single stages."""

from datetime import date

import numpy as np
import pytest

from socialcredit.engine.book import compile_book, compile_lists
from socialcredit.rules import Scheme

START = date(2020, 1, 1)
HOLDS = {"since": START, "source": "assumed", "evidence": "assumed"}


def scheme_with(entries=(), lists=(), lowest=None, highest=None):
    """A scheme of a thousand points and three grades with these entries and lists."""
    return Scheme.model_validate(
        {
            "scheme": "small",
            "title": "Small",
            "place": "rongcheng",
            "starts": START,
            "subjects": [HOLDS],
            "score": [{"start": 1000, "lowest": lowest, "highest": highest, **HOLDS}],
            "grades": [{"bands": {"A": 1050, "B": 900, "C": "lowest"}, **HOLDS}],
            "meters": [
                {"meter": "hours", "resets": "yearly"},
                {"meter": "points", "resets": "yearly"},
            ],
            "entries": [{**entry, **HOLDS} for entry in entries],
            "lists": [{**rule, **HOLDS} for rule in lists],
            "procedure": [HOLDS],
        }
    )


@pytest.fixture(scope="session")
def book_with():
    """Compile a book whose entries are the given rules, each under a deed of its own."""

    def compiled(*rules, lowest=None, highest=None):
        entries = [{"deed": f"deed-{n}", **rule} for n, rule in enumerate(rules)]
        deeds = {entry["deed"]: n for n, entry in enumerate(entries)}
        scheme = scheme_with(entries, lowest=lowest, highest=highest)
        return compile_book([scheme], deeds, {"courts": 0, "banks": 1}, START, START)

    return compiled


@pytest.fixture(scope="session")
def lists_with():
    """Compile the given lists of one scheme."""
    return lambda *rules: compile_lists([scheme_with(lists=rules)], 255, START, START)


@pytest.fixture
def meters():
    """The two meters of one resident, at nought."""
    return np.zeros((2, 1), np.uint16)
