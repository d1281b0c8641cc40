"""A run within so much memory: tried before it begins, the same to the bit, and resumed with more.

A town in hamlets of thirty, so that some hundreds of people are several shards.
"""

from datetime import date

import numpy as np
import pytest

from socialcredit.core import run_files
from socialcredit.core.errors import SocialCreditError
from socialcredit.engine import estimate, run, trial, within
from socialcredit.engine import folder as run_folder
from socialcredit.engine.claim import Stopped
from socialcredit.engine.estimate import at_rest, least_for
from socialcredit.engine.ground import communities_of
from socialcredit.language.resolve.inputs import resolve
from tests.engine.towns import SHARP, in_hamlets, town

SPRING = {"people": 600, "starts": date(2014, 1, 1), "ends": date(2014, 4, 30)}
HAMLET, SHARD = 30, 150


@pytest.fixture(scope="module", autouse=True)
def hamlets():
    with pytest.MonkeyPatch.context() as patched:
        in_hamlets(patched, HAMLET)
        patched.setattr(estimate, "SMALLEST", SHARD)
        patched.setattr(trial, "touched", lambda space: 10**6)  # what lay there is written, too
        yield


@pytest.fixture(scope="module")
def undisturbed():
    """Hashes of all tables of the town, lived in memory."""
    _, tables = run.simulate(resolve(town(**SPRING), SHARP), 1)
    return run_folder.table_hashes(tables)


@pytest.fixture(scope="module")
def found():
    """What a trial of the town says of it."""
    return trial.living_in(resolve(town(**SPRING), SHARP))


def test_a_trial_lives_both_worlds_and_tells_of_how_many(found):
    living, tried = found
    assert tried == (600, 4, 4)
    taken = living["persons"].taken
    assert taken.lived > 0 < taken.settled
    assert 3 < taken.people < 20 < taken.woken
    assert 1 < taken.state < taken.woken


@pytest.fixture(scope="module")
def scarce(found):
    """Memory in which the smallest shards are lived, and half of the people rest."""
    one = found[0]["persons"]
    return least_for([one], 2) + at_rest(one) // 2


@pytest.fixture(scope="module")
def lived(tmp_path_factory, scarce):
    """The folder of the town lived in that memory, its plans, and what was told meanwhile."""
    plans, heard, out = [], [], tmp_path_factory.mktemp("scarce") / "run"
    folder = run.run_scenario(
        town(**SPRING), threads=2, out=out, sets=SHARP, memory=scarce, told=plans.append,
        progress=heard.append,
    )  # fmt: skip
    return folder, plans, heard


def test_how_far_it_is_is_told_shard_by_shard(lived):
    """A month of a nation takes minutes; who waits sees how much of it is lived."""
    *_, heard = lived
    for stage, whole in ((within.SETTLING, 1), (run.LIVING, 8)):
        done = [news["done"] for news in heard if news["stage"] == stage]
        assert done == sorted(done) and {news["total"] for news in heard
                                         if news["stage"] == stage} == {whole}  # fmt: skip
    assert max(news["done"] for news in heard if news["stage"] == within.SETTLING) == 0.99
    stages = [news["stage"] for news in heard]
    assert within.SETTLING not in stages[stages.index(run.LIVING) :]
    assert done[-1] == 8 and set(range(1, 9)) < set(done)
    assert [share for share in done if share < 1] == pytest.approx([0.25, 0.5, 0.75, 0.99])


def test_the_numbers_are_those_of_any_other_run(tmp_path, undisturbed, scarce, lived):
    folder, plans, _ = lived
    manifest = run_files.read_manifest(folder)
    assert manifest["table_hashes"] == undisturbed
    assert manifest["machine"]["memory"] == scarce
    (plan,) = plans
    assert len(plan.cuts["persons"].firsts) == 4
    assert plan.subjects == {"persons": 600}
    assert [*(folder / "checkpoints").iterdir()] == [], "nothing stays that grows with people"
    assert run_files.read_manifest(run.repeat(folder, 1, tmp_path / "again"))["machine"] == {
        **manifest["machine"], "threads": 1,
    }  # fmt: skip


def stopped_after(months, out, **how):
    """The town, stopped when so many months of both worlds were lived."""

    def stop(news):
        if news["stage"] == run.LIVING and news["done"] == months:
            raise KeyboardInterrupt

    with pytest.raises(Stopped):
        run.run_scenario(
            town(**SPRING), threads=2, out=out, sets=SHARP, progress=stop, checkpoint_every=1, **how
        )
    return out


@pytest.mark.parametrize("months", [2, 6])
def test_it_is_resumed_with_more_memory_in_other_shards(tmp_path, undisturbed, scarce, months):
    folder, plans = stopped_after(months, tmp_path / "run", memory=scarce), []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(estimate, "TURNS", 1)
        run.resume(folder, threads=2, memory=scarce + 10**8, told=plans.append)
    assert run_files.read_manifest(folder)["table_hashes"] == undisturbed
    assert len(plans[0].cuts["persons"].firsts) == 2


def test_without_a_word_it_is_resumed_with_the_memory_that_it_had(tmp_path, undisturbed, scarce):
    folder, plans = stopped_after(3, tmp_path / "run", memory=scarce), []
    run.resume(folder, threads=1, told=plans.append)
    assert run_files.read_manifest(folder)["table_hashes"] == undisturbed
    assert plans[0].memory == scarce


def test_a_run_that_lay_in_memory_is_not_resumed_at_rest(tmp_path, scarce):
    folder = stopped_after(3, tmp_path / "run")
    with pytest.raises(SocialCreditError, match="begun without --memory"):
        run.resume(folder, threads=1, memory=scarce)


def test_where_memory_is_too_little_nothing_is_left_behind(tmp_path):
    with pytest.raises(SocialCreditError, match="too little"):
        run.run_scenario(town(**SPRING), threads=2, out=tmp_path / "run", sets=SHARP, memory=1000)
    assert not (tmp_path / "run").exists()


def test_where_the_disk_is_too_small_nothing_is_left_behind(tmp_path, monkeypatch, scarce):
    monkeypatch.setattr("socialcredit.engine.within.free_at", lambda folder: 1000)
    with pytest.raises(SocialCreditError, match="1.0 kB are free"):
        run.run_scenario(town(**SPRING), threads=2, out=tmp_path / "run", sets=SHARP, memory=scarce)
    assert not (tmp_path / "run").exists()


def seen(seconds=(1.0, 1.0, 2.0, 2.0), tables=100, events=40):
    return trial.Seen(seconds, (10,) * len(seconds), (10,) * len(seconds), (0,), tables, events)


def test_months_that_were_not_tried_are_like_the_later_ones_and_records_go_on_growing():
    assert trial.over((1.0, 1.0, 2.0, 2.0), 6) == 10.0
    assert trial.at_most((10, 20, 30, 40), 4) == 40
    assert trial.at_most((10, 20, 30, 40), 6) == 60
    assert trial.at_most((10, 40, 40, 40), 6) == 40


def tried(subjects, *worlds):
    return trial.Tried(None, subjects, 0, 0.0, worlds, 0)


def test_what_does_not_grow_with_people_is_told_apart_by_a_smaller_trial():
    """Of 30 + 7 seconds a subject, a hundred take 730 and twenty take 170."""
    more, less = tried(100), tried(20)
    assert trial.own(730.0, 170.0, more, less) == 7.0
    assert trial.own(730.0, 730.0, more, more) == 7.3
    assert trial.own(100.0, 100.0, more, less) == 0.5, "half of it is its own at least"


def test_tables_grow_ever_more_slowly_and_never_beyond_what_they_have_room_for(found):
    inputs = resolve(town(**SPRING), SHARP)
    offset = communities_of(inputs).offset
    one = trial.tried_with(inputs, 600, 1, 1.0)
    part = one._replace(subjects=150)
    seen_of = [seen(tables=100), seen(tables=50)]
    four_times = np.array([0, 2400])
    assert trial.left_by(*seen_of, one, part, offset) == 100 + 40
    assert trial.left_by(*seen_of, one, part, four_times) == 200 + 40
    nation = np.array([0, 10**15])
    room = trial.left_by(*seen_of, one, part, nation)
    assert room == trial.left_by(*seen_of, one, part, nation * 10)
