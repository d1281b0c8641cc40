"""Pictures of an assessment: what they say without colour, and without eyes."""

import re

from socialcredit.assessment import pictures
from socialcredit.report.pictures.front import PLACES, placed, span_of
from socialcredit.report.pictures.intervals import TOLD
from socialcredit.report.pictures.svg import width_of
from tests.assessment.made_up import DESIGNS, HEADLINES, made_up


def texts(svg):
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_every_number_stands_with_both_ranges_and_the_alt_text_says_all(evidence):
    picture = pictures.two_intervals(evidence, HEADLINES)
    assert picture.alt.count("luck ") == picture.alt.count("assumptions ") == len(HEADLINES)
    seen = texts(picture.svg)
    assert "10 % to 13 %" in seen and "9.3 % to 22 %" in seen
    assert all(re.sub(" to .*", "", ends) in picture.alt for ends in seen if " to " in ends)


def test_a_range_that_nobody_knows_is_said_to_be_unknown(evidence):
    known = evidence.numbers["M1.share", ""]
    bare = {**evidence.numbers, ("M1.share", ""): known._replace(luck=None)}
    picture = pictures.two_intervals(evidence._replace(numbers=bare), ["M1.share"])
    assert "luck not known" in picture.alt
    assert "not known" in texts(picture.svg)


def test_what_is_unknown_or_rests_on_too_few_is_not_drawn(evidence):
    few = evidence.numbers["M1.share", ""]._replace(few=True)
    told = evidence._replace(numbers={**evidence.numbers, ("M1.share", ""): few})
    assert pictures.two_intervals(told, ["M1.share", "F1.times", "no.such"]) is None


def test_designs_lie_in_a_panel_a_scale_and_the_front_is_a_shape(evidence):
    picture = pictures.pareto(evidence)
    assert [one for one in texts(picture.svg) if one.startswith("Weighed")] == [
        "Weighed by time and money", "Weighed by the name", "Weighed by what people may do",
    ]  # fmt: skip
    # Two of four on each front, in three panels, and one of each in the legend.
    assert picture.svg.count("<circle") == picture.svg.count("<polygon") == 2 * 3 + 1
    assert picture.alt.count("on the front in 90 % of draws") == 3
    assert all(title in picture.alt for title in DESIGNS.values())


def test_one_design_alone_is_no_picture(evidence):
    assert pictures.pareto(evidence._replace(designs=evidence.designs[:1])) is None


def test_numbers_of_points_lie_on_nothing_though_the_points_are_close():
    where = [(100.0, 100.0), (103.0, 101.0), (100.0, 112.0), (109.0, 95.0)]
    found = placed(["1", "2", "3", "4"], where)
    for at, (word, x, y) in enumerate(found):
        half = width_of(word) / 2
        for other, (x2, y2) in enumerate(where):
            assert not (abs(x - x2) < half + 5 and y - 12 < y2 + 5 and y2 - 5 < y), (at, other)
        rest = [(x2, y2) for n, (_, x2, y2) in enumerate(found) if n != at]
        assert all(abs(x - x2) >= 2 * half or abs(y - y2) >= 12 for x2, y2 in rest)
    assert len(PLACES) == len(set(PLACES))


def test_each_finding_says_how_far_a_doubt_must_move_or_that_none_turns_it(evidence):
    picture = pictures.turns(evidence)
    assert "after 40 % of the range: 0.3 %, not 1 %" in picture.alt
    assert picture.alt.count("nothing within the ranges turns it") == 3
    assert picture.svg.count("<polygon") == 2


def test_a_finding_that_luck_alone_may_turn_says_so_before_any_doubt(evidence):
    first, _, third, *rest = evidence.findings
    findings = (first._replace(by_luck=True), third._replace(by_luck=True))
    picture = pictures.turns(evidence._replace(findings=findings))
    assert "luck alone may turn it; or after 40 % of the range" in picture.alt
    assert "rises above half luck alone may turn it" in picture.alt
    assert "nothing within" not in picture.alt


def test_a_town_in_which_no_door_closed_has_no_map(toy):
    assert pictures.context_map(made_up(toy)) is None


def test_pictures_carry_their_ink_from_the_text_around_them(evidence):
    for picture in (pictures.two_intervals(evidence, HEADLINES), pictures.pareto(evidence)):
        assert 'fill="currentColor"' in picture.svg
        assert "black" not in picture.svg and "#000" not in picture.svg
        assert " id=" not in picture.svg


def test_a_range_that_is_far_wider_than_the_points_lie_apart_does_not_press_them_together():
    low, high = span_of([1.0, 2.0], [(-500.0, 900.0), (1.5, 2.5)])
    assert 0.0 < low < 1.0 and 2.5 < high < 3.0
    assert span_of([1.0, 2.0], [(0.9, 1.1), None]) == (0.9, 2.0)


def test_points_that_are_all_the_same_lie_in_their_ranges():
    assert span_of([1.0, 1.0], [(0.0, 4.0), None]) == (0.0, 4.0)
    assert span_of([0.0, 0.0], [None, None]) == (0.0, 0.0)


def test_the_longest_range_that_is_told_has_room_beside_its_bar():
    longest = "under 0.1 % to over 99.9 %"
    assert width_of(longest, 11.5) < TOLD - 8
