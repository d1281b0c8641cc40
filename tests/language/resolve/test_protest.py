"""What a scenario says of protest and cannot mean is refused at its line, with a way out."""

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario

WRITTEN = """extends: suining
scenario: mine
responses: {approval: true, protest: true}
protest:
  outcome: ends
  at: 0.05
"""


def refusal(tmp_path, was, now):
    """What is said of the scenario with some words replaced."""
    assert was in WRITTEN
    file = tmp_path / "mine.yaml"
    file.write_text(WRITTEN.replace(was, now), encoding="utf-8")
    with pytest.raises(SocialCreditError) as caught:
        resolve(load_scenario(str(file)))
    return caught.value


@pytest.mark.parametrize(
    ("was", "now", "line", "told"),
    [
        ("outcome: ends", "outcome: explodes", 5, "no such outcome"),
        ("outcome: ends", "outcome: becomes", 5, "names no alternative"),
        ("outcome: ends", "outcome: {becomes: }", 5, "names no alternative"),
        ("outcome: ends", "outcome: {becomes: fine-onyl}", 5, "no alternative `fine-onyl`"),
        ("at: 0.05", "at: 1.5", 6, ""),
        ("at: 0.05", "at: -0.1", 6, ""),
        ("at: 0.05", "at: 0", 6, ""),
        ("  at: 0.05\n", "", 5, "at which share"),
        ("at: 0.05", "at: 0.05\n  scheme: rongcheng", 7, "no scheme of the scenario"),
        ("approval: true, ", "", 3, "which nobody keeps"),
        ("responses: {approval: true, protest: true}\n", "", 3, "nobody protests"),
        ("scenario: mine", "scenario: mine\ndivided: [suining]", 6, "divided"),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_line(tmp_path, was, now, line, told):
    error = refusal(tmp_path, was, now)
    first = error.render()
    assert f"mine.yaml:{line}" in first and told in first
    assert "expected" in first and "next:" in first


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ended-after-a-year", "`scheme`, which no place has alone"),
        ("random-check", "which no place has alone"),
    ],
)
def test_an_alternative_that_no_place_has_alone_is_refused(tmp_path, name, told):
    error = refusal(tmp_path, "outcome: ends", f"outcome: {{becomes: {name}}}")
    assert told in error.render() and error.expected and error.hint


def test_an_alternative_that_changes_nothing_is_refused(tmp_path):
    mine = tmp_path / "idle.yaml"
    mine.write_text(
        "alternative: idle\ntitle: Nothing\nstands_for: [nothing]\nsource: assumed\n"
        "evidence: assumed\nchanges:\n  - {in: lists, drop: all}\n",
        encoding="utf-8",
    )
    error = refusal(tmp_path, "outcome: ends", "outcome: {becomes: ./idle.yaml}")
    assert "changes nothing of `suining`" in error.render()


def test_protest_that_does_nothing_needs_no_share(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(
        WRITTEN.replace("outcome: ends", "outcome: nothing").replace("  at: 0.05\n", ""), "utf-8"
    )
    assert resolve(load_scenario(str(file))).turned == {}
