"""Which findings stand on the first page, and what would turn them."""

from datetime import date

import pytest
from pytest import approx

from socialcredit.assessment import moves, turning
from socialcredit.assessment.asked import title_of
from socialcredit.assessment.evidence import Number
from socialcredit.assessment.findings import findings_of, is_turned, turned_words
from socialcredit.assessment.influence import pull_of, range_of
from socialcredit.assessment.lived import first_tasks, live
from socialcredit.assessment.numbers import numbers_of
from socialcredit.core.errors import SocialCreditError
from socialcredit.language.resolve.forms import load_findings
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.results.measures.registry import BY_ID, measure_of
from tests.assessment.given import WISH, change_of, nothing_lives, planned

SPREAD = "assumptions.deeds.motivation.spread"  # 0.6 as written, from 0.3 to 0.9
RULES = load_findings(measures=BY_ID)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The plan of a small assessment; what its runs come to is up to each test."""
    return planned(WISH, tmp_path_factory.mktemp("planned") / "store")


def lived_with(monkeypatch, made, found):
    """The assessment of which every run comes to what `found` says."""
    nothing_lives(monkeypatch, found)
    return live(made, first_tasks(made), None, None, None)


def test_the_first_five_that_runs_can_tell_stand_there_in_the_order_of_the_file(monkeypatch, made):
    """However bad another number is, it does not push itself forward."""
    known = {"M1.share": 0.2, "M4.other_part": None, "M7.within_a_year": 0.1,
             "M8.minority.gap": 3.0, "benefit.harm": 5.0, "M5.fan_out": 2.0,
             "M3.harmless": 1.0}  # fmt: skip
    lived = lived_with(monkeypatch, made, lambda task: known)
    found = findings_of(RULES, numbers_of(lived.found), ["rongcheng"])
    assert [one.key for one in found] == [
        "M1.share", "M7.within_a_year", "M8.minority.gap", "benefit.harm", "M5.fan_out",
    ]  # fmt: skip


def test_a_finding_that_luck_alone_may_turn_says_so(monkeypatch, made):
    """Of seeds that lie on both sides of the line nobody can say on which the next one falls."""
    apart = lived_with(monkeypatch, made, lambda task: {"benefit.harm": 8.0 - task.seed})
    (finding,) = findings_of(RULES, numbers_of(apart.found), ["rongcheng"])
    assert finding.by_luck
    alike = lived_with(monkeypatch, made, lambda task: {"benefit.harm": 5.0})
    (finding,) = findings_of(RULES, numbers_of(alike.found), ["rongcheng"])
    assert not finding.by_luck


def test_what_several_bodies_do_is_told_only_where_there_are_several(monkeypatch, made):
    known = {"M1.share": 0.2, "together.shut_out": 0.3}
    lived = lived_with(monkeypatch, made, lambda task: known)
    numbers = numbers_of(lived.found)
    assert [one.key for one in findings_of(RULES, numbers, ["one"])] == ["M1.share"]
    both = findings_of(RULES, numbers, ["one", "two"])
    assert [one.key for one in both] == ["M1.share", "together.shut_out"]


@pytest.mark.parametrize(
    ("line", "before", "after", "turned"),
    [(0.0, 2.0, -1.0, True), (0.0, 2.0, 1.0, False), (0.05, 0.2, 0.04, True),
     (0.05, 0.01, 0.2, True), (0.0, 2.0, None, False), (0.0, None, 2.0, False)],
)  # fmt: skip
def test_a_finding_turns_where_it_comes_to_the_other_side_of_its_line(line, before, after, turned):
    assert is_turned(line, before, after) is turned


def test_what_counts_as_turned_is_told_in_words():
    share, gap = measure_of("M1.share"), measure_of("M8.minority.gap")
    assert turned_words(share, 0.2, 0.05) == "falls below 5.0 %"
    assert turned_words(share, 0.01, 0.05) == "rises to 5.0 %"
    assert turned_words(gap, 2.0, 0.0) == "changes its sign"


def by_spread(task) -> dict[str, float | None]:
    """A benefit that changes its sign where the spread of motivation is 0.75, half way up."""
    return {"benefit.harm": 0.75 - change_of(task, SPREAD, 0.6)}


def test_the_doubt_that_turns_a_finding_is_found_with_the_smallest_move(monkeypatch, made):
    lived = lived_with(monkeypatch, made, by_spread)
    (finding,) = findings_of(RULES, numbers_of(lived.found), ["rongcheng"])
    lived = live(made, [t for m in made.ends for t in made.tasks_of(m.changes, made.paired)],
                 None, None, None, lived.outcomes)  # fmt: skip
    brackets = turning.brackets_of(lived, finding, made.ends)
    assert [one.factor for one in brackets] == ["deeds.motivation.spread"]
    for _ in range(6):
        moves = turning.guesses(lived, brackets)
        more = [task for move in moves for task in made.tasks_of(move.changes, made.paired)]
        lived = live(made, more, None, None, None, lived.outcomes)
        brackets = [turning.narrowed(lived, one) for one in brackets]
    (turn,) = turning.with_turns(lived, finding, brackets).turns
    assert turn.moved == pytest.approx(0.25, abs=0.02)
    assert float(turn.to) == pytest.approx(0.75, abs=0.02) and turn.written == "0.6"
    assert turn.value is not None and turn.value <= 0, "a run showed it turned"
    assert turn.source


def test_a_move_is_held_against_the_number_that_is_told_not_against_the_few_seeds_it_has(
    monkeypatch, made
):
    """The seed that moves are lived with lies below nought, the mean of all seeds above."""

    def by_seed(task):
        first = task.seed == made.firsts[0]
        return {
            "benefit.harm": (-1.0 if first else 5.0) - 10 * (change_of(task, SPREAD, 0.6) - 0.6)
        }

    lived = lived_with(monkeypatch, made, by_seed)
    (finding,) = findings_of(RULES, numbers_of(lived.found), ["rongcheng"])
    lived = live(made, [t for m in made.ends for t in made.tasks_of(m.changes, made.paired)],
                 None, None, None, lived.outcomes)  # fmt: skip
    (one,) = turning.brackets_of(lived, finding, made.ends)
    assert one.holds[1] == pytest.approx(2.0) and one.turns == (1.0, pytest.approx(-1.0))


def test_where_no_move_turns_a_finding_nothing_is_told_to_turn_it(monkeypatch, made):
    lived = lived_with(monkeypatch, made, lambda task: {"benefit.harm": 5.0})
    (finding,) = findings_of(RULES, numbers_of(lived.found), ["rongcheng"])
    lived = live(made, [t for m in made.ends for t in made.tasks_of(m.changes, made.paired)],
                 None, None, None, lived.outcomes)  # fmt: skip
    assert turning.brackets_of(lived, finding, made.ends) == []
    assert turning.with_turns(lived, finding, []).turns == ()


def test_a_measure_that_nobody_has_is_refused_where_it_stands_in_the_file(tmp_path):
    file = tmp_path / "findings.yaml"
    file.write_text("findings:\n  - {measure: M1.shares, line: 0.05, why: ours}\n")
    with pytest.raises(SocialCreditError) as error:
        load_findings(file, BY_ID)
    assert "M1.shares" in error.value.render() and "M1.share" in str(error.value.meant)
    assert f"{file.name}:2" in error.value.render()


def test_a_doubt_says_where_it_was_moved_in_words(made):
    """A value, a factor, an option, or how far along where each value has a range of its own."""
    factors = made.factors
    assert moves.told_at(factors["deeds.motivation.spread"], 1.0) == "0.9"
    assert moves.told_written(factors["deeds.motivation.spread"]) == "0.6"
    several = factors["road deeds"]
    assert moves.told_at(several, 0.0).startswith("the low ends of")
    assert moves.told_at(several, 0.5).startswith("50 % of the way")
    assert moves.told_written(several).endswith("values as written")


def test_moves_of_numbers_in_different_units_are_held_against_each_other_as_shares():
    """Days in thousands and a share of one: the doubt that moves more of its own range is first."""
    days = given_number("burden.wrong.days", (900.0, 1100.0), (800.0, 1800.0))
    part = given_number("M1.share", (0.1, 0.12), (0.05, 0.15))
    by_days = pull_of(days.key, [1000.0, 1200.0], range_of(days, {"a": [1200.0]}, 1000.0))
    by_part = pull_of(part.key, [0.11, 0.06], range_of(part, {"b": [0.06]}, 0.11))
    assert (by_days.size, by_days.part) == (200, approx(0.2))
    assert (by_part.size, by_part.part) == (approx(0.05), approx(0.5))


def test_where_luck_moves_nothing_a_move_is_a_share_of_all_single_moves():
    still = given_number("M1.share", (0.1, 0.1), None)
    moved = {"a": [0.1, 0.3], "b": [0.2, None]}
    assert range_of(still, moved, 0.1) == approx(0.2)
    assert pull_of("M1.share", [0.1, 0.2, None], 0.2).part == approx(0.5)
    assert pull_of("M1.share", [0.1, None], 0.2) is None
    assert pull_of("M1.share", [0.1, 0.1], 0.0).part == 0


def given_number(key, luck, assumptions):
    return Number(key, "", luck[0], luck, 4, assumptions, 20, (), False)


def test_the_title_says_the_days_that_were_lived_where_they_are_not_the_scenarios():
    scenario = load_scenario("rongcheng")
    assert title_of(scenario, scenario) == scenario.title
    shorter = scenario.model_copy(update={"ends": date(2015, 12, 31)})
    assert title_of(scenario, shorter).endswith("(here 2014-01-01 to 2015-12-31)")
