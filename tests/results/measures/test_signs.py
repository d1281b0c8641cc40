"""F9: what a run says of grades at the door."""

import pytest

from socialcredit.results.part import share
from socialcredit.results.words.signs import sign_lines, sign_words

MANY = 10_000
ROW = {
    "title": "A face", "firms": 1000, "hidden": share(100, 1000), "forged": share(50, 1000),
    "untrue": share(150, 1000), "customers": MANY, "lost_customers": 300,
    "lost": share(300, MANY), "wrongly": share(60, 300), "late": share(30, 300),
    "gained": share(100, MANY), "kept": share(40, MANY), "money": 6000.0,
}  # fmt: skip


def test_the_sentence_says_how_much_of_the_lost_custom_is_due_to_wrong_grades():
    told = sign_words(ROW)
    assert "3.0 % of customers stayed away (20 % of these for a wrong grade, 10 % for one" in told
    assert "10 % hidden and 5.0 % forged" in told and told.endswith(
        "6,000 units of money of custom lost."
    )


def test_custom_that_is_won_is_not_called_lost():
    assert sign_words({**ROW, "money": -50.0}).endswith("50 units of money of custom gained.")


@pytest.mark.parametrize("lost", [0, 300])
def test_a_sign_that_moves_nobody_says_so(lost):
    told = sign_words({**ROW, "lost_customers": lost, "gained": None, "lost": share(lost, MANY)})
    assert ("moved no customer" in told) == (lost == 0)


def test_each_sign_has_a_line():
    lines = sign_lines([ROW, {**ROW, "title": "A code"}])
    assert [line.partition(":")[0] for line in lines] == [
        "At the door, a face",
        "At the door, a code",
    ]
