"""Rules as text: shown, compared, begun."""

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language import catalogue, new_scheme
from socialcredit.language.resolve import loading, paths
from socialcredit.language.tell import diff
from socialcredit.language.tell import scheme as scheme_
from tests.language.fixtures import MINI, error_of, scheme_of


def unwrapped(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())


def test_an_entry_of_the_encyclopedia_names_every_rule_and_source():
    text = unwrapped(scheme_.show_text(scheme_of(MINI)))
    assert "Loan arrears: -10 points, again each month while it lasts" in text
    assert "Drunk driving: straight down to grade C, valid for 2 years" in text
    assert "+1/3 each up to 200" in text
    assert "Blacklist (black): entered with grade D, for 30 days; shown to neighbours" in text
    assert "receives 300 units of money a year" in text
    assert "30 % are told of a record on them, after 14 days." in text
    assert "[1] A law, 2013." in text
    assert "(primary; `law`)" in text
    assert "3 assumed" in text


def test_who_asked_for_a_line_and_what_it_is_taken_to_change_are_told():
    asked = MINI.replace("points: -10, per: month,", "points: -10, asked_by: the lenders' union, "
                         "repair: {after: 20 days, chance: 0.02, otherwise: 0.01, between: "
                         "[0.01, 0.05]},")  # fmt: skip
    text = unwrapped(scheme_.show_text(scheme_of(asked)))
    assert "put in for the lenders' union" in text
    assert (
        "chance 2 % a month, 1 % if nothing came with the record; assumed, between 1 % and" in text
    )


@pytest.mark.parametrize(
    ("repair", "problem"),
    [
        ("chance: 0.02, between: [0.01, 0.05]", "no level to start from"),
        ("chance: 0.02, otherwise: 0.01, between: [0.05, 0.01]", "from high to low"),
    ],
)
def test_a_range_of_an_effect_that_makes_no_sense_is_refused(repair, problem):
    told = MINI.replace(
        "points: -10, per: month,", f"points: -10, repair: {{after: 0 days, {repair}}},"
    )
    assert problem in str(error_of(told))


def test_every_shipped_scheme_can_be_shown():
    for name in paths.scheme_names():
        scheme = loading.load_scheme(name)
        shown = scheme_.show_text(scheme)
        text = unwrapped(shown)
        assert all(len(line) <= 120 for line in shown.splitlines())
        for source in scheme.sources.values():
            assert unwrapped(source.where) in text


def test_a_diff_shows_what_differs_only():
    a, b = scheme_of(MINI), scheme_of(MINI.replace("to_grade: C", "points: -30"))
    text = diff.diff_text(a, b)
    assert "- Drunk driving: straight down to grade C" in text
    assert "+ Drunk driving: -30 points" in text
    assert "Rules that are the same in both: 13." in text
    assert "No rule differs." in diff.diff_text(a, a)


def test_a_new_scheme_can_be_loaded_at_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = new_scheme.new_scheme("my-town")
    assert loading.load_scheme(folder).scheme == "my-town"
    assert len(loading.load_cases(folder)) == 1
    copy = new_scheme.new_scheme("other-town", "my-town")
    assert loading.load_scheme(copy).scheme == "other-town"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["my-town", "other-town"]


@pytest.mark.parametrize("name", [one["name"] for one in catalogue.summaries()])
def test_a_copy_of_any_scheme_says_in_its_title_what_it_is(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    copy = loading.load_scheme(new_scheme.new_scheme("mine", name))
    assert (copy.scheme, copy.title) == ("mine", f"mine, begun as a copy of {name}")


@pytest.mark.parametrize("name", ["", "My Town", "../x", "a/b", "-x", "x" * 61, ".hidden"])
def test_a_name_that_makes_no_folder_is_refused(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SocialCreditError, match="cannot be the name"):
        new_scheme.new_scheme(name)
    assert not list(tmp_path.iterdir())


def test_nothing_is_overwritten(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    with pytest.raises(SocialCreditError, match="exists already"):
        new_scheme.new_scheme("mine")
