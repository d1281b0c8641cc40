"""`report --seeds`: means over repetitions, their interval, and a warning below five of them."""

import json

from socialcredit.core.run_files import write_sealed
from tests.commands.conftest import Call
from tests.report.full_looking import full_run


def a_run(folder, seed):
    run = full_run(folder, seed=seed)
    told = json.loads((run.folder / "manifest.json").read_text(encoding="utf-8"))
    write_sealed(run.folder / "manifest.json", {**told, "seed": seed})
    return str(run.folder)


def test_two_seeds_give_means_with_an_interval_and_a_warning(call: Call, tmp_path) -> None:
    one, two = a_run(tmp_path / "one", 1), a_run(tmp_path / "two", 2)
    seen = call("report", one, "--seeds", two)
    assert seen.code == 0 and "mean of 2 seeds" in " ".join(seen.out.split())
    assert "fewer than 5 seeds" in seen.err
    told = json.loads(call("report", one, "--seeds", two, "--json").out)
    assert (told["seeds"], told["few_seeds"]) == (2, True)
    assert any("Student's t" in line["luck"] for line in told["headlines"])


def test_the_same_seed_twice_is_no_repetition(call: Call, tmp_path) -> None:
    one, two, again = (a_run(tmp_path / str(n), seed) for n, seed in enumerate((1, 2, 2)))
    seen = call("report", one, "--seeds", two, "--seeds", again)
    assert seen.code == 1 and "another seed" in seen.err
