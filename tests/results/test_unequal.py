"""How unequally groups bear wrong penalties, in words: few is said of people, not of a panel."""

import pytest

from socialcredit.results.words.unequal import unequal_lines

NOT_KNOWN = {"wrong_days": None}


def m8(wronged, interval, value=1.4):
    groups = [
        {"group": name, "wrong_days": days, "wronged": many, "intervals": NOT_KNOWN}
        for name, days, many in zip(("majority", "minority"), (0.02, 0.028), wronged, strict=True)
    ]
    return {"groups": groups, "times": {"wrong_days": {"value": value, "interval": interval}}}


@pytest.mark.parametrize("wronged", [(90_000, 12), (3, 90_000)])
def test_few_in_one_group_tell_nothing_of_the_two(wronged):
    assert "Too few in one of them" in unequal_lines(m8(wronged, None))[0]


def test_of_a_nation_the_ratio_is_told_though_the_panel_knows_no_range():
    (line,) = unequal_lines(m8((90_000, 11_000), None))
    assert "1.4 times as many in the minority; too few of the panel" in line
    assert "Too few in one" not in line


def test_where_the_panel_knows_it_the_range_is_told():
    (line,) = unequal_lines(m8((90, 11), (0.8, 2.1)))
    assert "0.8 to 2.1 by luck" in line and "which luck alone could bring" in line
