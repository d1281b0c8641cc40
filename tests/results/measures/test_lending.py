"""What a bureau changes, worked by hand from the table of the lending world."""

from pytest import approx

from socialcredit.results.measures.lending import lending
from socialcredit.results.words.lending import lending_lines
from tests.results.synthetic import manifest, rows, write_run

TABLE = rows(
    "world month minority fifth people borrowers several over on_file asked face wrongly marks "
    "full granted defaulted loans stranded stranded_lost wrongly_marked",
    "0 0 0 0 90 10 5 5 0 50 0 0 0 0 50 9 9 9 9 9",  # before the bureau has anybody on file
    "0 1 0 0 90 20 4 2 30 10 1 1 2 1 5 1 30 4 1 3",
    "0 1 1 0 10 5 1 1 4 4 1 1 0 0 2 1 10 2 0 1",
    "1 1 0 0 90 22 8 6 0 12 1 0 1 0 10 2 40 8 1 2",
    "1 1 1 0 10 6 2 2 0 4 1 0 0 0 3 1 10 3 1 1",
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


MONTHS = rows(
    "month fifth people borrowers several over late on_file asked face wrongly marks full granted "
    "repaid defaulted loans stranded stranded_lost wrongly_marked",
    "1 0 50 10 6 3 9 11 20 1 2 3 4 10 7 5 16 8 2 4",
    "2 0 50 30 2 1 8 13 20 1 2 3 4 10 7 3 34 2 1 5",
    "2 4 40 20 1 0 7  6 10 0 1 0 0  9 3 2 21 4 0 1",
)


def test_people_are_those_of_the_last_month_and_shares_those_of_all(tmp_path):
    told = manifest(months=3, days=90)
    told["names"]["lenders"] = ["A", "B"]
    found = lending(write_run(tmp_path / "run", told, {"lending": MONTHS}))
    (block,) = found["worlds"]
    assert [block[name] for name in ("people", "borrowers", "on_file", "wrongly_marked")] == [
        90, 50, 19, 6
    ]  # fmt: skip
    assert (block["asked"], block["granted"], block["refused_wrongly"]) == (50, 29, 5)
    assert (block["over"], block["several"]) == (approx(4 / 60), approx(9 / 60))
    assert (block["stranded"], block["stranded_lost"]) == (approx(14 / 71), approx(3 / 10))
    assert (block["defaults"], block["approved"]) == (approx(10 / 29), approx(29 / 50))
    refused = [block[name] for name in ("face", "wrongly", "marks", "full")]
    assert refused == [approx(part / 50) for part in (2, 5, 6, 8)]
    poorest, *between, richest = found["fifths"][0]
    assert (poorest["asked"], richest["asked"]) == (40, 10)
    assert [one["people"] for one in between] == [0, 0, 0]
    assert found["groups"][0]["minority"]["approved"] is None


def test_where_nobody_is_ever_on_file_all_months_count(tmp_path):
    told = manifest(months=3, days=90)
    told["names"]["lenders"] = ["A", "B"]
    table = [{**row, "on_file": 0} for row in MONTHS]
    assert lending(write_run(tmp_path / "run", told, {"lending": table}))["since"] == 0


def test_lenders_close_in_the_month_in_which_there_are_fewer(tmp_path):
    found = lending(closing_run(tmp_path, [(3, 0), (3, 1), (2, 1), (2, 1), (1, 1), (1, 0)]))
    closing = found["closing"]
    assert (closing["first"], closing["last"]) == ("2014-03", "2014-05")
    assert (closing["all"], closing["closed"], closing["open"], closing["readers"]) == (3, 2, 1, 0)


def closing_run(tmp_path, opened):
    told = manifest(months=max(len(opened), 2), days=180)
    told["names"] |= {"lenders": ["A", "B", "C"], "lenders_open": opened}
    return write_run(tmp_path / "run", told, {"lending": TABLE})


def test_what_was_owed_to_lenders_that_closed(tmp_path):
    found = lending(closing_run(tmp_path, [(3, 0), (2, 1)]))
    assert found["closing"] == {
        "all": 3, "closed": 1, "first": "2014-02", "last": "2014-02", "open": 2, "readers": 1
    }  # fmt: skip
    with_it = found["worlds"][0]
    assert (with_it["stranded"], with_it["stranded_lost"]) == (approx(6 / 40), approx(1 / 2))
    assert (with_it["wrongly_marked"], with_it["refused_wrongly"]) == (4, 2)


def test_a_terminal_tells_loans_by_group_with_and_without_the_bureau(tmp_path):
    lines = lending_lines(lending(closing_run(tmp_path, [(3, 0), (2, 1)])))
    assert "20 % of borrowers owe more than one lender, 12 % are over-indebted" in lines[0]
    granted = next(line for line in lines if line.startswith("Granted"))
    # nobody of the richest fifth asked for a loan
    assert (
        "50 % and 83 % in the majority, 2 of 4 (too few to tell) and 3 of 4 (too few to tell)"
        in granted
    )
    assert "poorest fifth" in granted and "richest" not in granted
    over = next(line for line in lines if line.startswith("Over-indebted"))
    assert "1 of 5 (too few to tell) and 2 of 6 (too few to tell) in the minority" in over
    wrong, closed = lines[-2:]
    assert "4 people of 100" in wrong and "1 of the 2 lenders that still lend read it" in wrong
    assert wrong.endswith("2 applications were refused, and 0 without the bureau.")
    assert closed.startswith("Closed: 1 of 3 lenders stopped lending in 2014-02. 15 % of open")


def test_where_no_lender_closed_nothing_is_said_of_it(tmp_path):
    found = lending(closing_run(tmp_path, [(3, 0), (3, 1)]))
    assert found["closing"]["first"] is None
    assert not [line for line in lending_lines(found) if line.startswith("Closed")]
    assert lending_lines(None) == []


def test_where_the_bureau_makes_no_difference_loans_are_told_once(tmp_path):
    found = lending(closing_run(tmp_path, [(3, 0), (2, 0)]))
    for per_world in ("worlds", "groups", "fifths"):
        found[per_world][1] = found[per_world][0]
    lines = lending_lines(found)
    assert lines[0].startswith("Loans, the same with the bureau and without it: 50 % of 14")
    assert not [line for line in lines[1:] if line.startswith("Loans")]
    (granted,) = (line for line in lines if line.startswith("Granted"))
    assert granted.startswith(
        "Granted: 50 % in the majority, 2 of 4 (too few to tell) in the minority"
    )
    (wrong,) = (line for line in lines if line.startswith("A wrong mark"))
    assert "None of the 2 lenders that still lend is in the bureau" in wrong
