"""Nothing in per cent of fewer than ten cases: page and summary of a run of a few people."""

import json
import re

import pytest

from socialcredit.report.page import page
from socialcredit.results.measures.summary import summary
from socialcredit.results.part import Share, share
from socialcredit.results.words import numbers
from socialcredit.results.words.summary import summary_text
from tests.results.synthetic import manifest, rows, tiny_tables, write_run


@pytest.fixture
def few(tmp_path):
    """Nine people with hardly a deed, a record, a door or a dispute between them."""
    tables = tiny_tables() | {
        "cells": rows(
            "cell place female urban minority age_band fifth residents",
            "0 0 0 1 0 1 2 7",
            "1 0 0 1 1 1 2 2",
        ),
        "grades": rows(
            "month cell grade residents", "0 0 0 7", "0 1 0 1", "0 1 1 1", "1 0 0 7", "1 1 1 2"
        ),
        "conduct": rows(
            "world month place kind deeds effort sighted",
            "0 0 0 0 3 0 2",
            "0 0 0 1 1 0 1",
            "0 1 0 2 4 2 4",
            "1 0 0 0 5 0 2",
            "1 1 0 2 1 0 1",
        ),
        "records": rows(
            "month entry cause records points repaired expired corrected",
            "0 0 0 2 -1000 0 0 0",
            "0 0 2 1  -500 0 0 0",
            "1 2 0 4  2000 0 0 0",
        ),
        "harm": rows(
            "month cell penalised wrongly late innocent penal_days wrong_days late_days "
            "bad_records wrong_records bad_deeds",
            "0 0 2 1 0 1 40 10  0 2 1 3",
            "1 1 2 0 1 0 40  0 20 1 0 1",
        ),
        "doors": rows(
            "consequence minority hits attempts refusals wrongful money late",
            "0 0 0 6 3 1    0 1",
            "1 1 0 4 2 1 -140 0",
        ),
        "appeals": rows(
            "month notices disputes decided corrected wrongly_upheld queue waiting_days "
            "unnoticed_wrong",
            "0 3 2 2 1 0 1 30 1",
        ),
    }
    return write_run(tmp_path / "few", manifest(people=9), tables)


def in_per_cent(text):
    """What is told in per cent, but for the level of the ranges."""
    return [found for found in re.findall(r".{40}%", text) if not found.endswith("90 %")]


def visible(html):
    """The words of a page: no styles, scripts, pictures or tags."""
    bare = re.sub(r"<(style|script|svg).*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", bare).replace("\u00a0", " ").split())


def test_the_summary_of_a_few_people_tells_nothing_in_per_cent(few):
    text = " ".join(summary_text(few).split())
    assert in_per_cent(text) == []
    assert "too few to tell" in text


def test_the_page_of_a_few_people_tells_nothing_in_per_cent(few, renderer):
    text = visible(page(few, [], renderer))
    assert in_per_cent(text) == []
    assert "too few to tell" in text


def test_a_number_without_its_cases_cannot_be_told_as_a_share():
    with pytest.raises(AttributeError):
        numbers.percent(0.5)


def test_of_ten_cases_and_more_a_share_is_told_in_per_cent():
    assert numbers.percent(share(1, 1)) == "1 of 1, too few to tell"
    assert numbers.portion(share(3, 9)) == "3 of 9 (too few to tell)"
    assert numbers.percent(share(3, 10)) == "30 %"
    assert numbers.percent(share(30, 120, cases=4)) == ("too few to tell")
    assert numbers.signed(share(-2, 5)) == "5 to 3, too few to tell"
    assert numbers.change(share(-2, 5)) == "went from 5 to 3 (too few to tell)"
    assert numbers.change(share(-20, 50)) == "fell by 40 %"


def test_what_is_lacking_to_one_is_of_the_same_cases():
    assert numbers.percent(share(2, 5).rest()) == "3 of 5, too few to tell"
    assert isinstance(share(2, 5).rest(), Share)


def test_in_json_a_share_is_a_number(few):
    assert json.loads(json.dumps(share(1, 4))) == 0.25
    assert json.loads(json.dumps(summary(few)))["people"] == 9
