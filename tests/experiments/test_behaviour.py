"""`validate behaviour`: each row says what it is held against; what was set by one fits again."""

import json
from pathlib import Path

import pytest

from socialcredit.commands import behaving
from socialcredit.experiments.behaviour import table
from socialcredit.experiments.behaviour.contract import KEYS, Fit, row
from socialcredit.language.resolve.loading import load_beliefs
from tests.commands.conftest import Call, call

__all__ = ["call"]

FOLDER = Path(table.__file__).parent


@pytest.fixture(scope="module")
def rows():
    return table.rows()


@pytest.fixture(scope="module")
def fits():
    return table.fits()


def test_every_file_of_the_folder_is_a_part_of_the_table():
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__", "contract", "table"}
    named = {part.__name__.rpartition(".")[2] for part in table.PARTS}
    helpers = {name for name in files if not _hands_over(name)}
    assert named == files - helpers, "name the file in PARTS of experiments/behaviour/table.py"


def _hands_over(name):
    return "\ndef rows(" in (FOLDER / f"{name}.py").read_text(encoding="utf-8")


def test_every_row_says_what_it_is_held_against_and_how_it_came_out(rows):
    for one in rows:
        assert set(KEYS) <= set(one), one["what"]
        assert one["kind"] in ("calibrated", "predicted", "told"), one["what"]
        assert (one["pass"] is None) == (one["kind"] == "told"), one["what"]
        assert one["source"] and one["evidence"], one["what"]
        if one["published"] is not None and one["tolerance"] is not None:
            near = abs(one["produced"] - one["published"]) <= one["tolerance"]
            assert bool(one["pass"]) == near, one["what"]
        if one["pass"] is False:
            assert one["why_missed"], f"{one['what']}: a miss says why"


# How often people fly is set by `socialcredit calibrate court-list`, of the scheme itself; who has
# heard at first is what the survey says.
READ = {"attempts.fly.per_year", "perceived-risk.aware_at_start"}


def test_of_a_calibrated_row_the_strength_is_named_and_fits_again(rows, fits):
    again = {fit.setting: fit for fit in fits}
    for one in rows:
        if one["kind"] == "calibrated" and not READ & set(one["settings"]):
            assert one["settings"], f"{one['what']}: which strength was set by it?"
            assert set(one["settings"]) & set(again), f"{one['what']}: no fit of its strength"


def flat(parameters):
    """Settings by name, those of a table by its name and their own."""
    for key, value in parameters.items():
        if isinstance(value, dict):
            yield from ((f"{key}.{name}", one) for name, one in value.items())
        else:
            yield key, value


def test_what_ships_is_what_fits(fits):
    written = {
        f"{one.mechanism}.{key}": value
        for one in load_beliefs().behaviour.mechanisms
        for key, value in flat({"strength": one.strength, **one.parameters})
    }
    for fit in fits:
        assert fit.kept, f"{fit.setting} ships as {fit.shipped} and fits as {fit.fitted}"
        if ": " not in fit.setting:  # of the shipped file, and of none of a scenario's
            assert written[fit.setting] == fit.shipped, fit.setting


def test_a_row_without_a_published_value_is_told_and_not_judged():
    told = row("part", "what", 3.0, source="assumed", evidence="assumed")
    assert told["kind"] == "told" and told["pass"] is None
    missed = row("part", "what", 3.0, 2.0, 0.5, source="x", evidence="primary", why_missed="so")
    assert missed["kind"] == "predicted" and missed["pass"] is False
    text = "\n".join(behaving.lines_of([told, missed]))
    assert "not judged" in text and "MISS" in text and "why: so" in text
    assert "0 of 1 predicted rows met; 1 row told without a published value." in text


def test_the_command_prints_every_row_and_what_has_no_published_number(
    rows, call: Call, monkeypatch
):
    with monkeypatch.context() as patched:
        patched.setattr(table, "rows", lambda: rows)
        seen = call("validate", "behaviour")
    assert seen.code == 0
    text = " ".join(seen.out.split())
    for one in rows:
        assert " ".join(str(one["what"]).split()) in text
    assert "told, not validated" in text
    assert json.loads(call("validate", "behaviour", "--json").out) == json.loads(json.dumps(rows))


def test_calibrate_prints_what_fits_beside_what_ships(fits, call: Call, monkeypatch):
    told = json.loads(call("calibrate", "behaviour", "--json").out)
    assert [one["setting"] for one in told] == [fit.setting for fit in fits]
    moved = Fit("chilling.strength", 0.25, 0.31, 0.01, "views of watched articles")
    monkeypatch.setattr(table, "fits", lambda: [moved])
    seen = call("calibrate", "behaviour").out
    assert "fits 0.31, ships 0.25: NOT what ships" in seen and "0 of 1 strength" in seen


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("validate", "behaviour", "--people", "500"), "--people"),
        (("validate", "behaviour", "--draws", "5"), "--draws"),
        (("calibrate", "behaviour", "--plan"), "--plan"),
    ],
)
def test_what_says_how_a_scenario_is_lived_is_refused(words, option, call: Call):
    seen = call(*words)
    assert seen.code == 1 and f"takes no {option}" in seen.err and "./behaviour" in seen.err
