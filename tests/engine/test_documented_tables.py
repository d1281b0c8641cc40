"""The reference on the run folder names every table and column of a run."""

import re
from datetime import date
from pathlib import Path

from socialcredit.engine.collect import gathered
from socialcredit.engine.run import simulate
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from tests.engine.apart import FAULTS
from tests.engine.paired import lived, town_of
from tests.engine.test_complaints import complaining
from tests.engine.towns import town
from tests.firms.places import BOTH, CLOSING, TOWN

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "run-folder.md"
# Those that keep a table of their own, and whom they cannot do without.
ALL_ON = ("approval", "protest", "motivation", "shame", "giving-up", "strain", "mob")
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \|$", re.MULTILINE)


def documented() -> dict[str, list[str]]:
    """Columns by table, as the page lists them; what stands in brackets or after `;` explains."""
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    return {name: re.sub(r" \([^)]*\)|;.*", "", told).split(", ") for name, told in rows}


def test_the_reference_names_every_table_and_column_of_a_run():
    setup = town_of(
        people=300, ends=date(2014, 1, 31), assumptions={"lending": "baihang/lending.yaml"},
        schemes=("rongcheng", "licence-points", "shanghai-crossing"),
        responses=dict.fromkeys(ALL_ON, True), who_knew=True,
    )  # fmt: skip
    tables = gathered(setup, [lived(setup).world.collected])
    stood = town(**{**FAULTS, "ends": date(2016, 1, 31)})
    tables |= simulate(resolve(stood, [complaining()]), 1)[1]
    firms = resolve(load_scenario(TOWN), ["firms=60", "to=2016-02-10", CLOSING])
    tables |= simulate(firms, 1)[1]
    faces = ["firms=60", "to=2011-02-28", "warm_up=2010-09-01", "twin=null"]
    city = simulate(resolve(load_scenario("shanghai-food"), faces), 1)[1]
    works = ["firms=60", "to=2020-02-29", "twin=null"]
    works = simulate(resolve(load_scenario("luzhou"), works), 1)[1]
    tables |= {name: city[name] for name in ("signs", "leniency")}
    tables |= {name: works[name] for name in ("orders", "self_reports")}
    passes = "exchange=[listed-firms, closings]"
    both = resolve(load_scenario(BOTH), ["people=200", "firms=200", "to=2016-02-29", passes])
    own = simulate(both, 1)[1]
    tables |= {name: table for name, table in own.items() if not name.startswith("firms.")}
    assert {name: list(table) for name, table in tables.items()} == documented()
