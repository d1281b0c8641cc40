"""Names of record fields: NumPy's own attributes hide a field in Python, not when compiled."""

import numpy as np
import pytest

from socialcredit.core.columns import DAY
from socialcredit.stages.consequences.doors import DOOR
from socialcredit.stages.lists.registers import REGISTER
from socialcredit.stages.observation.sources import ALLEGED, SENSOR
from socialcredit.stages.records.cases import CASE, RULE
from socialcredit.stages.scheme.points import ENTRY, HEAD


@pytest.mark.parametrize("dtype", [DAY, CASE, RULE, SENSOR, ALLEGED, ENTRY, HEAD, REGISTER, DOOR])
def test_no_field_is_hidden(dtype):
    assert [name for name in dtype.names if hasattr(np.record, name)] == []
