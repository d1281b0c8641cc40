"""What a record keeps as a year begins, when its meters start anew or run on."""

import pytest

from socialcredit.stages.scheme.put_right import ONCE, kept_of_last_year

CAP = {"cap": {"points": 25, "meter": "points"}}
LADDER = {"ladder": [-5, -10, -20], "meter": "hours"}
SIZES = {"by_size": [[1000, -5], [10000, -10], ["end", -20]]}
STEPS = {"steps": [[20, 1], ["end", "1/4"]], "meter": "hours"}
BRACKET, THRICE = 2, 3 * ONCE


def meters(hours, points):
    return [{"meter": "hours", "resets": hours}, {"meter": "points", "resets": points}]


@pytest.mark.parametrize(
    ("rule", "hours", "points", "anew"),
    [
        (LADDER, "yearly", "never", True),
        (LADDER, "never", "yearly", False),
        ({**LADDER, **CAP}, "never", "yearly", False),  # the ladder's own meter says
        ({"points": -10, **CAP}, "never", "yearly", True),
        ({"points": -10, **CAP}, "yearly", "never", False),
        ({**SIZES, **CAP}, "never", "yearly", True),
        ({"points": -10}, "yearly", "yearly", False),  # of no meter
        (STEPS, "yearly", "yearly", False),  # they keep units and no turns
        ({**STEPS, **CAP}, "yearly", "yearly", False),
    ],
)
def test_turns_are_forgotten_with_the_meter_that_counted_them(book_with, rule, hours, points, anew):
    book = book_with(rule, meters=meters(hours, points))
    assert kept_of_last_year(book, 0, 0, THRICE | BRACKET) == BRACKET + (0 if anew else THRICE)
