"""What a resident would have to be told, and what could still be objected to."""

from collections.abc import Sequence

import pytest

from socialcredit.core import events as happened
from socialcredit.results.lives.notice import notices
from socialcredit.results.lives.text import life_told
from socialcredit.results.measures.reasons import MOST_REASONS
from socialcredit.results.run import Run
from tests.results.synthetic import event, in_columns, manifest, tiny_tables


def filed(record: int, points: int, day: int = 3, **rest: int) -> dict[str, int]:
    told = {"kind": 1, "entry": 1, "source": 1, "record": record, "points": points, "cause": 0}
    return event(1, day, happened.FILED, **{**told, "score": 90000, "grade": 1, **rest})


def about(record: int, day: int, what: int) -> dict[str, int]:
    return event(1, day, what, entry=1, record=record, score=90000, grade=1)


def notice_of(
    *events: dict[str, int], window: int | None = 30, leads: Sequence[str | None] = ()
) -> dict:
    """What the one scheme would tell resident 1, whose books hold these events."""
    told = manifest()
    told["names"]["schemes"][0] |= {"dispute_windows": [window, window], "entry_to_grade": leads}
    run = Run(None, told, in_columns({**tiny_tables(), "panel_events": list(events)}))
    (found,) = notices(run, 1)
    return found


def test_a_notice_names_four_reasons_at_most_the_costliest_first():
    found = notice_of(*(filed(n, -100 * n) for n in range(1, 7)))
    assert [one["points"] for one in found["reasons"]] == [-6, -5, -4, -3]
    assert (len(found["reasons"]), found["left"]) == (MOST_REASONS, 2)
    assert len(found["appeals"]) == 6
    assert (found["grade"], found["score"], found["penal"]) == ("B", 900, True)


def test_a_record_that_leads_straight_to_the_grade_comes_first_and_has_no_points():
    found = notice_of(filed(1, -9000, entry=0), filed(2, 0), leads=[None, "D", None])
    told = [(one["record"], one["points"], one["leads"]) for one in found["reasons"]]
    assert told == [(2, None, "D"), (1, -90, None)]


def test_a_record_without_points_that_leads_to_no_grade_is_told_as_such_and_comes_last():
    """A warning that comes first, or what counts only elsewhere."""
    found = notice_of(filed(1, 0), filed(2, -100), leads=[None, None, None])
    told = [(one["record"], one["points"], one["leads"]) for one in found["reasons"]]
    assert told == [(2, -1, None), (1, None, None)]


def test_what_is_gone_and_what_helps_is_no_reason():
    gone = about(1, 9, happened.CORRECTED)
    helps = filed(2, 3000, kind=2, entry=2)
    assert notice_of(filed(1, -500), gone, helps)["reasons"] == []


@pytest.mark.parametrize(
    ("more", "window", "state"),
    [
        ([], 30, "untold"),
        ([about(1, 40, happened.NOTICE)], 30, "open"),
        ([about(1, 5, happened.NOTICE)], 30, "late"),
        ([about(1, 5, happened.NOTICE)], -2, "open"),
        ([about(1, 5, happened.NOTICE), about(1, 6, happened.DISPUTE)], 30, "pending"),
        ([about(1, 6, happened.DISPUTE), about(1, 9, happened.UPHELD)], 30, "upheld"),
        ([about(1, 40, happened.NOTICE)], None, "none"),
    ],
)
def test_whether_an_objection_can_be_filed(more, window, state):
    (appeal,) = notice_of(filed(1, -500), *more, window=window)["appeals"]
    assert appeal["state"] == state
    assert (appeal["until"] is not None) == (state in ("open", "late"))


def test_what_a_person_could_truly_say_is_known_of_a_wrong_record_only():
    right, wrong = notice_of(filed(1, -500), filed(2, -400, cause=1))["appeals"]
    assert (right["right"], right["says"]) == (True, "")
    assert (wrong["right"], wrong["says"]) == (False, "somebody else did it")


def test_a_life_for_a_machine_carries_its_notices(tiny):
    assert life_told(tiny, 2)["notices"][0]["reasons"][0]["kind"] == "Loan arrears"
