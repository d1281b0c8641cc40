"""Sums of assumption files, told in the money of another place."""

from pathlib import Path

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.model.beliefs import DeedFile, DomainFile
from socialcredit.language.model.money import Purse
from socialcredit.language.read.diagnostics import checked
from socialcredit.language.resolve.assumption_files import assumption_tree
from socialcredit.language.resolve.loading import believed, load_beliefs
from socialcredit.language.resolve.money import WORD, in_currency, money_in, spots
from socialcredit.language.resolve.paths import ASSUMPTIONS, assumption_names

HALF = Purse("euro", 12168.0, "2023", "Waldau")  # half of China's median in number


def tree_of(name: str):
    return assumption_tree(ASSUMPTIONS / name)


def carried(name: str, purse: Purse = HALF):
    return believed(Path(name).stem, in_currency(tree_of(name), purse))


def by_name(file: DeedFile) -> dict:
    return {deed.deed: deed for deed in file.deeds}


def test_half_the_median_income_makes_half_the_fines():
    before, after = by_name(load_beliefs().deeds), by_name(carried("deeds.yaml"))
    assert before["drunk-driving"].fine == 2 * after["drunk-driving"].fine == 2000
    assert before["theft"].gravity.fine == 2 * after["theft"].gravity.fine > 0


def test_sizes_stay_whole_and_say_no_currency():
    before, after = by_name(load_beliefs().deeds), by_name(carried("deeds.yaml"))
    one, other = before["loan-arrears"].size, after["loan-arrears"].size
    assert other.unit == "money"
    assert all(type(value) is int and value > 0 for value in other.values)
    assert other.values == tuple(max(1, round(value / 2)) for value in one.values)


def test_what_a_unit_of_money_weighs_goes_the_other_way():
    before, after = load_beliefs().domains.burden[0], carried("domains.yaml").burden[0]
    assert after.money == 2 * before.money
    assert after.held and not after.doubt  # a declared scale stays one


def test_hours_and_months_are_no_money():
    before, after = by_name(load_beliefs().deeds), by_name(carried("deeds.yaml"))
    assert before["volunteering"].size == after["volunteering"].size


def test_what_is_carried_over_is_assumed_and_in_doubt_by_one_word():
    before, after = by_name(load_beliefs().deeds), by_name(carried("deeds.yaml"))
    touched = [name for name in after if after[name] != before[name]]
    assert len(touched) > 20
    for name in touched:
        assert after[name].evidence == "assumed"
        assert "carried over from China" in after[name].note
        (range_,) = [one for one in after[name].doubt if one.together == WORD]
        assert range_.times == (0.5, 2)


def test_a_sum_that_is_in_doubt_already_keeps_its_range():
    before = {m.mechanism: m for m in load_beliefs().behaviour.mechanisms}["shame"]
    after = {m.mechanism: m for m in carried("behaviour.yaml").mechanisms}["shame"]
    assert after.parameters["limit"] == before.parameters["limit"] / 2
    assert after.doubt == before.doubt  # `times` is a factor, whatever the money


def test_a_range_whose_ends_are_sums_moves_with_them(tmp_path: Path):
    file = tmp_path / "behaviour.yaml"
    text = (ASSUMPTIONS / "behaviour.yaml").read_text(encoding="utf-8")
    old = "{of: limit, times: [0.5, 2], shape: log, from"
    assert old in text
    file.write_text(text.replace(old, "{of: limit, low: 10000, high: 40000, from"), "utf-8")
    after = believed("behaviour", in_currency(assumption_tree(file), HALF))
    (limit,) = [one for m in after.mechanisms for one in m.doubt if one.of == ("limit",)]
    assert (limit.low, limit.high) == (5000, 20000)


def test_money_of_the_same_name_is_left_alone():
    tree = tree_of("deeds.yaml")
    assert in_currency(tree, Purse("yuan", 99.0, "2018", "another county")) is tree


def test_the_file_says_what_was_carried_over_and_from_whom():
    money = carried("deeds.yaml").money
    assert (money.currency, money.of) == ("euro", "Waldau")
    (told,) = money.carried
    assert (told.of, told.times) == ("China", 0.5)


def test_a_file_in_one_currency_may_extend_one_in_another(tmp_path: Path):
    (tmp_path / "deeds.yaml").write_text(
        "extends: deeds.yaml\n"
        "money: {currency: euro, median_income: 12168, year: 2023, of: Waldau}\n"
        "deeds:\n"
        "  - {deed: drunk-driving, fine: 700}\n",
        "utf-8",
    )
    found = checked(DeedFile, assumption_tree(tmp_path / "deeds.yaml"))
    deeds = by_name(found)
    assert deeds["drunk-driving"].fine == 700  # its own, in euro
    assert deeds["red-light-running"].fine == 100  # 200 yuan, carried over
    assert found.money.currency == "euro" and found.money.carried[0].of == "China"


def test_a_place_without_a_median_income_is_refused_at_the_line_of_the_file():
    with pytest.raises(SocialCreditError) as refused:
        in_currency(tree_of("domains.yaml"), Purse("euro", None, "", "Waldau"))
    assert refused.value.where.startswith(str(ASSUMPTIONS / "domains.yaml"))
    assert "median_income" in refused.value.expected


def test_every_shipped_file_with_sums_says_in_which_money_they_are():
    silent = [
        name
        for name in assumption_names()
        if any(True for _ in spots(tree_of(name))) and money_in(tree_of(name)) is None
    ]
    assert silent == []


def test_shipped_files_agree_with_the_nation_on_its_median_income():
    (china,) = load_beliefs().places.nations
    for name in assumption_names():
        money = money_in(tree_of(name))
        if money is not None:
            assert china.median_income == {str(money.year): money.median_income}
            assert money.currency == china.currency


def test_a_misspelt_word_of_money_is_met_with_the_nearest(tmp_path: Path):
    text = (ASSUMPTIONS / "domains.yaml").read_text(encoding="utf-8")
    (tmp_path / "domains.yaml").write_text(text.replace("median_income:", "median_incom:"), "utf-8")
    with pytest.raises(SocialCreditError) as refused:
        checked(DomainFile, assumption_tree(tmp_path / "domains.yaml"))
    assert "domains.yaml:" in refused.value.where and "median_incom" in refused.value.render()
