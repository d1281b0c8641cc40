"""A run in memory is measured as the same run in its folder is, to the last digit."""

from datetime import date

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.engine.run import run_scenario, simulate
from socialcredit.experiments.in_memory import lived
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.report.page import write_report
from socialcredit.results.measures.registry import chosen, values
from socialcredit.results.measures.summary import summary
from socialcredit.results.run import open_run
from tests.engine.towns import town

SHORT = {"people": 600, "ends": town().starts.replace(month=3, day=20)}


@pytest.fixture(scope="module")
def alone():
    return town(**SHORT).model_copy(update={"twin": None})


@pytest.fixture(scope="module")
def in_memory(alone):
    return lived(resolve(alone), 2)


def test_every_measure_is_that_of_the_run_in_its_folder(alone, in_memory, tmp_path):
    stored = open_run(run_scenario(alone, threads=1, out=tmp_path / "run"))
    assert summary(in_memory) == summary(stored)
    assert values(in_memory) == values(stored)


def test_a_month_begun_and_not_ended_counts_in_part(in_memory):
    assert in_memory.person_years == pytest.approx(600 * (2 + 20 / 31) / 12)


def test_what_is_made_public_is_counted_in_whichever_world_is_told():
    short = {"people": 1000, "ends": date(2010, 6, 30), "twin": None}
    asked = load_scenario("suining").model_copy(update=short)
    one, other = (
        values(lived(resolve(asked)._replace(without=()), 2, world=world), chosen(["shown"]))
        for world in (0, 1)
    )
    assert one == other and one["shown.times"] > 0, "the world without nothing is the world itself"


def test_a_run_with_a_twin_is_not_lived_for_one_of_its_worlds():
    with pytest.raises(ValueError, match="both worlds"):
        simulate(resolve(town(**SHORT)), 1, world=1)


def test_it_has_no_folder_for_a_report(in_memory):
    with pytest.raises(SocialCreditError, match="in memory"):
        write_report(in_memory)


def test_a_table_that_it_has_not_is_told_by_name(in_memory):
    with pytest.raises(SocialCreditError, match="no table lending"):
        in_memory.table("lending")
