"""What a scenario names is there, once, and does not stand beside what holds it."""

import pytest

from socialcredit.language.resolve.paths import SCHEMES
from tests.commands.conftest import Call

SCENARIO = """\
scenario: mine
title: A street
places: [rongcheng]
people: 300
schemes: [rongcheng, weihai]
from: 2016-01-01
to: 2016-02-29
seed: 3
"""
WRONG = {
    "a place twice": ("[rongcheng]\np", "[rongcheng, rongcheng]\np", "3:21", "there twice"),
    "a place beside its province": (
        "[rongcheng]\np", "[shandong, rongcheng]\np", "3:20", "lies in `shandong`",
    ),
    "a province beside the nation": (
        "[rongcheng]\np", "[china, tibet]\np", "3:17", "is a part of `china`",
    ),
    "a scheme twice": ("weihai]", "rongcheng]", "5:22", "there twice"),
    "a scheme twice by another path": (
        "weihai]", "schemes/rongcheng]", "5:22", "the file of `rongcheng`",
    ),
    "a body joined to itself": (
        "seed: 3", "joins: [[weihai, weihai]]", "8:9", "joined to itself",
    ),
    "a pair twice": (
        "seed: 3", "joins: [[rongcheng, weihai], [weihai, rongcheng]]", "8:30", "joined already",
    ),
    "a pair of which one is not there": (
        "seed: 3", "joins: [[rongcheng, weihei]]", "8:21", "no body `weihei`",
    ),
    "a body of what is not divided": (
        "seed: 3", "joins: [[rongcheng-traffic, weihai]]", "8:10", "no body `rongcheng-traffic`",
    ),
    "something else divided": ("seed: 3", "divided: [suqian]", "8:11", "no scheme of the scenario"),
    "a scheme divided twice": ("seed: 3", "divided: [weihai, weihai]", "8:19", "there twice"),
    "a twin without what is not there": (
        "seed: 3", "twin: {without: [suqian]}", "8:18", "not among the scenario's schemes",
    ),
    "a twin without it twice": (
        "seed: 3", "twin: {without: [weihai, weihai]}", "8:26", "there twice",
    ),
    "an alternative twice": (
        "seed: 3", "with: [fine-only, fine-only]", "8:19", "there twice",
    ),
    "a name that leaves the folder": (
        "scenario: mine", "scenario: ../mine", "1:11", "be called so",
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_together_is_refused_at_its_line(call: Call, tmp_path, wrong: str) -> None:
    old, new, where, words = WRONG[wrong]
    assert SCENARIO.count(old) == 1
    file = tmp_path / "mine.yaml"
    file.write_text(SCENARIO.replace(old, new))
    (tmp_path / "schemes").mkdir()
    (tmp_path / "schemes" / "rongcheng").symlink_to(SCHEMES / "rongcheng")
    seen = call("check", str(file))
    assert (seen.code, f"{file}:{where}: " in seen.err, words in seen.err) == (1, True, True), (
        seen.err
    )
    assert "expected: " in seen.err and "next: " in seen.err


def test_what_fits_passes(call: Call, tmp_path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(SCENARIO.replace("seed: 3", "joins: [[rongcheng, weihai]]"))
    assert call("check", str(file)).code == 0
    file.write_text(SCENARIO.replace("[rongcheng]\np", "[china, rongcheng]\np"))
    assert call("check", str(file)).code == 0  # the province is then the rest of it
