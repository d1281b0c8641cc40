"""What a bureau changes, worked by hand from the table of the lending world."""

from pytest import approx

from socialcredit.results.lending import lending
from tests.results.synthetic import manifest, rows, write_run

TABLE = rows(
    "world month minority fifth people borrowers several over on_file asked face wrongly marks "
    "full granted defaulted",
    "0 0 0 0 90 10 5 5 0 50 0 0 0 0 50 9",  # before the bureau has anybody on file
    "0 1 0 0 90 20 4 2 30 10 1 1 2 1 5 1",
    "0 1 1 0 10 5 1 1 4 4 1 1 0 0 2 1",
    "1 1 0 0 90 22 8 6 0 12 1 0 1 0 10 2",
    "1 1 1 0 10 6 2 2 0 4 1 0 0 0 3 1",
)


def test_a_run_in_which_nobody_lends_has_no_lending(tiny):
    assert lending(tiny) is None


def test_with_and_without_the_bureau_from_the_month_it_has_files(tmp_path):
    told = manifest()
    told["names"]["lenders"] = ["A", "B"]
    found = lending(write_run(tmp_path / "run", told, {"lending": TABLE}))
    assert found["since"] == 1
    with_it, without = found["worlds"]
    assert (with_it["approved"], without["approved"]) == (7 / 14, 13 / 16)
    assert [with_it[name] for name in ("face", "wrongly", "marks", "full")] == [
        approx(part / 14) for part in (2, 2, 2, 1)
    ]
    assert (with_it["defaults"], without["defaults"]) == (approx(2 / 7), approx(3 / 13))
    assert (with_it["over"], without["over"]) == (approx(3 / 25), approx(8 / 28))
    assert (with_it["on_file"], with_it["borrowers"], with_it["people"]) == (34, 25, 100)
    groups = found["groups"][0]
    assert (groups["majority"]["approved"], groups["minority"]["approved"]) == (0.5, 0.5)
    assert (groups["majority"]["wrongly"], groups["minority"]["wrongly"]) == (0.1, 0.25)
    assert found["fifths"][0][1]["approved"] is None
