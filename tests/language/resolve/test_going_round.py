"""Alternatives that change whom inspectors visit: the way moves, the hours do not."""

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.check_file import examined
from socialcredit.language.resolve.going_round import gone_round
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario, with_alternatives

BY_GRADE = {
    "source": "inspectors",
    "rounds": {
        "hours": {"2011-01-01": 2.6}, "by": "grade", "floor": 0.1,
        "grade": {"scheme": "faces", "visits": {"smile": 1}},
    },
    "doubt": [
        {"of": ["rounds.hours"], "times": [0.5, 2]},
        {"of": ["rounds.grade.visits.smile", "sees"], "times": [0.5, 2]},
        {"of": ["rounds.floor"], "low": 0, "high": 1},
    ],
}  # fmt: skip


def inspectors_of(name, *alternatives):
    inputs = resolve(with_alternatives(load_scenario(name), alternatives))
    sources = {one.source: one for one in inputs.beliefs.sensors.sources}
    return sources["food-inspectors"].rounds, inputs


def test_what_only_the_old_way_needed_goes_with_it_and_so_does_its_doubt():
    after = gone_round(BY_GRADE, {"by": "random"})
    assert after["rounds"] == {"hours": {"2011-01-01": 2.6}, "by": "random"}
    assert [one["of"] for one in after["doubt"]] == [["rounds.hours"], ["sees"]]
    assert BY_GRADE["rounds"]["by"] == "grade", "the file is left as it was"


def test_a_new_way_with_a_block_of_its_own_keeps_its_floor():
    after = gone_round(BY_GRADE, {"by": "findings", "findings": {"fades": 0.1}})
    assert after["rounds"]["findings"] == {"fades": 0.1} and after["rounds"]["floor"] == 0.1
    assert "grade" not in after["rounds"]


@pytest.mark.parametrize(
    ("alternative", "way"), [("visits-by-lot", "random"), ("visits-in-turn", "uniform")]
)
@pytest.mark.parametrize("name", ["shanghai-food", "food-risk-2016"])
def test_hours_and_skill_stay_where_the_way_changes(name, alternative, way):
    before, _ = inspectors_of(name)
    after, inputs = inspectors_of(name, alternative)
    assert (before.by, after.by) != (way, before.by) and after.by == way
    assert (after.hours, after.visit, after.tires) == (before.hours, before.visit, before.tires)
    (laid,) = inputs.laid[name]
    assert laid.rounds and not laid.sensors


def test_where_nobody_goes_round_there_is_nothing_to_change():
    inputs = resolve(with_alternatives(load_scenario("small-town"), ["visits-by-lot"]))
    assert not any(laid.rounds for of in inputs.laid.values() for laid in of)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("{in: rounds, set: {by: alphabet}}", "this word is not known here"),
        ("{in: rounds, set: {way: random}}", "`way` is not known in rounds"),
        ("{in: rounds, drop: all}", "only values are changed"),
    ],
)
def test_a_change_that_no_round_takes_is_told(tmp_path, change, said):
    path = tmp_path / "odd.yaml"
    path.write_text(
        "alternative: odd\ntitle: Odd\nstands_for: [a test]\nsource: assumed\n"
        f"evidence: assumed\nchanges:\n  - {change}\n"
    )
    errors = examined(path).errors
    if errors:
        assert any(said in one.render() for one in errors)
        return
    with pytest.raises(SocialCreditError, match=said):
        resolve(with_alternatives(load_scenario("shanghai-food"), [str(path)]))
