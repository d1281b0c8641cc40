"""Who is named by all means together."""

from types import SimpleNamespace

import numpy as np

from socialcredit.results.measures.named import named_in_all


def test_who_was_named_by_a_means_given_up_earlier_is_not_among_those_at_the_end() -> None:
    rows = {
        "means": np.array([0, 1]),
        "month": np.array([0, 2]),
        "people": np.array([50, 7]),
        "wrongly": np.array([5, 1]),
    }
    run = SimpleNamespace(months=4, has=lambda _: True, rows=lambda *_, **__: rows)
    assert named_in_all(run) == {"people": 7, "wrongly": 1}  # type: ignore[arg-type]
