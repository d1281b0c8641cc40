"""Whom an error that a body only copied costs a penalty, on books written by hand."""

from socialcredit.results.copies import Passed, passed, penalised_for_copies
from socialcredit.results.run import Run
from tests.results.measures.test_across import body, filed
from tests.results.synthetic import in_columns, manifest, tiny_tables


def joined(*events: dict[str, int]) -> Run:
    """Two bodies, of which money copies the crossings that roads file."""
    told = manifest()
    roads, money = body("roads", ["fly"]), body("money", ["loan"])
    told["names"]["schemes"] = [roads, {**money, "entry_copy_of": ["roads", None]}]
    return Run(None, told, in_columns({**tiny_tables(), "panel_events": list(events)}))


def test_only_a_wrong_record_that_was_copied_is_told_of_with_the_body_that_erred():
    run = joined(filed(1, 5, 1, 0, 2, 11), filed(2, 5, 1, 0, 0, 12), filed(3, 5, 1, 1, 2, 13))
    assert penalised_for_copies(run, 1, [1, 2, 3, 4]) == {1: "roads"}
    assert passed(run) == [Passed(holder=1, home=0, records=2, wrong=1)]


def test_who_is_penalised_without_the_copy_as_well_is_not_told_of():
    run = joined(filed(1, 5, 1, 0, 2, 11), {**filed(1, 6, 1, 1, 0, 12), "score": 90000})
    assert penalised_for_copies(run, 1, [1]) == {}
