"""What was made public of whom: by month as the scheme says, wrong ones and bad ones apart."""

import pytest

from socialcredit.results.measures.publicity import publicity
from tests.results.synthetic import manifest, rows, write_run

FILED = rows(
    "month entry cause records points",
    "0 0 0 50 -500", "0 0 2 8 -80", "0 2 0 20 200", "0 2 3 4 40",
    "1 0 0 6 -60", "1 0 1 3 -30", "1 2 0 2 20",
)  # fmt: skip


def shown(folder, published, filed=FILED):
    told = manifest()
    told["names"]["schemes"][0] |= {"published": published, "audience": "the screens"}
    return publicity(write_run(folder / "run", told, {"records": filed}))


@pytest.mark.parametrize(
    ("published", "by_month", "wrong", "wrong_bad"),
    [
        (["every record"] * 2, [[82, 58], [11, 9]], 15, 11),
        (["bad records"] * 2, [[58, 58], [9, 9]], 11, 11),
        (["good records"] * 2, [[24, 0], [2, 0]], 4, 0),
        (["nothing", "bad records"], [[0, 0], [9, 9]], 3, 3),
        (["nothing"] * 2, [[0, 0], [0, 0]], 0, 0),
    ],
)
def test_records_are_public_as_the_month_says(tmp_path, published, by_month, wrong, wrong_bad):
    found = shown(tmp_path, published)
    assert found["by_month"] == by_month
    assert (found["published"], found["bad"]) == tuple(map(sum, zip(*by_month, strict=True)))
    assert (found["wrong"], found["wrong_bad"]) == (wrong, wrong_bad)


def test_the_bad_are_a_share_of_what_was_published(tmp_path):
    found = shown(tmp_path, ["every record"] * 2)
    assert (found["share_bad"], found["audience"]) == (67 / 93, "the screens")
    (tmp_path / "none").mkdir()
    assert shown(tmp_path / "none", ["nothing"] * 2)["share_bad"] is None


def test_a_scheme_that_says_nothing_of_it_publishes_nothing(tiny):
    found = publicity(tiny)
    assert (found["audience"], found["published"]) == (None, 0)
