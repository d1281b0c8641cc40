"""`new place` and copies for it: what odd words are met with, and in which money sums are."""

import re
from pathlib import Path

import pytest

from tests.commands.own_town import NEW, said


def test_a_place_is_never_written_over_another(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "waldau").mkdir()
    seen = said(*NEW)
    assert seen.code == 1 and "exists already" in seen.err
    assert [*tmp_path.rglob("*")] == [tmp_path / "waldau"]


def test_a_table_of_persons_is_refused_and_leaves_nothing(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text("name,sex,age\nAda,f,36\n", encoding="utf-8")
    words = ["people.csv" if word == "example" else word for word in NEW]
    seen = said(*words)
    assert seen.code == 1 and "people.csv:1:1" in seen.err and "margin" in seen.err
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("0.8", "80", "no part of one"),
        ("24100", "0", "nobody lives on 0"),
        ("24100", "inf", "nobody lives on inf"),
        ("euro", "€", "one word"),
        ("waldau", "Wald au", "cannot be the name of a place"),
        ("example", "agse.csv", "no table `agse.csv`"),
    ],
)
def test_odd_words_for_a_place_are_refused_with_what_is_right(
    old: str, new: str, told: str, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    seen = said(*[new if word == old else word for word in NEW])
    assert seen.code == 1 and told in " ".join(seen.err.split())
    assert [*tmp_path.iterdir()] == []


def test_a_place_needs_its_money(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    seen = said("new", "place", "waldau", "--census", "example")
    assert seen.code == 1 and "--currency" in seen.err


def test_options_of_a_place_are_none_of_a_scheme(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    seen = said("new", "my-rules", "--currency", "euro")
    assert seen.code == 1 and "new place my-rules" in seen.err


def test_a_copy_for_a_place_asks_half_the_fines_of_half_the_income(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said(*["12168" if word == "24100" else word for word in NEW]).code == 0
    seen = said("new", "halved", "--from", "jinan", "--place", "waldau/")
    assert seen.code == 0, seen.err
    assert "multiplied by 0.5" in " ".join(seen.out.split())
    text = (tmp_path / "halved" / "scheme.yaml").read_text(encoding="utf-8")
    (rule,) = re.findall(r"- \{consequence: fine,.*?\}\n", text, re.DOTALL)
    assert "money: -10," in rule and "A fine of 10 euro" in rule
    assert "evidence: assumed" in rule and "with: money carried over" in rule
    assert said("check", "halved").code == 0


def test_a_copy_within_one_currency_keeps_its_sums(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert said(*["yuan" if word == "euro" else word for word in NEW]).code == 0
    seen = said("new", "kept", "--from", "jinan", "--place", "waldau/")
    assert seen.code == 0 and "sums stay as they are" in " ".join(seen.out.split())
    assert "money: -20," in (tmp_path / "kept" / "scheme.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ("measures",), ("measures", "--json"), ("diff", "suqian", "rongcheng", "--people", "0"),
        ("alternatives",), ("words", "deeds"), ("show", "rongcheng"), ("doubts", "rongcheng"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_where_there_is_no_run_money_still_has_a_name(words: tuple[str, ...]) -> None:
    told = " ".join(said(*words).out.split())
    assert told and "units of money" not in told


def test_a_chinese_run_says_yuan(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    seen = said("show", "rongcheng")
    assert "receives 300 yuan a year" in " ".join(seen.out.split())
    assert "units of money" not in seen.out
    listed = said("measures").out
    assert "yuan" not in listed and "units of the run's currency taken from people" in " ".join(
        listed.split()
    )
