"""An error says where, what, what was expected, what was probably meant, and what to do next."""

import pytest

from socialcredit.core.errors import SocialCreditError, nearest
from tests.language.fixtures import MINI, changed, error_of


def test_a_typo_in_a_key_is_one_error_with_all_its_parts():
    line = MINI.splitlines()[20]
    broken = MINI.replace(line, line.replace("source: law", "sorce: law"))
    assert error_of(broken).render() == (
        "mini.yaml:21:109: `sorce` is not known here\n"
        "  found:    sorce\n"
        "  expected: one of doubt, held, since, until, source, evidence, note, entry, deed, "
        "listed_by, graded_by, title, points, range, by_size, steps, ladder, to_grade, per, meter, "
        "cap, warning, disclosed, seen_by, copy_of, asked_by, dimension, layer, for, extension, "
        "repair\n"
        "  did you mean 'source'?\n"
        "  next: correct the file, then run `socialcredit check` on it"
    )


def test_all_errors_of_a_file_are_told_in_its_order():
    broken = changed("min_age: 18", "min_age: eighteen").replace("colour: black", "colour: blak")
    error = error_of(broken)
    assert [e.where.split(":")[1] for e in (error, *error.others)] == ["10", "28"]
    assert error.others[0].meant == "black"
    assert error.render().count("mini.yaml:") == 2


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "meant"),
    [
        ("AA: 1030, A: 960", "AA: 1030, A: 1040", 14, "do not go from best to worst", None),
        ("D: lowest", "D: 10", 14, "last grade has a bound", None),
        ("to_grade: C", "to_grade: E", 22, "no grade `E`", None),
        ("{grades: [D]}", "{grades: [F]}", 28, "no grade `F`", None),
        ("{list: blacklist}", "{list: blaklist}", 30, "no list `blaklist`", "blacklist"),
        ("meter: crossings, layer", "meter: crossing, layer", 26, "no meter", "crossings"),
        ("layer: village, since: 2014-01-01, source: assumed, evidence: assumed}\nlists",
         "layer: vilage, since: 2014-01-01, source: assumed, evidence: assumed}\nlists",
         26, "no layer `vilage`", "village"),
        ("source: law, evidence: secondary", "source: lav, evidence: secondary", 24,
         "no source `lav`", "law"),
        ("starts: 2014-01-01", "starts: 2014-01-01\nends: 2013-01-01", 5, "ends before it", None),
        ("to_grade: C, for", "until: 2013-01-01, to_grade: C, for", 22, "ends before it", None),
        ("starts: 2014-01-01", "starts: 2010-01-01", 10, "no subjects hold on the first", None),
        ("starts: 2014-01-01", "starts: 2014-02-30", 4, "no such day", None),
        ("resident_for: 1 year", "resident_for: 1 yaer", 10, "not a duration", None),
        ("range: [-50, -5]", "range: [-5, -50]", 23, "from high to low", None),
        ("range: [-50, -5]", "range: [-50]", 23, "too short", None),
        ("range: [-50, -5]", "points: 1, range: [-50, -5]", 23, "points and range", None),
        ("range: [-50, -5], ", "", 23, "none of them", None),
        ("[end, -20]", "[20000, -20]", 24, "must end with", None),
        ("[[1000, -5], [10000", "[[10000, -5], [1000", 24, "do not rise", None),
        ("points: -10, per: month", "points: -10.5, per: month", 21, "finer than", None),
        ("points: -10, per: month", "points: 1/0, per: month", 21, "not a number", None),
        ("scheme: mini", "scheme: 12", 1, "this is not a name", None),
        ("effect: refuse", "effect: refuze", 30, "not known here", "refuse"),
        ("consent: 1.0", "consent: 1.5", 10, "too large", None),
        ("money: 300, ", "", 31, "no sum", None),
        ("per: 100000 residents a month", "per: month", 33, "not a rate", None),
        ("deed: drunk-driving", "entry: loan-arrears, deed: drunk-driving", 22,
         "stands twice", None),
    ],
)  # fmt: skip
def test_each_mistake_is_explained_at_its_line(old, new, line, problem, meant):
    error = error_of(changed(old, new))
    every = (error, *error.others)
    found = [e for e in every if problem in e.message]
    assert found, error.render()
    assert found[0].where.split(":")[1] == str(line), error.render()
    assert found[0].meant == meant
    assert error.render().endswith("run `socialcredit check` on it")


def test_an_assumed_rule_may_not_claim_evidence():
    broken = MINI.replace("source: law, evidence: secondary", "source: assumed, evidence: primary")
    assert "claims evidence" in error_of(broken).message


def test_nearest_ignores_case_and_the_kind_of_dash():
    assert nearest("Perceived_Risk", ["shame", "perceived-risk"]) == "perceived-risk"
    assert nearest("zzz", ["shame"]) is None


def test_an_error_without_a_place_stands_alone():
    assert str(SocialCreditError("it rains", hint="take an umbrella")) == (
        "it rains\n  next: take an umbrella"
    )
