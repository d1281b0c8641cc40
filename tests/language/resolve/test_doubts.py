"""The doubts of a run: by name, with their ends, and at the written value nothing changes."""

from pathlib import Path

import pytest

from socialcredit.language.check_file import examined
from socialcredit.language.resolve.doubts import doubts_of
from socialcredit.language.resolve.inputs import resolve, written_of
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.open_readings import errors_of_doubts
from socialcredit.language.resolve.paths import scenario_names

SENSORS = """\
extends: sensors.yaml
sources:
  - source: traffic-police
    wrong_person: 0.02
    sees: {drunk-driving: 0.9, jaywalking: 0.004}
    delay: {least: 0 days, most: 30 days}
    doubt:
      - {of: wrong_person, low: 0.005, high: 0.08, shape: log}
      - {of: delay.most, times: [0.5, 2], with: how late}
      - {of: sees, times: [0.5, 1.5], most: 1, with: what is seen}
"""
SCHEME = """\
extends: rongcheng
scheme: mine
starts: 2014-01-01
readings:
  - reading: which-office
    title: Whether the office of the city or that of the county decides
    options:
      - {option: city}
      - option: county
        title: the county's, which has fewer people
        changes:
          - this.procedure.office.decisions=5
          - assumptions.sensors.traffic-police.draws_along=0.1
    source: assumed
    evidence: assumed
procedure:
  - since: 2014-01-01
    notice: {chance: 0.4, after: 30 days}
    dispute: {window: 60 days}
    office: {decisions: 25, per: 100000 residents a month}
    finds: {wrong: 0.8, right: 0.1}
    validity: {bad: 2 years}
    source: assumed
    evidence: assumed
    doubt:
      - {of: office.decisions, low: 5, high: 100, shape: log}
      - {of: notice.chance, times: [0.25, 2], most: 1}
      - {of: dispute.window, times: [0.5, 2], with: how late}
"""
SCENARIO = """\
scenario: mine
title: A town
places: [rongcheng]
people: 500
schemes: [./mine]
from: 2014-01-01
to: 2014-12-31
assumptions: {sensors: ./sensors.yaml}
"""


def town_in(folder: Path, **texts: str) -> Path:
    """A scenario with a scheme and sources of its own, all of which say what is in doubt."""
    (folder / "mine").mkdir(exist_ok=True)
    files = {"sensors.yaml": SENSORS, "mine/scheme.yaml": SCHEME, "scenario.yaml": SCENARIO}
    for name, text in (files | {key.replace("__", "/"): v for key, v in texts.items()}).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "scenario.yaml"


@pytest.fixture
def doubts(tmp_path):
    """The doubts of that town by name."""
    found = doubts_of(*written_of(load_scenario(town_in(tmp_path))).whole)
    assert len({one.name for one in found}) == len(found)
    return {one.name: one for one in found}


def test_a_doubt_is_known_by_its_word_or_its_path(doubts):
    assert "behaviour.perceived-risk.fades" in doubts
    assert "mine.procedure.office.decisions" in doubts
    assert "sensors.traffic-police.wrong_person" in doubts
    assert doubts["behaviour.perceived-risk.strength"].evidence == "recalled"
    assert "elasticities" in doubts["behaviour.perceived-risk.strength"].source


def test_one_word_ties_settings_of_several_files(doubts):
    paths = [move.path for move in doubts["how late"].moves]
    assert paths == ["assumptions.sensors.sources.traffic-police.delay.most",
                     "schemes.mine.procedure.dispute.window"]  # fmt: skip
    assert doubts["how late"].changes(1.0) == [f"{path} *= 2" for path in paths]


def test_what_is_switched_off_is_no_doubt(doubts):
    assert not any("chilling" in name for name in doubts)
    assert [move.path.split(".")[-2] for move in doubts["belief before"].moves] == [
        "perceived-risk"
    ]


@pytest.mark.parametrize("u, value", [(0, 5), (0.5, 22.360679775), (1, 100)])
def test_a_range_that_is_even_in_its_logarithm(doubts, u, value):
    office = doubts["mine.procedure.office.decisions"]
    assert office.changes(u) == [f"schemes.mine.procedure.office.decisions={value:.12g}"]


def test_factors_carry_their_cut(doubts):
    notice = doubts["mine.procedure.notice.chance"]
    assert notice.high() == ["schemes.mine.procedure.notice.chance *= 2 most 1"]


def test_at_the_written_value_nothing_changes(doubts):
    for one in doubts.values():
        assert one.changes(one.at_written) == [] or len(one.moves) > 1
        assert 0 <= one.at_written <= 1


def test_every_change_of_every_doubt_can_be_made(doubts, tmp_path):
    scenario = load_scenario(tmp_path / "scenario.yaml")
    for u in (0.0, 0.3, 1.0):
        resolve(scenario, given=[change for one in doubts.values() for change in one.changes(u)])
    assert not [*errors_of_doubts(written_of(scenario).whole)]


def test_a_reading_is_a_doubt_with_options(doubts):
    office = doubts["which-office"]
    assert office.low() == [] == office.changes(0.49)
    assert office.high() == office.changes(0.5) == [
        "schemes.mine.procedure.office.decisions=5",
        "assumptions.sensors.traffic-police.draws_along=0.1",
    ]  # fmt: skip


def test_a_quantile_is_one(doubts):
    with pytest.raises(ValueError, match="between nought and one"):
        doubts["how late"].changes(1.5)


@pytest.mark.parametrize("name", scenario_names())
def test_doubts_of_shipped_scenarios_can_be_at_their_ends(name):
    whole = written_of(load_scenario(f"shipped:{name}")).whole
    names = [one.name for one in doubts_of(*whole)]
    assert len({*names}) == len(names)
    assert not [error.render_one() for error in errors_of_doubts(whole)]


WRONG = {
    "reading: which-office\n": ("reading: which-office\n    titel: x\n", "`titel` is not known"),
    "this.procedure.office.decisions=5": (
        "this.procedure.office.decision=5", "schemes.mine.procedure.office.decisions",
    ),
    "- this.procedure.office.decisions=5": (
        "- this.procedure.office.decisions=few", "`county` does not fit: this is not a number",
    ),
    "traffic-police.draws_along=0.1": ("traffic-police.draws_alon=0.1", "draws_along"),
    "- {option: city}": ("- {option: city, changes: [people=3]}", "the first option is what is"),
    "option: county": ("option: city", "there are two options `city`"),
    "      - {option: city}\n": ("", "too few items"),
    "    source: assumed\n    evidence: assumed\nprocedure": (
        "    source: asumed\n    evidence: assumed\nprocedure", "'assumed'",
    ),
    "{of: office.decisions, low: 5, high": ("{of: office.decisions, low: -5, high", "beyond what"),
}  # fmt: skip


@pytest.mark.parametrize("written", WRONG)
def test_what_does_not_fit_is_told(tmp_path, written):
    put, words = WRONG[written]
    assert written in SCHEME
    file = town_in(tmp_path, mine__scheme=SCHEME)
    (tmp_path / "mine" / "scheme.yaml").write_text(SCHEME.replace(written, put), encoding="utf-8")
    told = "\n".join(error.render_one() for error in examined(file).errors)
    assert words in told
    assert "scheme.yaml:" in told or "scenario.yaml:" in told


def test_a_variant_inherits_readings_and_this_is_the_variant(tmp_path):
    file = town_in(tmp_path)
    (tmp_path / "mine2").mkdir()
    variant = "extends: ../mine\nscheme: other\n"
    (tmp_path / "mine2" / "scheme.yaml").write_text(variant, encoding="utf-8")
    file.write_text(SCENARIO.replace("./mine]", "./mine2]"), encoding="utf-8")
    found = {one.name: one for one in doubts_of(*written_of(load_scenario(file)).whole)}
    assert found["which-office"].high()[0] == "schemes.other.procedure.office.decisions=5"
    assert "other.procedure.office.decisions" in found


def test_an_option_that_changes_nothing_is_the_first(tmp_path):
    changes = SCHEME[SCHEME.index("        changes:") : SCHEME.index("    source: assumed")]
    file = town_in(tmp_path, **{"mine__scheme.yaml": SCHEME.replace(changes, "")})
    told = "\n".join(error.render_one() for error in examined(file).errors)
    assert "`county` changes nothing, as the first option does" in told
