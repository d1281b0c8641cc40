"""A file that changed is read anew, and one that did not is not: whoever edits sees the edit."""

import shutil

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.resolve import loading
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.paths import ASSUMPTIONS, SCHEMES


def edited(path, before, after):
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


@pytest.fixture
def scheme(tmp_path):
    shutil.copytree(SCHEMES / "rongcheng", tmp_path / "own")
    return tmp_path / "own" / "scheme.yaml"


def test_the_same_file_is_one_scheme_and_an_edited_one_another(scheme):
    first = loading.load_scheme(scheme)
    assert loading.load_scheme(scheme) is first
    edited(scheme, "start: 1000", "start: 900")
    again = loading.load_scheme(scheme)
    assert (first.score[0].start, again.score[0].start) == (1000, 900)


def test_a_mistake_is_told_each_time_and_gone_when_it_is_mended(scheme):
    edited(scheme, "start: 1000", "start: many")
    for _ in range(2):
        with pytest.raises(SocialCreditError, match="many|number"):
            loading.load_scheme(scheme)
    edited(scheme, "start: many", "start: 1000")
    assert loading.load_scheme(scheme).score[0].start == 1000


def test_what_a_variant_rests_on_is_read_again_when_it_changes(scheme, tmp_path):
    variant = tmp_path / "milder" / "scheme.yaml"
    variant.parent.mkdir()
    variant.write_text("extends: ../own/scheme.yaml\nscheme: milder\n", "utf-8")
    first = loading.load_scheme(variant)
    edited(scheme, "start: 1000", "start: 900")
    assert (first.score[0].start, loading.load_scheme(variant).score[0].start) == (1000, 900)


def test_assumptions_are_read_again_when_one_file_of_them_changes(tmp_path):
    own = tmp_path / "deeds.yaml"
    shutil.copy(ASSUMPTIONS / "deeds.yaml", own)
    first = loading.load_beliefs({"deeds": own})
    assert loading.load_beliefs({"deeds": own}) is first
    rate = first.deeds.deeds[0].rate
    edited(own, f"rate: {rate:g}", "rate: 0.001")
    again = loading.load_beliefs({"deeds": own})
    assert again.deeds.deeds[0].rate == 0.001 and again.behaviour is first.behaviour


def test_a_change_of_one_run_is_none_of_the_next():
    plain = loading.load_scenario("small-town")
    before = resolve(plain)
    changed = resolve(plain, ["assumptions.deeds.traffic-offence.rate=9"])
    after = resolve(plain)
    rates = [
        {deed.deed: deed.rate for deed in inputs.beliefs.deeds.deeds}["traffic-offence"]
        for inputs in (before, changed, after)
    ]
    assert rates[1] == 9 and rates[0] == rates[2] != 9
    assert after.schemes == before.schemes
