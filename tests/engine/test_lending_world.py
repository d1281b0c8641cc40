"""Lending on platforms: the same bits however it is worked, and nothing but lending moved by it."""

import signal
from datetime import date

import numpy as np
import pytest

from socialcredit.core import run_files
from socialcredit.engine import folder as run_folder
from socialcredit.engine import lending, run
from socialcredit.language.resolve import loading
from socialcredit.language.resolve.inputs import resolve
from socialcredit.stages.society import people
from tests.engine import apart
from tests.engine.towns import in_hamlets, town

DEATHS = {
    "in the middle": "live_and_die({!r}, 3, LENDING, BORROWERS)",
    "between the worlds": "live_and_die({!r}, 4, LENDING, BORROWERS)",
    "in the twin's last month": "live_and_die({!r}, 7, LENDING, BORROWERS)",
    "while writing a checkpoint": "die_saving({!r}, LENDING, BORROWERS)",
    "while writing tables": "die_writing_tables({!r}, LENDING, BORROWERS)",
}


def tables_of(threads, *sets, **changes):
    asked = town(**{**apart.LENDING, **changes})
    return run.simulate(resolve(asked, [*apart.BORROWERS, *sets]), threads)[1]


@pytest.fixture(scope="module")
def undisturbed():
    return tables_of(1)


@pytest.fixture
def hamlets(monkeypatch):
    """A town cut into more than twenty communities, enough for seven threads to mix."""
    in_hamlets(monkeypatch, 30)


def test_the_town_borrows_and_the_bureau_refuses(undisturbed):
    lent = undisturbed["lending"]
    for count in ("granted", "repaid", "face", "marks", "full", "wrongly", "on_file"):
        assert lent[count][lent["world"] == 0].sum() > 0, count
    assert lent["on_file"][lent["world"] == 1].sum() == 0
    assert lent["granted"][lent["world"] == 1].sum() > 0


def test_the_same_people_get_fewer_loans_and_owe_fewer_lenders_with_the_bureau(undisturbed):
    lent = undisturbed["lending"]
    with_it, without = (
        {name: int(column[lent["world"] == world].sum()) for name, column in lent.items()}
        for world in (0, 1)
    )
    assert with_it["granted"] < 0.97 * without["granted"]
    assert with_it["over"] < 0.9 * without["over"]
    assert with_it["wrongly"] > 2 * without["wrongly"], "a mistake in one file shuts many doors"
    assert without["full"] == 0, "who sees no file but its own sees no loans elsewhere"


def test_lenders_close_on_their_dates_and_what_is_owed_to_them_is_stranded():
    beliefs = loading.load_beliefs(loading.load_scenario("baihang").assumptions)
    closing = sorted(one.closes for one in beliefs.lending.lenders if one.closes)
    assert len(closing) == 6
    assert (closing[0].year, closing[-1]) == (2018, date(2020, 9, 1))
    close = [f"assumptions.lending.lenders.peer-{n}.closes=2020-05-01" for n in (1, 2)]
    lent = tables_of(2, *close)["lending"]
    assert lent["stranded"][lent["month"] < 2].sum() == 0
    assert lent["stranded"][lent["month"] >= 2].sum() > 0


@pytest.mark.parametrize("threads", [2, 7])
def test_threads_do_not_show(undisturbed, threads):
    assert run_folder.table_hashes(tables_of(threads)) == run_folder.table_hashes(undisturbed)


@pytest.mark.usefixtures("hamlets")
def test_neither_threads_nor_chunks_show_in_many_communities(monkeypatch):
    found = set()
    for threads, span, chunk in [(1, 32, 256), (2, 1, 1), (7, 3, 2), (7, 1000, 5)]:
        monkeypatch.setattr(lending, "SPAN", span)
        monkeypatch.setattr(people, "CHUNK", chunk)
        found.add(run_folder.content_hash(run_folder.table_hashes(tables_of(threads))))
    assert len(found) == 1


@pytest.mark.parametrize("death", DEATHS)
def test_killed_and_resumed_is_undisturbed(tmp_path, undisturbed, death):
    folder = tmp_path / "run"
    killed = apart.in_another_process(DEATHS[death].format(str(folder)))
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    run.resume(folder, threads=2)
    assert run_files.read_manifest(folder)["table_hashes"] == run_folder.table_hashes(undisturbed)


def all_but_lending(tables):
    return {
        name: told for name, told in run_folder.table_hashes(tables).items() if name != "lending"
    }


OFF = {
    "nobody lends": "assumptions.lending.lenders=[]",
    "no bureau": "schemes.baihang.bureau=[]",
    "nobody asks": "assumptions.lending.asking.per_year=[0, 0, 0, 0, 0]",
}


@pytest.mark.parametrize("off", OFF)
def test_the_rest_of_the_world_does_not_see_whether(undisturbed, off):
    without = tables_of(2, OFF[off])
    assert all_but_lending(without) == all_but_lending(undisturbed)
    lent = without.get("lending", {"on_file": np.zeros(0)})
    assert lent["on_file"].sum() == 0, "and yet it was switched off"


def test_where_nobody_lends_there_is_no_table_of_lending():
    assert "lending" not in tables_of(1, OFF["nobody lends"])


def test_without_the_bureau_both_worlds_borrow_alike():
    lent = tables_of(2, OFF["no bureau"])["lending"]
    for column in lent:
        both = [lent[column][lent["world"] == world] for world in (0, 1)]
        assert column == "world" or np.array_equal(*both), column


def test_a_bureau_moves_no_loan_before_it_opens():
    opens = "schemes.baihang.bureau.0.members={2020-05-01: 0, 2020-05-02: 1}"
    lent = tables_of(2, opens)["lending"]
    early = lent["month"] < 3
    for column in lent:
        both = [lent[column][early & (lent["world"] == world)] for world in (0, 1)]
        assert column == "world" or np.array_equal(*both), column
    late = ~early & (lent["asked"] > 0)
    assert lent["full"][late & (lent["world"] == 0)].sum() > 0
