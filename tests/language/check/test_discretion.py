"""Lenient inspectors, orders and self-reports that do not fit are refused at their line."""

import shutil

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.check_file import examined
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from tests.language.check.test_standing import TOWN, loaded


def with_block(block):
    return {"by": "by: random\n      " + block}


LENIENT = (
    "lenient: {{lesser: {{{lesser}}}, usually: {usually}, inspectors: {term}, {more}"
    "border: {{scheme: clean-homes}}}}"
)


def lenient(lesser="fault: 1", usually=0.5, term="3 years", more=""):
    return with_block(LENIENT.format(lesser=lesser, usually=usually, term=term, more=more))


def ordered(text):
    return with_block(f"orders: {{{text}}}")


LIES = "lies: {2008-01-01: 0.4}"


def own(text):
    return {
        "more": "note: none\n  - {source: own, title: Own, sees: {act: 0.5}, from: book,\n"
        "     evidence: assumed,\n"
        f"     delay: {{least: 0 days, most: 0 days}}, self_reported: {{{text}}}}}"
    }


@pytest.mark.parametrize(
    ("given", "line", "words"),
    [
        (lenient(lesser="fault: 3"), 8, "the lesser weight of `fault` is 3, and the full one 3"),
        (lenient(lesser="fault: 4"), 8, "the lesser weight of `fault` is 4"),
        (lenient(lesser="fault: 0"), 11, "number is too small"),
        (lenient(lesser="leak: 1"), 8, "`lesser` names `leak`, which has no weight"),
        (lenient(usually=1.5), 11, "number is too large"),
        (lenient(more="at_border: -1.0, "), 11, "number is too small"),
        (lenient(more="connected: 1.2, "), 11, "`connected` says nothing of a resident"),
        (lenient(term="30 days"), 11, "inspectors change by the month"),
        (ordered("over: 4, within: 30 days, result: result"), 8, "no visit writes down 4"),
        (ordered("over: 3, within: 0 days, result: result"), 11, "within a year"),
        (ordered("over: 3, within: 400 days, result: result"), 11, "a term from 1 to 366 days"),
        (ordered("over: 3, within: 2 months, result: result"), 11, "a term from 1 to 366 days"),
        (ordered("over: 3, within: 30 days, result: rezult"), 11, "no deed `rezult`"),
        (ordered("over: 3, within: 30 days, result: walk"), 11, "no result of a visit"),
        (ordered("over: 3, within: 30 days, result: result"), 11, "are one kind"),
        (ordered("over: 3, within: 30 days, notices: 0.0, result: result"), 11, "too small"),
        (own("lies: {2008-01-01: 1.2}"), 20, "number is too large"),
        (own("lies: {2008-01-01: 0.4, 2010-01-01: -0.1}"), 20, "number is too small"),
        (own(LIES + ", deed: lie"), 20, "there is no deed `lie`"),
        (own(LIES + ", deed: walk"), 20, "`walk` is no bad deed"),
        (
            own("lies: {2008-01-01: 0.4}, by: {size: {large: 2}}"),
            20,
            "`size` says nothing of a resident",
        ),
        (
            {"more": "self_reported: {lies: {2008-01-01: 0.4}}"},
            5,
            "`self_reported` stands beside `rounds`",
        ),
    ],
)
def test_what_does_not_fit_is_refused_at_its_line(tmp_path, given, line, words):
    with pytest.raises(SocialCreditError) as caught:
        loaded(tmp_path, **given)
    assert words in caught.value.render()
    assert f"sensors.yaml:{line}:" in caught.value.where
    assert caught.value.hint


BORDER = (
    "false_find: 0.05\n      lenient: {lesser: {leaking-tank: 5}, usually: 0.5, "
    "inspectors: 3 years, border: {scheme: clean-homes}}"
)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "adds up records, so that one visit gives no grade"),
        ({"start: 100": "counts: latest, start: 100",
          "{smile: 100, flat: 95, frown: lowest}, penal: [frown]": "{smile: lowest}",
          "sensors: {smile: 1, flat: 3, frown: 6}": "{smile: 1}"},
         "which has one grade and no border"),
        ({"start: 100": "counts: latest, start: 100",
          "by_size: [[1, 1], [5, -3], [end, -6]]": "points: 99"},
         "does not read the size of `home-visit`"),
    ],
)  # fmt: skip
def test_a_border_that_no_visit_decides_is_refused_at_its_line(tmp_path, changes, words):
    shutil.copytree(TOWN, tmp_path / "town")
    sensors = tmp_path / "town" / "rounds" / "sensors.yaml"
    scheme = tmp_path / "town" / "rounds" / "scheme.yaml"
    sensors.write_text(sensors.read_text().replace("false_find: 0.05", BORDER))
    for old, new in changes.items():
        file = sensors if old.startswith("sensors: ") else scheme
        old = old.removeprefix("sensors: ")
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new))
    with pytest.raises(SocialCreditError) as caught:
        resolve(load_scenario(tmp_path / "town" / "rounds.yaml"))
    assert words in caught.value.render()
    assert "sensors.yaml:22:" in caught.value.where
    assert any(
        words in error.message for error in examined(tmp_path / "town" / "rounds.yaml").errors
    )


def test_a_change_of_the_score_is_held_against_the_border():
    change = (
        "assumptions.sensors.inspectors.rounds.lenient={lesser: {leaking-tank: 5}, usually: 0.5, "
        "inspectors: 3 years, border: {scheme: clean-homes}}"
    )
    with pytest.raises(SocialCreditError, match="adds up records.*as it was changed"):
        resolve(load_scenario(TOWN / "rounds.yaml"), [change])


def test_a_border_of_a_scheme_that_is_not_in_the_run_is_none(tmp_path):
    given = LENIENT.format(lesser="fault: 1", usually=0.5, term="3 years", more="")
    found = loaded(tmp_path, **with_block(given.replace("clean-homes", "absent")))
    assert found.sensors.sources[1].rounds.lenient.border.scheme == "absent"
