"""A run whose shards are lived by workers of a cluster: the same bits, and nothing left open."""

import multiprocessing
import socket
import tempfile
import time
from contextlib import nullcontext
from datetime import date

import pytest

from socialcredit.core import run_files
from socialcredit.core.errors import SocialCreditError
from socialcredit.engine import cluster, for_others, run, step
from socialcredit.engine.at_workers import place_for, ranges_of
from socialcredit.engine.cluster import Program, open_talk, program
from socialcredit.engine.collect import gathered
from socialcredit.engine.folder import table_hashes
from socialcredit.engine.preparing import prepared
from socialcredit.engine.resting import INLINE
from socialcredit.engine.shard import Shard
from socialcredit.engine.whole import Hands
from socialcredit.engine.workers import workspaces_for
from tests.engine import on_workers
from tests.engine.cuts import in_memory
from tests.engine.towns import SHARP, town

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

ENOUGH = 2_000_000_000  # bytes


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Two workers of one thread, each a process; when they go, nothing of them is left."""
    spare = tmp_path_factory.mktemp("spare")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tempfile, "tempdir", str(spare))
        patched.setenv("TMPDIR", str(spare))
        with place_for("local:2") as there:
            port = port_of(there)
            assert [*spare.glob("socialcredit-*")]
            yield there
    assert not multiprocessing.active_children()
    assert not [*spare.glob("socialcredit-*")]
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1)


def stop_at(months):
    """What stops a run, as Ctrl-C does, once so many months are lived."""

    def progress(news):
        if news["stage"] == run.LIVING and news["done"] == months:
            raise KeyboardInterrupt

    return progress


def port_of(place):
    return int(place.client.scheduler.address.rsplit(":", 1)[1])


@pytest.fixture(scope="module")
def whole():
    """Hashes of all tables of the town, lived here as one shard."""
    setup = prepared(on_workers.inputs_of_town(), 1)
    world, hands = in_memory(setup, (0,), 0), Hands(INLINE, workspaces_for(setup, 1))
    for month in setup.months:
        step.live_whole(world, month, hands)
    return table_hashes(gathered(setup, [world.collected]))


@pytest.mark.slow
def test_workers_do_not_show(place, whole, tmp_path):
    assert on_workers.lived(place, tmp_path) == whole
    assert not [*tmp_path.rglob("*.part")]


@pytest.mark.slow
def test_neither_does_one_that_is_killed_in_the_midst_of_a_month(
    place, whole, tmp_path, monkeypatch
):
    assert on_workers.lived_though_one_dies(place, tmp_path, monkeypatch) == whole
    assert (tmp_path / on_workers.KILLED).exists()


@pytest.mark.slow
def test_a_run_with_its_twin_comes_to_the_same_content_on_workers(place, tmp_path, monkeypatch):
    """Stopped in its second world on workers, it is gone on with here."""
    monkeypatch.setattr(run, "place_or_none", lambda on: nullcontext(place))
    scenario, out = town(people=500, ends=date(2014, 2, 28)), tmp_path / "there"
    told = {"threads": 1, "sets": SHARP}
    with pytest.raises(KeyboardInterrupt):
        run.run_scenario(scenario, out=out, memory=ENOUGH, on="ours", progress=stop_at(3), **told)
    monkeypatch.undo()
    run.resume(out, 1)
    here = run.run_scenario(scenario, out=tmp_path / "here", **told)
    hashes = [run_files.read_manifest(one)["content_hash"] for one in (here, out)]
    assert hashes[0] == hashes[1]
    assert not [*out.rglob("*.part")] and not [*out.rglob("*.packed")]


def test_workers_are_asked_of_a_run_in_shards_alone(tmp_path):
    with pytest.raises(SocialCreditError, match="lived by one process") as refused:
        run.run_scenario(town(people=300), out=tmp_path / "run", threads=1, on="local:2")
    assert "--memory" in refused.value.expected and not (tmp_path / "run").exists()


@pytest.mark.slow
def test_a_full_disk_is_told_as_here(place, tmp_path, monkeypatch):
    monkeypatch.setattr(step, "live_shard", on_workers.fails)
    with pytest.raises(OSError, match="No space left") as refused:
        on_workers.lived(place, tmp_path)
    assert refused.value.filename == "a shard's file"


def test_a_worker_of_another_version_is_refused_and_named(place):
    mine = program()
    for other, text in ((Program("0.1", mine.kernels), "socialcredit 0.1"),
                        (Program(mine.version, "f" * 16), "the kernels " + "f" * 16)):  # fmt: skip
        with pytest.raises(SocialCreditError, match="tcp://127.0.0.1.* has another") as refused:
            place.refuse_others(other)
        assert refused.value.expected == text and "same version" in refused.value.hint


def test_so_is_one_that_comes_later(tmp_path):
    job = for_others.Job(str(tmp_path), "", False, "?", 0, None, Program("0.1", ""))
    with pytest.raises(SocialCreditError, match=f"{socket.gethostname()} has another program"):
        for_others.begin(job, 0, 1)


def test_a_worker_that_does_not_see_the_folder_is_named(place, tmp_path):
    job = for_others.Job(str(tmp_path / "away"), "", False, "?", 0, None, program())
    with pytest.raises(SocialCreditError, match="tcp://127.* does not see the run's folder"):
        place.refuse_unfit(job)
    with pytest.raises(SocialCreditError, match="another folder of that name"):
        place.refuse_unfit(job._replace(folder=str(tmp_path)))


def test_a_scheduler_that_says_nothing_is_told_within_its_patience(monkeypatch):
    assert cluster.PATIENCE == 8.0, "the whole takes ten seconds at most"
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    begun = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with (
            pytest.raises(SocialCreditError, match=f"no Dask scheduler answers at {address}"),
            place_for(address),
        ):
            pass
    assert time.monotonic() - begun < 30


def test_a_place_is_read_as_for_experiments():
    for on in ("nowhere", "local:0", "local:many"):
        with pytest.raises(SocialCreditError, match=f"`{on}`"), place_for(on):
            pass


def test_a_cluster_without_tls_is_said_to_be_one():
    assert "without TLS" in open_talk("tcp://host:8786")
    assert open_talk("tls://host:8786") is None and open_talk("local:2") is None


@pytest.mark.parametrize(
    ("residents", "threads", "ranges"),
    [
        ([600_000, 300_000, 300_000, 4_000_000, 5], 1,
         [(0, 2), (2, 3), (3, 4), (4, 5)]),  # a million at most, of which one has more
        ([100] * 8, 1, [(0, 2), (2, 4), (4, 6), (6, 8)]),  # four for each thread
        ([100] * 3, 2, [(0, 1), (1, 2), (2, 3)]),
    ],
)  # fmt: skip
def test_a_task_has_a_million_residents_at_most(residents, threads, ranges):
    cut, start = [], 0
    for k, many in enumerate(residents):
        cut.append(Shard(k, k + 1, start, start + many))
        start += many
    assert ranges_of(cut, threads) == ranges
