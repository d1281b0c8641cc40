"""Peers beside ours: with programs of a few lines that say what they would have measured."""

import json
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks import pairs
from benchmarks.__main__ import main
from benchmarks.pairs import Compared, Pair, Sample
from benchmarks.peers import DAYS, LABELS, PEERS, chosen, interpreters
from benchmarks.running import MISSING, ONE_THREAD, NoLine, line_of, on_one_core, surroundings

LIMIT, SPARSE = PEERS[:2]

# Says that it ran what was asked for in so many seconds, and keeps how it was called.
HONEST = """
import json, os, sys
told = dict(zip(sys.argv[1::2], sys.argv[2::2]))
with open("calls.jsonl", "a") as calls:
    calls.write(json.dumps({{"script": sys.argv[0], "env": dict(os.environ), **told}}) + "\\n")
print("Building.")
print(json.dumps({{"n": int(told["--n"]), "days": int(told["--days"]), "bytes_per_agent": 28.4,
                  "loop_cpu_s": {seconds}[int(told["--seed"]) - 1]}}))
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of peers; ours takes 4 s for each four million people, whatever the machine."""
    monkeypatch.setattr(pairs, "own_sample", own)
    (tmp_path / LIMIT.script).write_text(HONEST.format(seconds=[10, 12, 30]))
    (tmp_path / SPARSE.script).write_text(HONEST.format(seconds=[16, 8, 12]))
    return tmp_path


def own(people: int) -> Sample:
    return Sample(people, DAYS, people / 1e6, 50.0)


def asked(folder: Path, *words: str, only: str = "numba-limit,numpy-sparse") -> int:
    return main(["--peers", str(folder), "--only", only, *words])


def calls(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "calls.jsonl").read_text().splitlines()]


def row_of(name: str, printed: str) -> list[str]:
    line = next(line for line in printed.splitlines() if line.startswith(f"| {name} "))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_table_has_medians_and_the_bar_beside_them(folder, capsys):
    assert asked(folder) == 0
    printed = capsys.readouterr().out
    # Twelve million people in 12 s are as fast as ours; four million in 12 s a third of it.
    assert row_of(LIMIT.name, printed) == [
        LIMIT.name, "12,000,000", "28", "365.0", "365.0", "1.000", "at least 0.95: met",
    ]  # fmt: skip
    assert row_of(SPARSE.name, printed) == [
        SPARSE.name, "4,000,000", "28", "121.7", "365.0", "3.00", "at least 2.6: met",
    ]  # fmt: skip
    assert "Ours: 4,000,000 people, 50 bytes a person." in printed
    assert "No bar is missed." in printed


def test_a_bar_that_is_missed_is_said_and_ends_in_one_where_it_is_strict(folder, capsys):
    (folder / LIMIT.script).write_text(HONEST.format(seconds=[9, 9, 9]))
    assert asked(folder) == 0
    printed = capsys.readouterr().out
    assert row_of(LIMIT.name, printed)[-2:] == ["0.750", "at least 0.95: missed"]
    assert f"Bars missed: {LIMIT.name}." in printed
    assert asked(folder, "--strict") == 1


def test_each_round_runs_peer_ours_peer_ours():
    order = []

    def theirs(peer, number):
        order.append((number, peer.label))
        return own(1000)

    def ours():
        order.append("ours")
        return own(1000)

    pairs.compared(PEERS[:2], 2, theirs, ours, lambda news: None)
    assert order == [
        (1, "numba-limit"), "ours", (1, "numpy-sparse"), "ours",
        (2, "numba-limit"), "ours", (2, "numpy-sparse"), "ours",
    ]  # fmt: skip


def test_the_ratio_is_the_median_of_the_pairs_and_not_of_either_side():
    # The machine was twice as slow in the second round, for both.
    sides = [(10, 20), (20, 40), (10, 30)]
    found = [Pair(Sample(10, 10, peer, 1), Sample(10, 10, ours, 1)) for ours, peer in sides]
    one = Compared(LIMIT, found)
    assert one.ratio == 2
    assert one.median(lambda pair: pair.ours.cpu_seconds) == 10


def test_a_peer_is_called_with_its_size_its_seed_and_one_thread(folder):
    assert asked(folder, "--rounds", "2", "--scale", "0.1") == 0
    found = calls(folder)
    assert [(Path(call["script"]).name, call["--seed"]) for call in found] == [
        (LIMIT.script, "1"), (SPARSE.script, "1"), (LIMIT.script, "2"), (SPARSE.script, "2"),
    ]  # fmt: skip
    assert [call["--n"] for call in found[:2]] == ["1200000", "400000"]
    assert all(call["env"].items() >= ONE_THREAD.items() for call in found)
    assert not any("PYTHONPATH" in call["env"] for call in found)


def test_ours_runs_at_the_same_part_of_its_size(folder, capsys):
    asked(folder, "--rounds", "1", "--scale", "0.01", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["peers"][0]["pairs"][0]["ours"]["people"] == 40_000
    assert [peer["label"] for peer in told["peers"]] == ["numba-limit", "numpy-sparse"]
    assert told["peers"][0]["ratio"] == pytest.approx(1e6 / 12_000)


@pytest.mark.parametrize(
    "program, why",
    [
        ("import no_such_library", f"needs no_such_library, {MISSING} {sys.executable}"),
        ("raise ValueError('no seed')", "ended in 1: ValueError: no seed"),
        ("import sys; sys.exit(3)", "ended in 3: without a word"),
        ("print('done')", "printed no JSON"),
        ("print('{}')", "printed a line without n, days, loop_cpu_s and bytes_per_agent"),
        (
            'print(\'{"n": 7, "days": 365, "loop_cpu_s": 1, "bytes_per_agent": 1}\')',
            "ran something else than 12,000,000 people for 365 days",
        ),
    ],
)
def test_a_peer_that_gives_no_number_is_named_and_the_others_go_on(folder, capsys, program, why):
    (folder / LIMIT.script).write_text(program)
    assert asked(folder) == 0
    seen = capsys.readouterr()
    assert f"Left out: numba-limit {why}." in seen.out
    assert row_of(SPARSE.name, seen.out)[-1] == "at least 2.6: met"
    assert "Traceback" not in seen.out + seen.err
    assert len(calls(folder)) == 3


def test_a_peer_that_lacks_a_library_says_how_to_give_another_python(folder, capsys):
    (folder / LIMIT.script).write_text("import no_such_library.part")
    asked(folder)
    assert "--python LABEL=INTERPRETER" in capsys.readouterr().out


def test_a_peer_whose_program_is_not_there_is_named(folder, capsys):
    (folder / LIMIT.script).unlink()
    assert asked(folder) == 0
    assert f"has no {LIMIT.script}" in capsys.readouterr().out


def test_a_program_without_an_end_is_stopped(tmp_path):
    with pytest.raises(NoLine, match="did not end within 0.2 s"):
        line_of([sys.executable, "-c", "while True: pass"], surroundings(), tmp_path, longest=0.2)


def test_a_peak_is_that_of_the_program_and_not_of_whoever_began_it(tmp_path):
    held = np.ones(20_000_000)  # as long as the other program lives
    asks = "import resource; print('{\"kb\": %d}' % resource.getrusage(0).ru_maxrss)"
    told = line_of([sys.executable, "-c", asks], surroundings(), tmp_path)
    assert told["kb"] * 1024 < held.nbytes / 2


def test_a_wrong_path_is_refused_with_the_next_step(tmp_path, capsys):
    for place, why in ((tmp_path / "nowhere", "there is no folder"), (tmp_path, "no program of")):
        assert main(["--peers", str(place)]) == 2
        seen = capsys.readouterr()
        assert why in seen.err and "next: give --peers the folder" in seen.err
        assert seen.out == "" and "Traceback" not in seen.err


def test_a_label_or_a_python_that_nobody_knows_is_refused(folder, capsys):
    assert asked(folder, only="numba-limits") == 2
    assert "did you mean 'numba-limit'?" in capsys.readouterr().err
    assert asked(folder, "--python", "mesa=nowhere/python") == 2
    assert "there is no Python at nowhere/python" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [[], ["--bars", "--rounds", "0"], ["--bars", "--scale", "2"], ["--scale", "much"]]
)
def test_what_cannot_be_asked_is_refused(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "error: " in capsys.readouterr().err


def test_each_peer_may_have_a_python_of_its_own(tmp_path):
    other = tmp_path / "python"
    other.write_text("")
    other.chmod(0o755)
    found = interpreters([f"mesa,starsim={other}"], sys.executable)
    assert found["mesa"] == found["starsim"] == str(other)
    assert found["numba-limit"] == sys.executable
    assert set(interpreters([str(other)], sys.executable).values()) == {str(other)}


def test_peers_with_a_bar_are_measured_unless_others_are_named():
    assert [peer.label for peer in chosen()] == list(LABELS[:5])
    assert chosen(every=True) == PEERS and len(set(LABELS)) == len(PEERS)
    assert [peer.label for peer in chosen(["jax"])] == ["jax"]
    assert {peer.label: peer.bar.least for peer in chosen() if peer.bar} == {
        "numba-limit": 0.95, "numpy-sparse": 2.6, "mesa-frames": 7, "starsim": 8, "mesa": 170,
    }  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="the system pins nothing")
def test_what_runs_meanwhile_stays_on_one_core():
    before = os.sched_getaffinity(0)
    with on_one_core():
        assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == before
