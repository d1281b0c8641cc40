"""Deeds that stand: what does not fit is refused at its line, with what would fit."""

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.resolve.loading import load_beliefs

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
        ({"stands": "mended: 0.0"}, "more than 0"),
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
