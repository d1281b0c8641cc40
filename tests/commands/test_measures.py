"""`measures`: every number by its id, and the same numbers wherever a run tells them."""

import json

from socialcredit.results.measures.registry import MEASURES
from tests.commands.conftest import Call


def test_every_measure_is_listed_with_its_words(call: Call) -> None:
    text = " ".join(call("measures").out.split())
    for one in MEASURES:
        assert one.id in text
    assert "M1.share penal days that are wrong, share less is better" in text


def test_a_machine_reads_all_that_the_registry_says(call: Call) -> None:
    rows = json.loads(call("measures", "--json").out)
    assert [row["id"] for row in rows] == [one.id for one in MEASURES]
    assert {"words", "unit", "better", "of", "kind", "interval", "hook"} <= rows[0].keys()


def test_a_run_tells_its_measures_by_id_beside_its_blocks(call: Call) -> None:
    seen = call("run", "small-town", "--people", "800", "--years", "1", "--threads", "1", "--json")
    told = json.loads(seen.out)
    blocks, measures = told["results"], told["measures"]
    assert measures["conduct.bad.change"] == blocks["bad_deeds"]["change"]
    assert measures["M2.missed"] == blocks["schemes"][0]["M2"]["missed"]
    assert measures["M12.records"] == 1000 * blocks["schemes"][0]["M12"]["per_person_year"]
