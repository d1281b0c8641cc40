"""A recording gives back every month of a town, in Python and in a browser's script."""

import json
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from socialcredit import api, lab
from socialcredit.lab.recording import APART, EVENTS, KINDS, Recording, decode
from tests.engine.towns import SHARP

LOUD = ["assumptions.sensors.*.wrong_person*=30", "assumptions.deeds.*.rate*=3"]
SCRIPT = Path(lab.__file__).parent / "static" / "recording.js"
READ = """
import { readFileSync } from "node:fs";
const { decode } = await import(process.argv[1]);
let before = null;
for (const path of process.argv.slice(2)) {
  const bytes = readFileSync(path);
  before = await decode(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    before);
  const { number, first, counts } = before;
  const plain = (columns) => Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, [...column]]));
  console.log(JSON.stringify({ number, first, counts,
    planes: before.planes.map((world) => world.map((plane) => [...plane])),
    events: plain(before.events), deeds: plain(before.deeds), apart: plain(before.apart) }));
}
"""


@pytest.fixture(scope="module")
def recorded():
    """A recording of a town, and the views and events of each of its months."""
    town = api.open_town("small-town", people=300, sets=[*SHARP, *LOUD])
    recording = Recording("some town", town.facts())
    recording.add(town)
    seen = [([town.view(0), town.view(1)], None)]
    for _ in town.months:
        town.step()
        recording.add(town)
        seen.append(([town.view(0), town.view(1)], [town.events(0), town.events(1)]))
    return town, recording, seen


@pytest.fixture(scope="module")
def frames(recorded):
    """Every frame as Python reads it."""
    found, before = [], None
    for month in range(recorded[1].months + 1):
        before = decode(recorded[1].frame(month), before)
        found.append(before)
    return found


def test_a_recording_gives_back_how_everybody_stood_in_every_month(recorded, frames):
    for frame, (views, _) in zip(frames, recorded[2], strict=True):
        for (office, truth), view in zip(frame.planes, views, strict=True):
            scored = view["scored"]
            assert (office[scored] & 15 == view["grade"][scored]).all()
            assert (office[scored] >> 4 == view["right"][scored]).all()
            assert (office[~scored] == 255).all()
            assert ((truth & 1 != 0) == view["penalised"]).all()
            assert ((truth & 2 != 0) == view["wrongly"]).all()
            assert (truth >> 2 == np.minimum(view["bad_deeds"], 63)).all()
    every = [views[0] for views, _ in recorded[2]]
    assert any(view["wrongly"].any() for view in every), "nobody was: nothing is tested"
    assert every[-1]["bad_deeds"].max() > 63


def test_the_days_of_a_month_laid_over_its_beginning_give_its_end(recorded, frames):
    """What a page does when it plays a month day by day."""
    kinds, moved = recorded[1].facts["kinds"], 0
    for before, frame in zip(frames, frames[1:], strict=False):
        grade, done = before.planes[0, 0] & 15, (before.planes[0, 1] >> 2).astype(int)
        known, events = grade != 15, frame.events
        for kind, who, value in zip(events["kind"], events["resident"], events["value"],
                                    strict=True):  # fmt: skip
            if kinds[kind] == "grade":
                grade[who], moved = value, moved + 1
        np.add.at(done, frame.deeds["resident"], 1)
        known &= frame.planes[0, 0] & 15 != 15
        assert (grade[known] == (frame.planes[0, 0] & 15)[known]).all()
        assert (np.minimum(done, 63) == frame.planes[0, 1] >> 2).all()
    assert moved > 20


def test_events_are_told_by_the_day_with_what_they_are_about(recorded, frames):
    town, recording, seen = recorded
    facts = recording.facts
    frame, told = frames[14], seen[14][1][0].columns  # February 2017
    assert 1 <= frame.events["day"].min() and frame.events["day"].max() == 28
    assert (np.diff(frame.events["day"].astype(int)) >= 0).all()
    filed = frame.events["kind"] == facts["kinds"].index("filed")
    there = told["what"] == KINDS["filed"]
    assert frame.events["value"][filed].tolist() == told["entry"][there].tolist()
    assert frame.events["resident"][filed].tolist() == told["resident"][there].tolist()
    assert max(frame.events["value"][filed]) < len(facts["entries"])


@pytest.mark.parametrize("month", [1, 14])
def test_deeds_are_told_by_the_day_in_both_worlds(recorded, frames, month):
    """Of the twin where it is apart from the world under the score, which is seldom."""
    town, recording, seen = recorded
    frame, first = frames[month], (town.months[month - 1] - town.months[0]).days
    own, twin = (
        Counter(
            (event["resident"], event["day"] - first + 1)
            for event in events
            if event["what"] == KINDS["bad deed"]
            and town.names["kind_signs"][event["kind"]] in ("bad", "hidden-bad")
        )
        for events in seen[month][1]
    )
    told = Counter(zip(frame.deeds["resident"].tolist(), frame.deeds["day"].tolist(), strict=True))
    apart = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    for day, who, more in zip(*(frame.apart[name].tolist() for name in APART), strict=True):
        apart[more][who, day] += 1
    assert told == own
    assert own - apart[0] + apart[1] == twin
    assert 0 < apart[0].total() + apart[1].total() < own.total()


def test_a_head_counts_what_a_tile_shows(recorded, frames):
    views, told = recorded[2][-1]
    with_score, twin = frames[-1].head["counts"]
    assert with_score["penalised"] == views[0]["penalised"].sum()
    assert with_score["wrongful"] == views[0]["wrongly"].sum()
    assert sum(with_score["grades"]) == views[0]["scored"].sum()
    assert with_score["filed"] == (told[0]["what"] == KINDS["filed"]).sum() > 0
    more = views[1]["bad_deeds"].astype(int) - recorded[2][-2][0][1]["bad_deeds"]
    few = views[1]["bad_deeds"] < 255  # where counting stops
    assert twin["bad"] >= more[few].sum() > 0 and twin["filed"] == 0
    assert frames[-1].head["first"] == recorded[1].facts["months"][-1]


def test_months_are_recorded_one_after_the_other(recorded):
    town, recording, _ = recorded
    with pytest.raises(ValueError, match="does not follow"):
        recording.add(town)
    assert recording.bytes == sum(len(recording.frame(m)) for m in range(recording.months + 1))


def test_a_month_takes_little_beside_its_deeds(recorded, frames):
    """Grades and rings of both worlds would be 1,200 bytes, and a deed eight."""
    recording = recorded[1]
    deeds = sum(len(frame.deeds["day"]) for frame in frames) / recording.months
    assert recording.bytes / recording.months < 500 + 1.2 * deeds
    assert sum(np.dtype(kind).itemsize for kind in EVENTS.values()) == 6


def test_the_browser_s_script_reads_the_same(recorded, frames, tmp_path):
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no `node` here that could run recording.js")
    paths = []
    for month in range(recorded[1].months + 1):
        paths.append(tmp_path / f"{month}.bin")
        paths[-1].write_bytes(recorded[1].frame(month))
    done = subprocess.run(
        [node, "--input-type=module", "-e", READ, str(SCRIPT), *map(str, paths)],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    for told, frame in zip(lines, frames, strict=True):
        assert told["planes"] == frame.planes.tolist()
        for kind in ("events", "deeds", "apart"):
            columns = getattr(frame, kind)
            assert told[kind] == {name: column.tolist() for name, column in columns.items()}
        assert (told["number"], told["first"]) == (frame.head["month"], frame.head["first"])
        assert told["counts"] == frame.head["counts"]
