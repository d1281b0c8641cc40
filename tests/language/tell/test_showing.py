"""A scheme shown reads like an entry of an encyclopedia: nothing twice, no words of a machine."""

import re

import pytest

from socialcredit.language.resolve.loading import load_scheme
from socialcredit.language.resolve.paths import scheme_names
from socialcredit.language.tell.scheme import show_text
from tests.language.fixtures import MINI, changed, scheme_of

LOAN = """\
  - {entry: loan-arrears, deed: loan-arrears, points: -10, per: month, seen_by: [banks], \
since: 2014-01-01, source: law, evidence: primary}
"""
PROCEDURE = "  - {since: 2014-01-01, notice: {chance: 0.3"


def shown(text):
    return " ".join(show_text(scheme_of(text)).split())


def entry(name, **more):
    told = {"points": -5, "since": "2014-01-01", "source": "law", "evidence": "primary"} | more
    return f"  - {{deed: {name}, " + ", ".join(f"{k}: {v}" for k, v in told.items()) + "}\n"


def with_entries(*entries):
    return changed(LOAN, LOAN + "".join(entries))


def test_neighbours_that_differ_in_name_alone_stand_in_one_line():
    text = shown(with_entries(entry("theft"), entry("fighting"), entry("gambling", points=-6)))
    assert "- Theft; Fighting: -5 points [1, primary]" in text
    assert "- Gambling: -6 points [1, primary]" in text


def test_what_differs_in_anything_else_stands_alone():
    text = shown(with_entries(entry("theft"), entry("fighting", evidence="recalled")))
    assert "- Theft: -5 points [1, primary] - Fighting: -5 points [1, recalled]" in text


def test_a_note_that_several_rules_share_is_written_once():
    same = {"note": "the value is ours"}
    text = shown(with_entries(entry("theft", **same), entry("gambling", points=-6, **same)))
    assert "- Theft: -5 points [1, primary] (a) - Gambling: -6 points [1, primary] (a)" in text
    assert text.count("the value is ours") == 1 and "(a) the value is ours" in text


def test_a_section_from_one_source_names_it_once():
    text = MINI
    for told in ("evidence: primary", "evidence: secondary", "evidence: recalled"):
        text = text.replace(f"source: law, {told}", "source: assumed, evidence: assumed")
    text = shown(text)
    assert "What counts ----------- All of these: [assumed] - Loan arrears" in text
    assert "[assumed]" not in text.split("All of these: [assumed]")[1].split("Lists -----")[0]


def test_a_later_version_leaves_out_the_name_it_keeps():
    since = {"since": "2016-01-01", "points": -9}
    text = shown(with_entries(entry("theft"), entry("theft", **since)))
    assert "- Theft: -5 points, from 2014-01-01 [1, primary] from 2016-01-01: -9 points" in text


def test_of_a_later_procedure_only_what_is_new_is_told():
    (line,) = [line for line in MINI.splitlines() if line.startswith(PROCEDURE)]
    later = line.replace("2014-01-01", "2018-01-01", 1).replace("chance: 0.3", "chance: 1")
    text = shown(f"{MINI.rstrip()}\n{later}\n").split("From 2018-01-01: ")[1]
    assert text.startswith("Everybody is told of a record on them, after 14 days. The rest as")


def test_a_rung_for_each_time_and_a_band_for_each_stretch():
    text = shown(MINI)
    assert "-5 points the first time, -10 the second time, -20 from the third on" in text
    assert "by size, -5 points up to 1000, -10 up to 10000, -20 beyond" in text
    assert "by the volunteer hours of the year: +1 point each up to 20" in text


def test_a_door_is_told_by_what_happens_at_it():
    text = shown(MINI)
    assert (
        'refused to people on the list "Blacklist"; it falls on the person and the children' in text
    )
    assert "Heating (utilities): receives 300 units of money a year with grade AAA" in text


@pytest.mark.parametrize("name", scheme_names())
@pytest.mark.parametrize("columns", ["80", "120"])
def test_no_scheme_is_shown_in_words_of_a_machine(name, columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", columns)
    shown = show_text(load_scheme(name))
    wide = [line for line in shown.splitlines() if len(line) > int(columns) and "/" not in line]
    assert wide == []
    rules = " ".join(shown.split("\nSources\n")[0].split())
    for clumsy in (r"[-+]?\b1 points", r"\b1 cases", r"\+0 ", r"\bafter 0 days", r"\b0 % are told",
                   r"\bNone,", r"the ground is gone", r"hits the person", r": \."):  # fmt: skip
        assert not re.search(clumsy, rules), clumsy
    assert not any(line.startswith("%") or line.strip() == "%" for line in shown.splitlines())
