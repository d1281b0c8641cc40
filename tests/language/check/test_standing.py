"""Deeds that stand: what does not fit is refused at its line, with what would fit."""

import shutil
from pathlib import Path

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.check_file import examined
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_beliefs, load_scenario

TOWN = Path(__file__).parents[2] / "settings" / "town"

FILE = """\
sources: {{book: {{title: A book, where: a shelf, read: secondary}}}}
deeds:
  - {{deed: fault-0, title: A fault, domain: traffic, sign: {sign}, rate: 1.0, {more}
     stands: {{{stands}}}, source: book, evidence: assumed}}
{others}
"""
ANOTHER = (
    "  - {{deed: fault-{n}, title: A fault, domain: traffic, sign: bad, rate: 1.0,\n"
    "     stands: {{{stands}}}, source: book, evidence: assumed}}\n"
)
ONCE = "at_once: {values: [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2], source: book, evidence: assumed},"


def refused(tmp_path, stands="mended: 0.1", sign="bad", more="", others=""):
    file = tmp_path / "mine.yaml"
    file.write_text(FILE.format(stands=stands, sign=sign, more=more, others=others))
    with pytest.raises(SocialCreditError) as caught:
        load_beliefs({"deeds": file})
    return caught.value


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"sign": "watched"}, "only a fault does"),
        ({"sign": "good"}, "only a fault does"),
        ({"more": ONCE}, "`at_once` says several"),
        ({"stands": "mended: 0.0"}, "arises of itself ends some day"),
        ({"stands": "mended: 1.5"}, "number is too large"),
        ({"stands": "harms: {ill: 1.0}"}, "`mended`"),
        ({"stands": "mended: 0.1, harms: {ill: -1.0}"}, "number is too small"),
        ({"stands": "mended: 0.1, harms: {ill: 21.0}"}, "more than 20 people a month: `ill`"),
        ({"stands": "mended: 0.1, harms: {ill: 5.0}, harm_by: {fifth: [1, 1, 1, 1, 5]}"},
         "more than 20 people a month"),
        ({"stands": "mended: 0.1, harms: {ill: 1.0}, units: {load: kg}"},
         "`units` names `load`, which is none of the `harms`"),
        ({"stands": "mended: 0.1, harms: {load: 2000000000.0}, units: {load: kg}"}, "too much"),
        ({"stands": "mended: 0.1, harms: {ill: 1.0}, harm_by: {fifth: [1, 2]}"}, "too few items"),
    ],
)  # fmt: skip
def test_a_fault_that_does_not_fit_is_refused_at_its_line(tmp_path, given, words):
    error = refused(tmp_path, **given)
    assert words in error.render()
    assert "mine.yaml:3" in error.where or "mine.yaml:4" in error.where


def several(count, stands):
    return "".join(ANOTHER.format(n=n + 1, stands=stands(n + 1)) for n in range(count))


def test_sixteen_kinds_stand_and_no_more(tmp_path):
    file = tmp_path / "mine.yaml"
    others = several(15, lambda n: "mended: 0.1")
    file.write_text(FILE.format(stands="mended: 0.1", sign="bad", more="", others=others))
    error = refused(tmp_path, others=several(16, lambda n: "mended: 0.1"))
    assert "more than 16 kinds of deed stand" in error.message
    assert "mine.yaml:36" in error.where


def test_harms_are_few_and_each_is_counted_in_one_way(tmp_path):
    error = refused(tmp_path, others=several(9, lambda n: f"mended: 0.1, harms: {{h{n}: 1.0}}"))
    assert "more than 8 ways" in error.message
    load = "mended: 0.1, harms: {load: 1.0}, units: {load: kg}"
    other = several(1, lambda n: "mended: 0.1, harms: {load: 1.0}, units: {load: t}")
    assert "counted in two ways" in refused(tmp_path, stands=load, others=other).message


DEEDS = """\
sources: {book: {title: A book, where: a shelf, read: secondary}}
deeds:
  - {deed: fault, title: A fault, domain: traffic, sign: bad, rate: 1.0, stands: {mended: 0.1},
     source: book, evidence: assumed}
  - {deed: act, title: An act, domain: traffic, sign: bad, rate: 1.0,
     source: book, evidence: assumed}
  - {deed: result, title: A result, domain: traffic, sign: watched, rate: 0,
     source: book, evidence: assumed}
  - {deed: walk, title: A walk, domain: traffic, sign: watched, rate: 1,
     source: book, evidence: assumed}
"""
SENSORS = """\
documents: {{book: {{title: A book, where: a shelf, read: secondary}}}}
sources:
  - {{source: callers, title: Callers, sees: {{act: 0.1}}, from: book, evidence: assumed,
     delay: {{least: 0 days, most: 0 days}}}}
  - source: inspectors
    title: Inspectors
    rounds:
      hours: {{2016-01-01: {hours}}}
      visit: {visit}
      {by}
      result: {result}
      weights: {weights}
    sees: {sees}
    delay: {{least: 0 days, most: 0 days}}
    from: book
    evidence: assumed
    {more}
"""
GIVEN = {"hours": "2.0", "visit": "1.0", "by": "by: random", "result": "result",
         "weights": "{fault: 3}", "sees": "{fault: 0.5}", "more": "note: none"}  # fmt: skip


def loaded(tmp_path, **given):
    for kind, text in (("deeds", DEEDS), ("sensors", SENSORS.format(**{**GIVEN, **given}))):
        (tmp_path / f"{kind}.yaml").write_text(text)
    return load_beliefs({kind: tmp_path / f"{kind}.yaml" for kind in ("deeds", "sensors")})


def test_rounds_that_fit_are_read(tmp_path):
    assert loaded(tmp_path).sensors.sources[1].rounds.by == "random"


@pytest.mark.parametrize(
    ("given", "line", "words"),
    [
        ({"hours": "-1.0"}, 8, "number is too small"),
        ({"hours": "53.0"}, 8, "more than a visit a week"),
        ({"visit": "0.0"}, 9, "number is too small"),
        ({"by": "by: whim"}, 10, "random"),
        ({"by": "by: grade"}, 8, "`by: grade` says nothing of how"),
        ({"by": "by: random\n      duty: {visits: 2}"}, 8,
         "`duty` stands beside `by: random`"),
        ({"by": "by: uniform\n      floor: 0.1"}, 8, "`floor` does nothing"),
        ({"by": "by: duty\n      duty: {visits: {low: 1}}"}, 11, "names its scheme"),
        ({"by": "by: duty\n      duty: {scheme: other, visits: 2}"}, 11, "names its scheme"),
        ({"by": "by: complaints\n      complaints: {of: [nobody]}"}, 11,
         "no other source `nobody`"),
        ({"by": "by: complaints\n      complaints: {of: [inspectors]}"}, 11,
         "no other source `inspectors`"),
        ({"by": "by: greedy\n      greedy: {top: 0.0}"}, 11, "number is too small"),
        ({"result": "rezult"}, 11, "no deed `rezult`"),
        ({"result": "walk"}, 11, "no result of a visit"),
        ({"result": "act"}, 11, "no result of a visit"),
        ({"weights": "{fault: 0}"}, 12, "number is too small"),
        ({"weights": "{fault: 3, leak: 1}"}, 5, "`weights` names `leak`"),
        ({"sees": "{fault: 0.5, act: 0.1}", "weights": "{fault: 3, act: 1}"}, 13, "does not stand"),
        ({"sees": "{fault: 0.5, leak: 0.1}", "weights": "{fault: 3, leak: 1}"}, 13,
         "no deed `leak`"),
        ({"sees": "{fault: 1.5}"}, 13, "number is too large"),
        ({"more": "wrong_person: 0.1"}, 5, "`wrong_person` stands beside `rounds`"),
        ({"more": "coverage: {urban: {2016-01-01: 0.5}}"}, 5, "`coverage` stands beside `rounds`"),
    ],
)  # fmt: skip
def test_rounds_that_do_not_fit_are_refused_at_their_line(tmp_path, given, line, words):
    with pytest.raises(SocialCreditError) as caught:
        loaded(tmp_path, **given)
    told = caught.value.render()
    assert words in told
    assert f"sensors.yaml:{line}:" in caught.value.where
    assert caught.value.hint


@pytest.mark.parametrize(
    ("visits", "words"),
    [
        ("{smile: 1, flat: 3, frwn: 6}", "names `frwn`, which is none"),
        ("{smile: 1, flat: 3}", "says nothing of `frown`"),
    ],
)
def test_a_grade_that_the_scheme_has_not_is_refused_at_its_line(tmp_path, visits, words):
    shutil.copytree(TOWN, tmp_path / "town")
    file = tmp_path / "town" / "rounds" / "sensors.yaml"
    file.write_text(file.read_text().replace("{smile: 1, flat: 3, frown: 6}", visits))
    with pytest.raises(SocialCreditError, match=words) as caught:
        resolve(load_scenario(tmp_path / "town" / "rounds.yaml"))
    assert "sensors.yaml:15:" in caught.value.where
    assert any(
        words in error.message for error in examined(tmp_path / "town" / "rounds.yaml").errors
    )


def test_a_change_of_the_grades_is_held_against_the_rounds():
    grades = "schemes.clean-homes.grades."
    sets = [grades + "bands={smile: 100, grim: lowest}", grades + "penal=[grim]"]
    with pytest.raises(SocialCreditError, match="as it was changed"):
        resolve(load_scenario(TOWN / "rounds.yaml"), sets)
