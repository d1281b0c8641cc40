"""An address holds names and values, says one thing in one way, and never leads to a file."""

import re
import shlex
from dataclasses import replace

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.lab import limits, link
from socialcredit.lab.address import Asked, completed, of_form, read

WHOLE = Asked(
    "small-town", people=300, seed=8, years=2, scheme="rongcheng",
    sets=("assumptions.behaviour.perceived-risk.strength=0.5", "schemes.rongcheng.score *= 2"),
    alternatives=("fast-appeal", "expiry-one-year"),
)  # fmt: skip


def test_what_is_written_is_read_again():
    assert read(WHOLE.written()) == WHOLE
    assert of_form(WHOLE.form()) == WHOLE


def test_a_town_of_nobody_is_not_taken_for_one_of_the_usual_size():
    assert completed(read("scenario=small-town&people=0")).people == 0


def test_one_town_has_one_key_in_whatever_order_its_address_is_written():
    other = "&".join(reversed(WHOLE.written().split("&")))
    assert read(other).sets == WHOLE.sets[::-1]  # those in which order counts stay in order
    assert completed(read("scenario=small-town")).key == completed(
        read("seed=7&people=5000&scenario=small-town&who=123&month=4")
    ).key  # fmt: skip


def test_the_years_that_a_scenario_has_anyway_make_no_other_town():
    short = completed(read("scenario=small-town"))
    assert completed(read("scenario=small-town&years=3")) == short
    assert completed(read("scenario=small-town&years=2")).years == 2
    later = read("scenario=small-town&years=3&set=from%3D2017-01-01")
    assert completed(later).years == 3


def test_each_change_makes_another_town():
    keys = {
        WHOLE.key,
        *(Asked(**{**WHOLE.__dict__, **change}).key for change in (
            {"people": 301}, {"seed": 9}, {"years": 1}, {"sets": WHOLE.sets[:1]},
            {"sets": WHOLE.sets[::-1]}, {"alternatives": ("fast-appeal",)}, {"text": ""},
            {"text": "scheme: rongcheng"}, {"scheme": "other"},
        )),
    }  # fmt: skip
    assert len(keys) == 10


def test_a_town_as_it_is_shipped_is_not_changed_and_others_are():
    assert not Asked("small-town", people=300, seed=8).changed
    assert WHOLE.changed
    assert Asked("small-town", text="scheme: rongcheng").changed


def test_the_command_does_what_the_address_says():
    words = shlex.split(WHOLE.command())
    assert words[:3] == ["socialcredit", "run", "small-town"]
    assert words[words.index("--people") + 1] == "300"
    assert [words[at + 1] for at, word in enumerate(words) if word == "--set"] == [*WHOLE.sets]
    assert [words[at + 1] for at, word in enumerate(words) if word == "--with"] == [
        *WHOLE.alternatives
    ]


def test_nothing_in_a_command_is_read_by_a_shell():
    asked = Asked("small-town", sets=("people=$(rm -rf ~)", "a='b'; reboot"))
    assert shlex.split(asked.command())[4::2] == ["people=$(rm -rf ~)", "a='b'; reboot"]


@pytest.mark.parametrize(
    "query",
    [
        "scenario=./small-town.yaml",
        "scenario=/etc/passwd",
        "scenario=..%2Fsmall-town",
        "scenario=shipped:small-town",
        "scenario=small-town&with=./mine.yaml",
        "scenario=small-town&with=mine.yaml",
        "scenario=small-town&scheme=.%2Frongcheng",
        "scenario=small-town&set=schemes=./mine",
        "scenario=small-town&set=assumptions.behaviour=C:%5Cmine",
        "scenario=small-town&set=assumptions.behaviour=mine.yaml",
    ],
)
def test_a_path_where_a_name_belongs_is_refused(query):
    with pytest.raises(SocialCreditError):
        read(query)


@pytest.mark.parametrize(
    "text",
    ["extends: ../../secret", "extends: ./mine.yaml", "{extends: /etc/passwd}", '"extends": "~/x"'],
)
def test_an_edited_scheme_extends_what_is_shipped_alone(text):
    with pytest.raises(SocialCreditError, match="extends only what is shipped"):
        read("scenario=small-town", text)
    assert read("scenario=small-town", "extends: rongcheng").text is not None


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "names no scenario"),
        ("scenario=", "is a word"),
        ("scenario=smal-town", "small-town"),
        ("scenario=small-town&scenario=rongcheng", "twice"),
        ("scenario=shanghai-food", "no scenario"),
        ("scenario=small-town&people=many", "whole number"),
        ("scenario=small-town&people=-1", "whole number"),
        ("scenario=small-town&people=%D9%A3", "whole number"),
        ("scenario=small-town&people=20001", "20,000"),
        ("scenario=small-town&sed=8", "seed"),
        ("scenario=small-town&with=fast-apeal", "fast-appeal"),
        ("scenario=small-town&set=people", "not a change"),
        ("scenario=small-town&set=a=%E2%80%AEb", "U+202E"),
        ("scenario=%FF", "not an address"),
        ("scenario=small-town&" + "&".join(["set=people=300"] * 500), "not an address"),
        ("scenario=small-town&" + "&".join(["set=people=300"] * 101), "changes too much"),
    ],
)
def test_what_does_not_fit_is_refused_in_words_with_a_next_step(query, says):
    with pytest.raises(SocialCreditError) as refused:
        read(query)
    assert says in refused.value.render()
    assert refused.value.hint


@pytest.mark.parametrize(
    "form",
    [
        {"scenario": 7},
        {"scenario": ["small-town"]},
        {"scenario": "small-town", "people": True},
        {"scenario": "small-town", "people": 1e9},
        {"scenario": "small-town", "set": "people=300"},
        {"scenario": "small-town", "set": [["people=300"]]},
        {"scenario": "small-town", "text": ["scheme: x"]},
        {"scenario": "small-town", "seed": 2**70},
        {"scenario": "small-town", "__class__": "x"},
    ],
)
def test_a_browser_s_form_of_another_kind_is_refused(form):
    with pytest.raises(SocialCreditError):
        of_form(form)


def test_a_text_has_at_most_so_many_bytes_however_they_are_written():
    assert read("scenario=small-town", "x" * limits.TEXT)
    for text in ("x" * (limits.TEXT + 1), "信" * (limits.TEXT // 3 + 1)):
        with pytest.raises(SocialCreditError, match="bytes"):
            read("scenario=small-town", text)


def test_without_a_number_a_large_city_is_a_sample():
    assert completed(Asked("rongcheng")).people == limits.USUAL_PEOPLE


def test_a_link_holds_a_text_behind_the_query_and_is_followed_to_the_same_town():
    edited = replace(WHOLE, text="scheme: rongcheng\ntitle: 信用 & more\n")
    query, _, behind = link.written(edited).partition("#")
    assert query == WHOLE.written() == link.written(WHOLE)
    assert re.fullmatch(r"text=[\w-]+", behind)
    assert link.followed(link.written(edited)) == edited
    assert link.followed(WHOLE.written()) == WHOLE


@pytest.mark.parametrize("usual", ["", "people=300", "people=300&set=scenario.seed%3D1"])
def test_a_link_without_a_scenario_leads_to_the_usual_town(usual):
    assert link.followed(usual).scenario == "small-town"


def test_a_text_in_a_link_is_unpacked_no_further_than_a_text_may_be_long():
    for behind in ("text=!", "text=abc", "text=a"):
        with pytest.raises(SocialCreditError, match="cannot be read"):
            link.followed(f"scenario=small-town#{behind}")
    long = link.written(Asked("small-town", text="#" * 50_000_000))
    assert len(long) < 100_000
    with pytest.raises(SocialCreditError, match=f"{limits.TEXT + 1:,} bytes"):
        link.followed(long)
