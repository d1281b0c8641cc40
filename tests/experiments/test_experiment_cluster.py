"""The same tasks on a Dask cluster of two workers, which the test starts as anybody would."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.engine import cluster as there
from socialcredit.experiments import cluster
from socialcredit.experiments.conduct import conducted
from socialcredit.experiments.store import Store
from tests.experiments import asked
from tests.experiments.conftest import Lived

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
NOBODY = "tcp://127.0.0.1:9"


@pytest.fixture(scope="module")
def dask():
    """Two workers of one thread, each a process."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None,
        silence_logs="CRITICAL",
    ) as there:  # fmt: skip
        yield there


@pytest.mark.slow
def test_two_workers_give_the_same_table(dask, small: Lived, tmp_path: Path) -> None:
    found = asked.lived_in(tmp_path / "store", tmp_path, dask.scheduler_address)
    assert asked.rows_of(found.table) == small.rows


def test_another_model_is_refused_before_any_run(dask, tmp_path: Path) -> None:
    plan = asked.plan_for(tmp_path / "store")
    other = plan._replace(work=plan.work._replace(model="0" * 64))
    with pytest.raises(SocialCreditError, match="2 of 2 workers have another model") as refused:
        conducted(other, Store(tmp_path / "store"), on=dask.scheduler_address)
    assert "same version" in refused.value.hint
    assert not asked.stored_in(tmp_path / "store")


def test_a_run_that_does_not_fit_is_told_as_here(dask, tmp_path: Path) -> None:
    plan = asked.plan_for(tmp_path / "store")
    wrong = plan.tasks[0]._replace(given=("people=none",))
    with pytest.raises(SocialCreditError, match="whole number"):
        list(cluster.outcomes(plan.work, [wrong], dask.scheduler_address))


def test_others_may_ask_for_more_of_the_same_run_at_once(dask, tmp_path: Path) -> None:
    """A scheduler hands on what it knows under a key, whoever asked for it."""
    one = asked.plan_for(tmp_path / "store", measures=["M1.share"])
    other = asked.plan_for(tmp_path / "store", measures=["M2.missed"])
    first = cluster.outcomes(one.work, one.tasks[:1], dask.scheduler_address)
    _, told = next(first)
    second = cluster.outcomes(other.work, other.tasks[:1], dask.scheduler_address)
    assert set(told.measures) == {"M1.share"}
    assert [set(outcome.measures) for _, outcome in second] == [{"M2.missed"}]
    first.close()


@pytest.mark.slow
def test_a_worker_that_is_killed_in_the_midst_loses_nothing(
    dask, small: Lived, tmp_path: Path
) -> None:
    plan, store = asked.plan_for(tmp_path / "store"), Store(tmp_path / "store")
    victim = next(iter(dask.workers.values())).process.pid
    killed: list[int] = []

    def kill(news: dict) -> None:
        if news["done"] == 1:
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

    found = conducted(plan, store, on=dask.scheduler_address, out=tmp_path, progress=kill)
    assert killed and asked.rows_of(found.table) == small.rows


def test_a_scheduler_that_does_not_answer_is_told_within_its_patience(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(there, "PATIENCE", 1.0)
    begun, before = time.monotonic(), threading.active_count()
    with pytest.raises(SocialCreditError, match="no Dask scheduler answers") as refused:
        asked.lived_in(tmp_path / "store", on=NOBODY)
    assert time.monotonic() - begun < 30 and "\n" not in refused.value.text
    assert "dask scheduler" in refused.value.hint
    assert threading.active_count() <= before + 1


def test_an_address_of_no_known_kind_is_told(tmp_path: Path) -> None:
    with pytest.raises(SocialCreditError, match="no Dask scheduler answers"):
        asked.lived_in(tmp_path / "store", on="nothing://here:1")


def test_without_the_library_the_next_step_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(*_: str) -> None:
        raise ModuleNotFoundError("No module named 'distributed'")

    monkeypatch.setattr(there, "fetch", absent)
    with pytest.raises(SocialCreditError, match="not installed") as refused:
        asked.lived_in(tmp_path / "store", on=NOBODY)
    assert "socialcredit[cluster]" in refused.value.hint
