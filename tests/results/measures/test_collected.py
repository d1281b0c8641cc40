"""Fines that are collected: each of five counts for what it is, in yuan where money is meant."""

from pytest import approx

from socialcredit.results.measures.collected import collected
from socialcredit.results.run import Run
from tests.results.synthetic import manifest, rows, write_run

COUNTED = rows(
    "month consequence minority identified reached owed billed paid money_owed",
    "0 1 0 90 30 60 20 12 120000",
    "1 1 1 10  5  4  3  2   8000",
    "0 0 0  7  7  7  7  0  70000",
)
MOVED = rows(
    "month consequence minority hits attempts refusals wrongful money late",
    "0 1 0 0 90 0 3 -24000 0",
    "1 1 1 0 10 0 0  -4000 0",
)
OTHERS = [{**row, "world": 1} for row in COUNTED] + [{**row, "scheme": 1} for row in COUNTED]


def test_every_sum_that_is_collected_has_its_counts_its_money_and_three_shares(tmp_path):
    run = write_run(tmp_path / "run", manifest(), {"collected": COUNTED + OTHERS, "doors": MOVED})
    train, loan = collected(run)
    assert (train["title"], loan["title"]) == ("no fast train", "dear loan")
    assert [loan[name] for name in ("identified", "reached", "owed", "billed", "paid")] == [
        100, 35, 64, 23, 14
    ]  # fmt: skip
    assert (loan["money_owed"], loan["money"]) == (1280, 280)
    assert (loan["reach"], loan["share_paid"]) == (0.35, approx(14 / 23))
    assert (loan["came_in"], loan["came_in"].cases) == (approx(280 / 1280), 64)
    assert (train["owed"], train["paid"], train["money"], train["came_in"]) == (7, 0, 0, 0)


def test_a_run_in_which_nothing_is_collected_has_none(tmp_path):
    tables = {name: [] for name in ("cells", "doors", "panel_people")}
    assert collected(Run(None, manifest(), tables)) == []
