"""What a measurement of memory is of: this process, whoever began it, and nothing before it."""

import subprocess
import sys

import numpy as np
import pytest

from socialcredit.engine import bench

ASKS = "from socialcredit.engine.bench import peak_memory; print(peak_memory())"


@pytest.mark.skipif(not bench.OF_ITSELF.exists(), reason="the system says nothing of its processes")
def test_the_peak_of_a_process_is_not_that_of_whoever_began_it():
    held = np.ones(60_000_000)  # as long as the other process lives
    told = subprocess.run([sys.executable, "-c", ASKS], capture_output=True, text=True, check=True)
    assert 0 < int(told.stdout) < held.nbytes
    assert bench.peak_memory() >= held.nbytes


def test_where_a_system_says_nothing_the_peak_is_what_it_charges(monkeypatch, tmp_path):
    monkeypatch.setattr(bench, "OF_ITSELF", tmp_path / "nothing")
    assert bench.peak_memory() > 1_000_000
    monkeypatch.setattr(bench, "resource", None)
    assert bench.peak_memory() is None
