"""What a further scheme costs in bytes of state; what it costs in time `bench` says."""

import pytest

from socialcredit.core.columns import bytes_per_resident
from socialcredit.engine.preparing import prepared
from socialcredit.engine.world import begin
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario

MOST_BYTES = 16  # a resident and further scheme
OF_DIMENSION = 8  # its level, whatever the bounds show of it, and the same by right records alone


@pytest.mark.parametrize("scenario", ["side-by-side", "separate-institutions", "national"])
def test_a_further_scheme_adds_at_most_sixteen_bytes_a_resident(scenario):
    small = {"people": 2000, "warm_up": None, "places": ("sichuan",)}
    inputs = resolve(load_scenario(scenario).model_copy(update=small))
    many, alone = (
        prepared(inputs._replace(schemes=schemes), 1)
        for schemes in (inputs.schemes, inputs.schemes[:1])
    )
    held, one = (
        bytes_per_resident(begin(setup, 0).standing, residents=setup.residents)
        for setup in (many, alone)
    )
    levels = OF_DIMENSION * sum(len(scheme.dimensions) for scheme in inputs.schemes)
    assert 0 < held - one <= MOST_BYTES * (len(inputs.schemes) - 1) + levels
