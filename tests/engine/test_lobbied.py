"""Rules drawn before a run: they lie in its folder, are lived, and are lived again from there."""

from datetime import date

import pytest

from socialcredit.core.run_files import read_manifest
from socialcredit.engine import earlier, run
from socialcredit.experiments.in_memory import lived
from socialcredit.language.check.lobbying import LOBBIED
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario, load_scheme

SMALL = {
    "people": 120, "starts": date(2014, 11, 1), "ends": date(2015, 2, 28), "panel_households": 20,
    "twin": None,
}  # fmt: skip
ALWAYS = [  # whoever presses is given its way
    "assumptions.lobbying.groups.*.resources=1",
    "assumptions.lobbying.gain.factor=1",
]


def small(**changes):
    return load_scenario("lobbied").model_copy(update={**SMALL, **changes})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("lobbied") / "run"
    return run.run_scenario(small(), threads=1, out=out, sets=ALWAYS)


def test_the_folder_holds_the_drawn_rules_as_a_file_that_reads_as_what_was_lived(folder):
    read = load_scheme(folder / "rules" / "rongcheng")
    assert read == earlier.inputs_of(folder, earlier.told_in(folder, None)).schemes[0]
    drawn = [entry.entry for entry in read.entries if entry.source == LOBBIED]
    assert len(drawn) == 8  # of each group the first of its list, on 1 January 2015


def test_the_manifest_tells_what_was_put_forward_and_what_was_accepted(folder):
    told = read_manifest(folder)["lobbying"]
    assert len(told["rounds"]) == 8 and all(one["accepted"] for one in told["rounds"])
    assert {one["since"] for one in told["rounds"]} == {"2015-01-01"}
    assert {one["likely"] for one in told["proposals"].values()} == {0.0, 1.0}


def test_a_run_lived_again_from_its_folder_has_the_same_rules_and_numbers(folder, tmp_path):
    again = run.repeat(folder, 1, tmp_path / "again")
    name = "rules/rongcheng/scheme.yaml"
    assert (again / name).read_bytes() == (folder / name).read_bytes()
    before, after = read_manifest(folder), read_manifest(again)
    assert after["content_hash"] == before["content_hash"]
    assert after["lobbying"] == before["lobbying"]


def test_without_resources_a_run_has_the_bits_of_one_in_which_nobody_presses(folder):
    poor = [*ALWAYS[:-1], "assumptions.lobbying.gain.factor=0"]
    silent = small(assumptions={"sensors": "lobbied/sensors.yaml"})
    found, other = (lived(resolve(*asked), 1) for asked in ((small(), poor), (silent,)))
    assert found.manifest["content_hash"] == other.manifest["content_hash"]
    assert found.manifest["content_hash"] != read_manifest(folder)["content_hash"]
    assert "lobbying" not in other.manifest
