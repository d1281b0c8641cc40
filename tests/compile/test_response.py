"""Which mechanisms act, and with which settings: what a file says that nobody knows is refused."""

import numpy as np
import pytest
from pytest import approx

from socialcredit.compile.documents import documents
from socialcredit.compile.response import (
    compile_responses,
    in_rows,
    kinds_of,
)
from socialcredit.compile.response_file import (
    given,
    problems_of,
    refuse_unknown,
    refuse_unknown_in,
)
from socialcredit.compile.standing import Taken
from socialcredit.core.errors import SocialCreditError
from socialcredit.engine.manifest import evidence_counts
from socialcredit.engine.preparing import prepared
from socialcredit.language.resolve.assumption_files import assumption_tree
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import believed, load_beliefs
from socialcredit.language.resolve.paths import ASSUMPTIONS
from socialcredit.stages.response.mechanisms import MECHANISMS
from socialcredit.stages.response.terms import AT_STAKE, BELIEF, ONCE_RULED, UNDER_A_RULE
from socialcredit.stages.society.deeds import UNIT
from tests.engine.towns import town

SHIPPED = ASSUMPTIONS / "behaviour.yaml"


@pytest.mark.parametrize("path", sorted(ASSUMPTIONS.rglob("behaviour.yaml")),
                         ids=lambda path: path.parent.name)  # fmt: skip
def test_every_shipped_file_names_mechanisms_and_settings_that_there_are(path):
    file = believed("behaviour", assumption_tree(path))
    assert file.mechanisms and [*problems_of(file)] == []


def test_each_mechanism_does_something_and_has_a_strength():
    for name, one in MECHANISMS.items():
        of_records = one.listed or one.disputes or one.reopens or one.thresholds
        assert one.terms or one.monthly or of_records or one.heard, name
        assert one.settings().strength is not None, "a file always says a strength"
        numbers = set(one.settings._fields) - set(one.words)
        assert set(one.limits) == numbers, "each setting has what it can mean"


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("mechanism: chilling", "mechanism: chiling", ["mechanism `chiling`", "'chilling'"]),
        (
            "mechanism: value-of-standing",
            "mechanism: nearness",
            ["no mechanism `nearness` any longer", "value-of-standing, whose strength"],
        ),
        (
            "    learns: 0.05",
            "    got_away: 0.02",
            ["perceived-risk has `got_away` no longer", "`learns`, the step"],
        ),
        (
            "    hearsay: 0.08",
            "    gossip: 0.1",
            ["`gossip` no longer", "`hearsay`, the step a month"],
        ),
        ("    reach: 60", "    raech: 60", ["setting of offsetting `raech`", "'reach'"]),
        ("    reach: 60", "    reach: far", ["does not fit", "a number"]),
        ("    most: 24", "    most: 46", ["beyond what `most` can be", "from 0 to 45"]),
        ("    fades: 0.12", "    fades: 1.2", ["beyond what `fades` can be", "from 0 to 1"]),
        ("right: [0.01, ", "right: [-0.01, ", ["beyond what `right` can be", "numbers from 0"]),
        ("right: [0.01, ", "right: [", ["does not fit", "5 numbers, or one for all"]),
        ("    factor: 1.0", "    factr: 1.0", ["setting of while-listed", "'factor'"]),
        ("      road: [road]", "      road: 3", ["`road` lists no deeds", "groups: {NAME:"]),
        ("      road: [road]", "      road: [money]", ["`money` stands in more than one group"]),
        ("{mother: 0.0035", "{mohter: 0.0035", ["name in `men` `mohter`", "'mother'"]),
        ("{help: 0.2, road", "{hlep: 0.2, road", ["there is no group `hlep`", "'help'"]),
        ("{help: 0.2, road", "{help: 3, road", ["beyond what `kappa` can be", "from -2 to 2"]),
        ("    tau_out: 24", "    tau_out: ever", ["does not fit", "a number"]),
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


KINDS = kinds_of([{"deed": "theft", "sign": "bad"}, {"deed": "petition", "sign": "watched"}])


def responses(file, **switches):
    return compile_responses(file, {k.replace("_", "-"): on for k, on in switches.items()}, KINDS)


def test_a_switch_of_the_scenario_wins_over_the_files():
    file = load_beliefs().behaviour
    on = responses(file)
    off = responses(file, **{one.mechanism: False for one in file.mechanisms})
    assert len(on.chosen) == 5 and off.chosen == ()
    assert on.disputes(60.0).any() and not off.disputes(60.0).any()
    assert on.names == ("perceived-risk", "value-of-standing", "while-listed"), (
        "chilling is off as shipped"
    )
    assert "chilling" in responses(file, chilling=True).names
    assert on.terms.weighed.tolist() == [1, 1] and off.terms.weighed.size == 0


def test_a_term_is_a_curve_in_whole_numbers_and_a_weight_for_each_kind():
    terms = responses(load_beliefs().behaviour, chilling=True).terms
    risk, standing, comes_back, stays = terms.curve
    assert risk[77] == approx(-0.3 * np.log(77 / 25.5) * UNIT, abs=1) and not risk[:26].any()
    assert (standing == round(-0.25 * UNIT)).all()
    assert comes_back[77] + stays[77] == approx(-0.3 * np.log(77 / 25.5) * UNIT, abs=1)
    assert terms.weight.tolist() == [[256, 0], [256, 0], [0, 256], [0, 256]]
    assert terms.acts.tolist() == [UNDER_A_RULE, AT_STAKE, UNDER_A_RULE, ONCE_RULED]
    assert terms.valued.tolist() == [0, 10_000, 0, 0], "a hundred days, in hundredths"


def test_what_doors_take_is_asked_only_where_a_term_weighs_it():
    """Harm in hundredths of a day robbed a year; with the term off there is no table of it."""
    file, taken = load_beliefs().behaviour, Taken(np.array([1.5, 0.0]), 18.25)
    on = compile_responses(file, {}, KINDS, taken).terms
    assert on.taken.tolist() == [150, 0] and on.penal.tolist() == [1825]
    off = compile_responses(file, {"value-of-standing": False}, KINDS, taken).terms
    assert off.taken.size == 0


def test_a_term_of_a_row_whose_keeper_is_off_stands_at_its_first_step():
    alone = responses(load_beliefs().behaviour, chilling=True, **{"perceived-risk": False})
    assert alone.terms.byte[alone.names.index("chilling")] == BELIEF
    assert alone.terms.curve[alone.names.index("chilling"), 0] == 0


def test_a_deed_is_of_its_own_group_or_that_of_its_sign_or_domain():
    domains = [
        {"domain": "life"}, {"domain": "money", "parent": "life", "group": "money"},
        {"domain": "debt", "parent": "money"}, {"domain": "odd", "parent": "life"},
    ]  # fmt: skip
    kinds = kinds_of(
        [
            {"deed": "a", "sign": "bad", "domain": "debt"},
            {"deed": "b", "sign": "bad", "domain": "debt", "group": "violence"},
            {"deed": "c", "sign": "good", "domain": "debt"},
            {"deed": "d", "sign": "hidden-good", "domain": "debt"},
            {"deed": "e", "sign": "watched", "domain": "odd"},
        ],
        domains,
    )
    told = ("money", "violence", "registered good", "unmeasured good", "honesty")
    assert kinds.group == told


def test_settings_are_those_of_the_file():
    file = load_beliefs().behaviour
    standing = next(one for one in file.mechanisms if one.mechanism == "value-of-standing")
    assert given(standing) == {"strength": 0.25, "per": 100.0}


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
    acts, same = (responses(each.behaviour) for each in (beliefs, sure))
    assert acts.chosen == same.chosen and np.array_equal(acts.terms.curve, same.terms.curve)
    assert np.array_equal(acts.disputes(60.0), same.disputes(60.0))


def test_a_misspelt_mechanism_is_told_beside_a_doubt_that_does_not_fit(tmp_path):
    text = SHIPPED.read_text(encoding="utf-8").replace(
        "mechanism: offsetting", "mechanism: ofsetting"
    )
    path = tmp_path / "behaviour.yaml"
    path.write_text(text.replace("low: 0.17", "low: 0.5"), encoding="utf-8")
    with pytest.raises(SocialCreditError) as caught:
        refuse_unknown_in(path)
    told = caught.value.render()
    assert "mechanism `ofsetting`" in told and "lies below its range" in told


PRICED = "  - {mechanism: motivation, strength: 1, kappa: 0.5, from: assumed, evidence: assumed, "


def motives(tmp_path, groups):
    """The error of a run whose file of behaviour has these groups, or None."""
    text = SHIPPED.read_text(encoding="utf-8")
    path = tmp_path / "behaviour.yaml"
    before = text[: text.index("  - mechanism: motivation")]
    path.write_text(before + PRICED + f"groups: {groups}}}\n", encoding="utf-8")
    asked = town(people=300, assumptions={"behaviour": str(path)}, responses={"motivation": True})
    try:
        prepared(resolve(asked), 1)
    except SocialCreditError as error:
        assert f"behaviour.yaml:{1 + before.count(chr(10))}:" in error.render()
        return error.render()
    return None


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ("{a: [road], b: [money], c: [market], d: [speech]}", ["4 groups", "at most 3 groups"]),
        (
            "{a: [quiet-dishonesty]}",
            ["no rule of this run has a price for `quiet-dishonesty`", "leave it out"],
        ),
        ("{a: [raod]}", ["no deed and no group of deeds `raod`", "'road'"]),
        ("[road]", ["these are no groups of deeds"]),
    ],
)
def test_a_price_on_a_deed_without_a_rule_and_groups_that_are_none_are_refused(
    tmp_path, groups, words
):
    told = motives(tmp_path, groups)
    assert told and all(word in told for word in words)


def test_a_price_on_deeds_with_a_rule_and_on_groups_of_deeds_is_taken(tmp_path):
    assert motives(tmp_path, "{a: [drunk-driving], b: [money]}") is None


def test_each_kind_of_deed_is_weighed_by_the_terms_that_have_a_weight_for_it_in_their_order():
    marks = np.array([[0, 1, 1], [0, 0, 0], [1, 0, 0]], bool)
    assert in_rows(marks).tolist() == [[1, 2, -1], [-1, -1, -1], [0, -1, -1]]
    assert in_rows(np.zeros((2, 0), bool)).tolist() == [[-1], [-1]], "no term at all"
