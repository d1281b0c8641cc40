"""What a run tells of the months before a scheme, under it, and after it; watched and unwatched."""

from datetime import date

import numpy as np
import pytest

from socialcredit.experiments.in_memory import lived
from socialcredit.language.model.under import Under
from socialcredit.language.resolve.inputs import resolve
from socialcredit.report.sections.grades_and_conduct import grades_section
from socialcredit.report.sections.periods import periods_section
from socialcredit.report.sections.watched import watched_section
from socialcredit.report.sections.wrongful import wrongful_section
from socialcredit.results import naming
from socialcredit.results.measures.by_period import SERIES, by_period
from socialcredit.results.measures.registry import values
from socialcredit.results.measures.summary import summary
from socialcredit.results.measures.watched import ELSEWHERE, KNOWN, UNMEASURED, watched
from socialcredit.results.periods import periods
from socialcredit.results.words.summary import summary_text
from tests.engine.towns import SHARP, town

B = "assumptions.behaviour.perceived-risk."
LOUD = [*SHARP, f"{B}strength=4", f"{B}hears=0.2", f"{B}aware_at_start=0.3"]
DAYS = Under(scheme="rongcheng", starts=date(2014, 2, 1), ends=date(2014, 4, 15))


def of_town(*sets, **changes):
    asked = {"people": 500, "ends": date(2015, 6, 30), "under": (DAYS,), "who_knew": True}
    return lived(resolve(town(**{**asked, **changes}), [*LOUD, *sets]), 1)


@pytest.fixture(scope="module")
def run():
    return of_town(panel_households=1000)


def test_the_months_of_a_run_lie_before_during_in_the_first_year_after_and_later(run):
    found = periods(run)
    assert (found.begins, found.ends) == (DAYS.starts, DAYS.ends)
    told = {key: np.flatnonzero(months).tolist() for key, months in found.months.items()}
    assert told == {"before": [0], "during": [1, 2, 3], "year_after": [*range(4, 16)],
                    "later": [16, 17]}  # fmt: skip


def test_a_run_under_its_scheme_from_end_to_end_has_no_periods():
    whole = of_town(under=(Under(scheme="rongcheng"),), ends=date(2014, 2, 28))
    assert periods(whole) is None and by_period(whole) is None
    assert periods_section(whole, summary(whole)) is None
    assert not [k for k, v in values(whole).items() if k.startswith("during.") and v is not None]


def test_what_a_scheme_does_stands_in_its_own_months_alone(run):
    told = by_period(run)["series"]
    for name in ("records", "notices", "graded", "undone"):
        row = {key: one["value"] for key, one in told[name].items()}
        assert row["during"] > 0 == row["before"] == row["year_after"] == row["later"], name
    assert told["penalised"]["later"]["value"] is None, "of nobody graded there is no share"
    aware = {key: one["value"] for key, one in told["aware"].items()}
    assert aware["before"] == 0 < aware["during"] < aware["later"]
    believed = {key: one["value"] for key, one in told["believed"].items()}
    assert believed["during"] > believed["year_after"] > believed["later"] > 0


def test_grades_and_lists_are_counted_by_what_they_are_for(run):
    told = {key: one["during"]["value"] for key, one in by_period(run)["series"].items()}
    grades, lists = (run.rows(name, world=0) for name in ("grades", "lists"))
    graded, stock = (
        rows[column] * np.isin(rows["month"], (1, 2, 3))
        for rows, column in ((grades, "residents"), (lists, "stock"))
    )
    for name, marks in (("penalised", naming.penal_grades), ("honoured", naming.honour_grades)):
        of = graded[marks(run, 0)[grades["grade"]]].sum()
        assert float(told[name]) == pytest.approx(of / graded.sum()), name
    assert told["penalised"] != told["honoured"]
    black = np.array(run.names["schemes"][0]["list_colours"]) == "black"
    listed = stock[black[lists["list"]]].sum()
    assert listed > 0 and float(told["listed"]) == pytest.approx(1000 * listed / 3 / run.people)


def test_deeds_are_held_against_the_twin_of_the_same_months(run):
    told = by_period(run)["series"]["bad"]
    assert told["before"]["change"] == 0 == told["later"]["change"]
    assert told["during"]["change"] < 0
    assert told["during"]["value"] < told["during"]["without"]
    done = run.table("conduct")
    bad = naming.kinds_with_sign(run, naming.BAD_SIGNS)[done["kind"]]
    inside = bad & (done["month"] >= 1) & (done["month"] <= 3)
    with_, twin = (int(done["deeds"][inside & (done["world"] == w)].sum()) for w in (0, 1))
    assert float(told["during"]["change"]) == pytest.approx(with_ / twin - 1)
    low, high = told["during"]["interval"]
    assert low < told["during"]["change"] < high


def test_the_registry_asks_each_period_by_its_id(run):
    asked, told = values(run), by_period(run)["series"]
    for one in SERIES:
        for key in ("before", "during", "year_after", "later"):
            assert asked[f"{key}.{one.id}"] == told[one.id][key]["value"]
    assert asked["during.bad.change"] == told["bad"]["during"]["change"]


def test_only_where_a_rule_is_known_do_people_do_other_than_their_twins(run):
    told = watched(run)
    assert told["bad"][KNOWN]["with"] < told["bad"][KNOWN]["without"]
    for side in ("bad", "good"):
        for case in (ELSEWHERE, UNMEASURED):
            assert told[side][case]["with"] == told[side][case]["without"] > 0
    names = told["bad"][UNMEASURED]["kinds"] + told["good"][UNMEASURED]["kinds"]
    assert names[0].startswith("Cheating somebody"), "what nobody ever sees comes first"
    done = run.rows("conduct", world=0)
    signs = naming.kinds_with_sign(run, ("bad", "hidden-bad", "good", "hidden-good"))
    whole = (done["deeds"] - done["effort"])[signs[done["kind"]]].sum()
    assert whole == sum(row["with"] for side in ("bad", "good") for row in told[side].values())


def test_the_page_and_the_summary_tell_both(run):
    section = periods_section(run, summary(run))
    assert "begins on 1 February 2014 and ends with 15 April 2014" in section.paragraphs[0]
    assert section.figures[0].header[1:] == [
        "before (1 month)", "during (3 months)", "the first year after (12 months)",
        "later (2 months)",
    ]  # fmt: skip
    assert "the first year after 0 %" in " ".join(summary_text(run).split())
    said = watched_section(run, summary(run))
    assert [getattr(one, "mark", "") for one in said.paragraphs[:3]] == [
        "put in", "came out", "came out",
    ]  # fmt: skip
    assert len(said.figures[0].rows) == 6


def test_of_a_scheme_that_is_over_nobody_is_told_to_be_under_a_penalty(run):
    found = summary(run)["schemes"][0]
    told = grades_section(run, found, 0)
    assert "nobody was scored any more" in told.paragraphs[0]
    assert {row["told"] for row in told.figures[0].drawn["data"]["values"]} == {""}
    over = {**found["M1"], "penalised": 0, "penal_days": 900, "wrong_days": 90}
    wrong = wrongful_section(run, {**found, "M1": over}, 0).paragraphs[0]
    assert wrong.startswith("Nobody was under a penalty at the end. Over the run penalties with")


def test_without_asking_who_knew_the_watched_are_told_as_one():
    told = watched(of_town(who_knew=False, ends=date(2014, 3, 31)))
    assert set(told["bad"]) == {"ruled", UNMEASURED}
    assert told["bad"]["ruled"]["with"] < told["bad"]["ruled"]["without"]
