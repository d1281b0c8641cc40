"""Kernels hand tuples on by address; parts with machine code of their own are found again."""

import os
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor

import numba
import numpy as np
import pytest

from socialcredit.core.kernel_cache import SUFFIX
from tests.core.small_kernels import (
    Both,
    Pair,
    counted_apart,
    counted_at_a_door,
    lost,
    told_by_either,
)

compiled_only = pytest.mark.skipif(numba.config.DISABLE_JIT, reason="nothing is compiled")

ROWS = np.zeros(2, np.dtype([("who", np.int64), ("kind", np.int8)]))


def both():
    return Both(Pair(np.arange(5.0), np.zeros(5), 3, ROWS), np.zeros(5), (7, 8))


def test_a_part_reads_a_tuple_inside_a_tuple_and_writes_to_its_arrays():
    held = both()
    assert counted_apart(held, 2) == 2 * 2.0 + 3 + 7
    assert held.inside.y.tolist() == [0, 0, 1, 0, 0]


def test_a_tuple_made_anew_in_a_loop_is_another_each_time():
    """Its words may be kept by whoever is handed it, and by nobody else."""
    held = both()
    assert told_by_either(held, 4) == sum(
        2 * held.inside.x[k] + n + 7 for k, n in enumerate((0, 1, 2, 3))
    )


@compiled_only
def test_a_field_that_a_tuple_has_not_is_an_error_of_the_compiler():
    with pytest.raises(numba.TypingError, match="nowhere"):
        lost(both())


@compiled_only
def test_another_process_calls_the_parts_that_the_first_compiled(tmp_path):
    """Also where one of their files is gone: it is compiled again, under the same name."""
    asked = textwrap.dedent(
        """
        import sys
        import numba
        import numpy as np
        for n in range(int(sys.argv[1])):  # types of rows that the first process has not met
            numba.typeof(np.zeros(1, np.dtype([(f"x{n}", np.int64)])))
        from tests.core.test_linked import both
        from tests.core.small_kernels import counted_apart, counted_first, told_by_either
        print(counted_first(both(), 1), counted_apart(both(), 2), told_by_either(both(), 4))
        """
    )

    def told(others=0):
        made = subprocess.run(
            [sys.executable, "-c", asked, str(others)],
            env=surroundings(tmp_path),
            capture_output=True,
            text=True,
        )
        assert made.returncode == 0, made.stderr
        return made.stdout

    first = told()
    files = {path: path.read_bytes() for path in tmp_path.rglob(f"*{SUFFIX}")}
    assert told(others=9) == first
    assert {path: path.read_bytes() for path in tmp_path.rglob(f"*{SUFFIX}")} == files
    gone = next(path for path in files if path.name.startswith("small_kernels.doubled"))
    gone.unlink()
    assert told() == first
    assert gone.exists()


def surroundings(cache):
    """The surroundings of another process with a cache of its own."""
    return {**os.environ, "SOCIALCREDIT_CACHE": str(cache), "PYTHONPATH": os.pathsep.join(sys.path)}


def test_at_a_door_python_hands_a_tuple_over_by_address_from_any_thread():
    held = [both() for _ in range(8)]
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda one: counted_at_a_door(one, 2), held)) == {2 * 2.0 + 3 + 7}
    assert counted_at_a_door(held[0], 2) == 2 * 2.0 + 3 + 7
    assert held[0].inside.y.tolist() == [0, 0, 2, 0, 0]


@compiled_only
def test_a_door_is_compiled_once_and_refuses_what_it_does_not_know():
    counted_at_a_door(both(), 1)
    assert len(counted_at_a_door.overloads) == 1
    with pytest.raises(TypeError, match="No matching definition"):
        counted_at_a_door(both()._replace(z=np.zeros(5, np.float32)), 1)
