"""What a second process compiles for the first run must be what that run asks for."""

import numba
import pytest

from socialcredit.core.jit import CACHE
from socialcredit.core.kernel_cache import SUFFIX
from socialcredit.engine.precompile import by_address, later_half
from socialcredit.engine.run import simulate
from socialcredit.language.resolve.inputs import resolve
from tests.engine.towns import town


@pytest.mark.skipif(numba.config.DISABLE_JIT, reason="nothing is compiled")
def test_a_run_asks_for_the_kernels_that_were_compiled_ahead():
    simulate(resolve(town(people=1000)), 1)
    for kernel, given in later_half():
        kernel.compile(tuple(map(by_address, given)))
        module = kernel.py_func.__module__.rpartition(".")[2]
        kept = list(CACHE.glob(f"{module}.{kernel.py_func.__name__}-*{SUFFIX}"))
        assert len(kept) == 1, "compiled for other types than those of a run"
