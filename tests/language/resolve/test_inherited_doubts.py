"""A variant that gives another value inherits no doubt of the old one; doubts survive a folder."""

import json

import pytest

from socialcredit.language.resolve.assumption_files import assumption_tree
from socialcredit.language.resolve.inputs import as_told, from_told, resolve
from socialcredit.language.resolve.loading import believed
from tests.engine.towns import town

ORIGINAL = """\
mechanisms:
  - mechanism: perceived-risk
    strength: 0.3
    hearsay: 0.1
    from: assumed
    evidence: assumed
    doubt:
      - {of: strength, low: 0.17, high: 0.67}
      - {of: hearsay, low: 0.03, high: 0.2, with: talk}
  - mechanism: dispute
    strength: 1.0
    right: 0.02
    wrong: 0.2
    from: assumed
    evidence: assumed
    doubt: [{of: [right, wrong], times: [0.6, 1.6], with: contesting}]
  - {mechanism: offsetting, strength: 0.2, from: assumed, evidence: assumed, held: a known share}
  - mechanism: chilling
    strength: 0.2
    from: assumed
    evidence: assumed
    doubt: [{of: strength, low: 0.1, high: 0.5, with: talk}]
"""


@pytest.fixture
def varied(tmp_path):
    """What a file believes of each mechanism that changes something in the original."""
    (tmp_path / "original.yaml").write_text(ORIGINAL, encoding="utf-8")

    def vary(*changes, without=""):
        lines = "\n".join(f"  - {{{change}}}" for change in changes)
        text = f"extends: ./original.yaml\nmechanisms:\n{lines}\n{without}"
        (tmp_path / "behaviour.yaml").write_text(text, encoding="utf-8")
        file = believed("behaviour", assumption_tree(tmp_path / "behaviour.yaml"))
        return {one.mechanism: one for one in file.mechanisms}

    return vary


def names(block):
    """The settings of a block that are in doubt."""
    return [name for one in block.doubt for name in one.of]


def test_what_a_variant_leaves_alone_stays_in_doubt(varied):
    there = varied("mechanism: perceived-risk, note: as before")
    assert names(there["perceived-risk"]) == ["strength", "hearsay"]
    assert names(there["dispute"]) == ["right", "wrong"]


def test_another_value_does_not_inherit_the_doubt_of_the_old_one(varied):
    there = varied("mechanism: perceived-risk, strength: 0.9")["perceived-risk"]
    assert there.strength == 0.9 and names(there) == ["hearsay"]
    assert there.doubt[0].together == "talk"


def test_of_settings_in_doubt_together_the_other_one_stays(varied):
    there = varied("mechanism: dispute, right: 0.5")["dispute"]
    assert names(there) == ["wrong"]
    assert there.doubt[0].together == "contesting", "what it moves with may be in another file"


def test_a_doubt_of_ones_own_takes_the_place_of_those_inherited(varied):
    own = "doubt: [{of: strength, low: 0.5, high: 1.5}]"
    there = varied(f"mechanism: perceived-risk, strength: 0.9, {own}")["perceived-risk"]
    assert names(there) == ["strength"] and there.doubt[0].low == 0.5


def test_what_was_held_may_come_into_doubt_and_the_other_way_round(varied):
    there = varied("mechanism: offsetting, doubt: [{of: strength, times: [0.5, 2]}]",
                   "mechanism: dispute, held: it is our own office")  # fmt: skip
    assert there["offsetting"].held is None and names(there["offsetting"]) == ["strength"]
    assert there["dispute"].held and not there["dispute"].doubt


def test_doubts_survive_a_run_folder():
    inputs = resolve(town())
    again = from_told(json.loads(json.dumps(as_told(inputs))))
    risk = again.beliefs.behaviour.mechanisms[0]
    assert again == inputs
    assert risk.doubt[0].of == ("strength",) and (risk.doubt[0].low, risk.doubt[0].high) == (
        0.17,
        0.67,
    )
    assert risk.doubt[0].origin == "deterrence" and risk.doubt[1].together
    assert again.beliefs.domains.distance.held
