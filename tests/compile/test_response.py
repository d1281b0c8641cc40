"""Which mechanisms act, and with which settings: what a file says that nobody knows is refused."""

import numpy as np
import pytest

from socialcredit.compile.documents import documents
from socialcredit.compile.response import (
    compile_responses,
    given,
    problems_of,
    refuse_unknown,
    refuse_unknown_in,
)
from socialcredit.core.errors import SocialCreditError
from socialcredit.engine.manifest import evidence_counts
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import assumption_tree, believed, load_beliefs
from socialcredit.language.resolve.paths import ASSUMPTIONS
from socialcredit.stages.response.mechanisms import MECHANISMS
from tests.engine.towns import town

SHIPPED = ASSUMPTIONS / "behaviour.yaml"


@pytest.mark.parametrize("path", sorted(ASSUMPTIONS.rglob("behaviour.yaml")),
                         ids=lambda path: path.parent.name)  # fmt: skip
def test_every_shipped_file_names_mechanisms_and_settings_that_there_are(path):
    file = believed("behaviour", assumption_tree(path))
    assert file.mechanisms and [*problems_of(file)] == []


def test_each_mechanism_declares_one_kind():
    for name, one in MECHANISMS.items():
        kinds = [one.monthly, one.watched, one.listed, one.disputes]
        assert sum(kind is not None for kind in kinds) == 1, name
        assert one.settings().strength is not None, "a file always says a strength"


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("mechanism: nearness", "mechanism: nearnes", ["mechanism `nearnes`", "'nearness'"]),
        ("    reach: 20", "    raech: 20", ["setting of nearness `raech`", "'reach'"]),
        ("    reach: 20", "    reach: far", ["does not fit", "a number"]),
        ("right: [0.01, ", "right: [", ["does not fit", "5 numbers, or one for all"]),
        ("    factor: 1.0", "    factr: 1.0", ["setting of while-listed", "'factor'"]),
    ],
)
def test_what_nobody_knows_is_refused_at_its_line(tmp_path, right, wrong, words):
    text = SHIPPED.read_text(encoding="utf-8")
    assert right in text
    path = tmp_path / "behaviour.yaml"
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    line = 1 + text[: text.index(right)].count("\n")
    with pytest.raises(SocialCreditError) as caught:
        refuse_unknown_in(path)
    told = caught.value.render()
    assert f"behaviour.yaml:{line}:" in told
    for word in words:
        assert word in told


def test_a_switch_of_the_scenario_wins_over_the_files():
    file = load_beliefs().behaviour
    on = compile_responses(file, {})
    off = compile_responses(file, {written.mechanism: False for written in file.mechanisms})
    assert len(on.monthly) == 3 and off.monthly == ()
    assert on.disputes(60.0).any() and not off.disputes(60.0).any()
    assert np.array_equal(on.watched, off.watched), "chilling is off as shipped"
    with_chilling = compile_responses(file, {"chilling": True})
    assert (with_chilling.watched < on.watched).any()


def test_settings_are_those_of_the_file():
    file = load_beliefs().behaviour
    nearness = next(one for one in file.mechanisms if one.mechanism == "nearness")
    assert given(nearness) == {"strength": 0.25, "reach": 20.0}


def test_a_change_that_does_not_fit_blames_the_change_and_not_the_file():
    with pytest.raises(SocialCreditError) as caught:
        changed = resolve(town(), ["assumptions.behaviour.dispute.right=[0.1, 0.2]"])
        refuse_unknown(changed.beliefs.behaviour, SHIPPED)
    assert "behaviour.yaml" not in caught.value.render()
    assert "--set" in caught.value.render()


def without_doubts(file):
    """A file of mechanisms as it was before strengths carried their doubt."""
    sure = [one.model_copy(update={"doubt": (), "held": None}) for one in file.mechanisms]
    return file.model_copy(update={"mechanisms": tuple(sure)})


def test_a_run_acts_on_what_is_written_whatever_is_in_doubt():
    beliefs = load_beliefs()
    sure = beliefs._replace(behaviour=without_doubts(beliefs.behaviour))
    assert sure != beliefs, "something shipped is in doubt"
    assert documents(sure) == documents(beliefs)
    assert evidence_counts(sure) == evidence_counts(beliefs)
    for one, other in zip(beliefs.behaviour.mechanisms, sure.behaviour.mechanisms, strict=True):
        assert given(one) == given(other) and "doubt" not in one.parameters
    acts, same = (compile_responses(each.behaviour, {}) for each in (beliefs, sure))
    assert acts.monthly == same.monthly and np.array_equal(acts.watched, same.watched)
    assert np.array_equal(acts.disputes(60.0), same.disputes(60.0))


def test_a_misspelt_mechanism_is_told_beside_a_doubt_that_does_not_fit(tmp_path):
    text = SHIPPED.read_text(encoding="utf-8").replace("mechanism: nearness", "mechanism: nearnes")
    path = tmp_path / "behaviour.yaml"
    path.write_text(text.replace("low: 0.17", "low: 0.5"), encoding="utf-8")
    with pytest.raises(SocialCreditError) as caught:
        refuse_unknown_in(path)
    told = caught.value.render()
    assert "mechanism `nearnes`" in told and "lies below its range" in told
