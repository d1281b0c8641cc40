"""Bodies, lists and places, against values worked by hand from the tiny run."""

import numpy as np
from pytest import approx

from socialcredit.results.measures import filers
from socialcredit.results.measures.shares import heaviest_assumed
from tests.results.synthetic import event, manifest, tiny_panel, tiny_tables, write_run


def test_a_body_answers_for_what_it_filed_and_for_its_errors(tmp_path):
    panel = [
        *tiny_panel(),
        event(
            2, 4, 3, kind=0, source=1, entry=0, points=-500, cause=2, record=90, score=1, grade=0
        ),
        event(
            2, 5, 3, kind=0, source=1, entry=0, points=-700, cause=0, record=91, score=1, grade=0
        ),
        event(2, 9, 17, kind=0, source=1, entry=0, points=-100, record=91, score=1, grade=0),
    ]
    run = write_run(tmp_path / "run", manifest(), {**tiny_tables(), "panel_events": panel})
    (row,) = filers.filed_by_source(run)  # the others of the tiny run name no source
    assert (row["title"], row["records"], row["wrong"], row["lost"]) == ("banks", 2, 1, 13)


def test_stock_and_flow_of_a_list_by_month(tiny):
    (row,) = filers.lists_by_month(tiny)
    assert (row["title"], row["stock"], row["entered"], row["left"]) == (
        "blacklist", [1, 0], [1, 0], [0, 0],
    )  # fmt: skip


def test_places_bear_their_own_burden(tmp_path):
    tables = tiny_tables()
    tables["cells"] = [{**row, "place": row["cell"]} for row in tables["cells"]]
    told = manifest()
    told["names"]["places"] = ["north", "south"]
    run = write_run(tmp_path / "run", told, tables)
    north, south = filers.by_place(run)
    assert (north["place"], north["scored"], south["scored"]) == ("North", 8, 2)
    # Last month: 2 of 8 and 2 of 2 under a penalty; 10 and 20 wrong days in two months.
    assert (north["penalised"], south["penalised"]) == (0.25, 1)
    assert (north["wrong_days"], south["wrong_days"]) == (approx(7.5), approx(60))
    assert north["change"] == approx(-0.25)  # all deeds of the tiny run are the first place's
    assert south["change"] is None


def test_the_assumed_rules_that_moved_most(tiny):
    # Points moved: 40 crossing (primary), 60 arrears (assumed), 40 volunteering (secondary).
    (rule,) = heaviest_assumed(tiny)
    assert (rule["title"], rule["share"]) == ("Loan arrears", approx(60 / 140))


def test_a_scheme_without_lists_has_none(tiny):
    scheme = tiny.names["schemes"][0]
    kept, scheme["lists"] = scheme["lists"], []
    assert filers.lists_by_month(tiny) == []
    scheme["lists"] = kept
    assert np.array(filers.lists_by_month(tiny)[0]["stock"]).sum() == 1
