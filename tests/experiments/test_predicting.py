"""Predictions over draws: counted with chance, held against what was published, and scored."""

from datetime import date
from types import SimpleNamespace

import pytest

from socialcredit.experiments.chances import of_count, of_share
from socialcredit.experiments.predicting import (
    Predictions,
    beside,
    counted_as,
    naive_interval,
    verdict_of,
)
from socialcredit.language.model.calibration import Calibration
from socialcredit.language.model.published import Figure
from socialcredit.language.read.diagnostics import checked
from socialcredit.language.read.yaml import read
from socialcredit.language.resolve.paths import PACKAGE, scheme_names

RECORDS = {"table": "records", "column": "records"}


def figure(**more) -> Figure:
    told = {"what": "a count", "when": date(2014, 2, 28), "unit": "entries", "kind": "predicted",
            "source": "assumed", "evidence": "assumed", "produced": RECORDS}  # fmt: skip
    return Figure.model_validate({**told, **more})


def test_a_count_is_counted_with_chance_and_another_number_stays_as_it_is():
    count = figure(count=100)
    drawn = [counted_as(count, 400.0, [1, number, 3]) for number in range(400)]
    assert sum(drawn) / 400 == pytest.approx(400, abs=4)
    spread = (sum((one - 400) ** 2 for one in drawn) / 400) ** 0.5
    assert spread == pytest.approx(20, rel=0.12)
    assert counted_as(count, 400.0, [1, 2, 3]) == counted_as(count, 400.0, [1, 2, 3])
    assert counted_as(figure(value=100.0, tolerance="5 %"), 400.0, [1]) == 400.0
    assert counted_as(count, None, [1]) is None


def test_a_share_is_counted_of_so_many_cases_as_were_published():
    share = figure(count=20, of=200, unit="%", divided_by=RECORDS)
    drawn = [counted_as(share, 10.0, [number]) for number in range(400)]
    assert sum(drawn) / 400 == pytest.approx(10, abs=0.4)
    assert all(one * 2 == pytest.approx(round(one * 2)) for one in drawn)
    assert counted_as(share, 150.0, [1]) > 100  # more than one for each: a rate, and no share


def test_a_naive_number_has_the_luck_of_counting():
    low, _, high = of_count(46)
    assert naive_interval(figure(count=58), 46.0) == (low, high)
    share = figure(count=20, of=200, unit="%", divided_by=RECORDS)
    told = of_share(0.1, 1).low  # of one case nothing is known
    low, high = naive_interval(share, 10.0)
    assert low == pytest.approx(100 * of_share(20, 200).low) and low > told
    bare = figure(value=10.0, tolerance="1 points", unit="%", divided_by=RECORDS)
    assert naive_interval(bare, 12.0) == (12.0, 12.0)
    assert naive_interval(share, None) is None


def test_scores_are_shares_of_what_was_published_and_stand_beside_the_naive_ones():
    """By hand: width, and twenty times what lies outside."""
    figures = (figure(count=100), figure(count=50), figure(count=7, kind="calibrated"))
    published = SimpleNamespace(read=figures)
    rows = [{"published": 100.0, "naive": 400.0}, {"published": 50.0, "naive": None},
            {"published": 7.0, "naive": None}]  # fmt: skip
    held = {"interval": [90.0, 120.0], "inside": True, "score": 30.0}
    missed = {"interval": [10.0, 40.0], "inside": False, "score": 230.0}
    predictions = Predictions(40, 1000, (held, missed, None))
    told = beside(rows, published, predictions)
    assert "predicted" not in told[2] and told[0]["predicted"]["naive_inside"] is False
    verdict = verdict_of(told, predictions)
    assert verdict["coverage"] == 0.5 and verdict["predictions"] == 2
    assert verdict["score"] == pytest.approx((0.3 + 4.6) / 2)
    assert verdict["with_naive"] == 1 and verdict["score_where_naive"] == pytest.approx(0.3)
    low, _, high = of_count(400.0)
    assert verdict["naive_score"] == pytest.approx((high - low + 20 * (low - 100)) / 100)


def test_calibrations_that_ship_are_of_shipped_schemes():
    """Whether one still holds is asked where it is used: a new model makes it stale."""
    for path in sorted((PACKAGE / "calibrations").glob("*.yaml")):
        found = checked(Calibration, read(path))
        assert found.scheme in scheme_names()
        assert path.stem in (found.scheme, f"{found.scheme}-{found.under}")
