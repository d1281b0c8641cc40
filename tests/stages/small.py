"""A small scheme, made of whatever rules a test is about."""

from datetime import date

from socialcredit.language.model.scheme import Scheme

START = date(2020, 1, 1)
HOLDS = {"since": START, "source": "assumed", "evidence": "assumed"}


def scheme_with(entries=(), lists=(), lowest=None, highest=None, score=None, **blocks):
    """A scheme of a thousand points and three grades with these entries, lists and other blocks.

    A list as `score` is its versions.
    """
    begins = {"start": 1000, "lowest": lowest, "highest": highest}
    versions = score if isinstance(score, list) else [score or {}]
    told = {
        "scheme": "small",
        "title": "Small",
        "place": "rongcheng",
        "starts": START,
        "subjects": [{}],
        "score": [begins | version for version in versions],
        "grades": [{"bands": {"A": 1050, "B": 900, "C": "lowest"}}],
        "meters": [{"meter": "hours", "resets": "yearly"}, {"meter": "points", "resets": "yearly"}],
        "entries": entries,
        "lists": lists,
        "procedure": [{}],
        **blocks,
    }
    for name in (
        "subjects",
        "score",
        "grades",
        "layers",
        "entries",
        "lists",
        "consequences",
        "procedure",
    ):
        told[name] = [{**HOLDS, **rule} for rule in told.get(name, ())]
    return Scheme.model_validate(told)
