"""A small scheme, made of whatever rules a test is about."""

from datetime import date

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
