"""No kernel counts from the end of an array, nor looks behind it: every scheme is lived so."""

import os
import subprocess
import sys
import types

import numba
import numpy as np
import pytest

import socialcredit.core.jit  # noqa: F401 - by which Numba is told
from socialcredit.core.indexing import OURS
from socialcredit.language.resolve.paths import scheme_names

compiled_only = pytest.mark.skipif(numba.config.DISABLE_JIT, reason="nothing is compiled")
ROW = np.arange(5, dtype=np.int64)

LIVED = """
import sys
import numpy as np
from socialcredit.cases.golden import golden_file, golden_text
from tests.core.test_indexing import looks_of_ours

for beside in (-1, 5):
    try:
        looks_of_ours()(np.arange(5), beside)
    except IndexError:
        continue
    sys.exit(f"nobody noticed the index {beside}")
for name in sys.argv[1:]:
    if golden_text(name) != golden_file(name).read_text(encoding="utf-8"):
        sys.exit(f"{name} is not what it was")
    print(name)
"""


def look(row, at):
    return row[at]


def looks_of_ours():
    """The same, compiled as what stands in the package is."""
    ours = types.FunctionType(look.__code__, globals(), "look")
    ours.__module__ = f"{OURS}tried"
    return numba.njit(ours)


@compiled_only
def test_an_index_is_not_asked_whether_it_is_below_nought_but_in_functions_of_others():
    others, ours = numba.njit(look), looks_of_ours()
    assert others(ROW, 3) == ours(ROW, 3) == 3
    assert others(ROW, -1) == 4, "theirs count from the end as Python does"
    asks = ["icmp slt i64 %arg.at" in next(iter(f.inspect_llvm().values())) for f in (others, ours)]
    assert asks == [True, False]


@compiled_only
def test_every_scheme_is_lived_without_a_look_beside_an_array(tmp_path):
    names = scheme_names()
    env = os.environ | {"NUMBA_BOUNDSCHECK": "1", "SOCIALCREDIT_CACHE": str(tmp_path)}
    run = [sys.executable, "-c", LIVED, *names]
    told = subprocess.run(run, env=env, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr[-2000:]
    assert told.stdout.split() == list(names)
