"""Towns lived in another process: killed at a chosen moment, or without the compiler."""

import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

from socialcredit.engine import folder as run_folder
from socialcredit.engine import packed_files, run
from socialcredit.language.model.scenario import Twin
from socialcredit.language.resolve.inputs import resolve
from tests.engine.reach import ONCE_DEDUCTED, B
from tests.engine.towns import SHARP, mechanisms_off, town

ROOT = Path(__file__).parents[2]
# Autumn of 2016: by then most of the rules are in force, and December pays yearly money.
AUTUMN = {"people": 700, "starts": date(2016, 9, 1), "ends": date(2016, 12, 31)}
# Spring of 2020: six of sixteen lenders share their files, and everybody asks for loans.
LENDING = {
    "people": 700, "starts": date(2020, 3, 1), "ends": date(2020, 6, 30),
    "schemes": ("rongcheng", "baihang"), "assumptions": {"lending": "baihang/lending.yaml"},
    "twin": Twin(without=("baihang",)),
}  # fmt: skip
BORROWERS = [*SHARP, "assumptions.lending.asking.per_year=[6, 6, 6, 6, 6]",
             "assumptions.lending.files.wrong=0.02"]  # fmt: skip
# Spring of 2020 among drinkers: drivers lose their licence, and drive no more.
DRIVING = {
    "people": 200, "starts": date(2020, 1, 1), "ends": date(2020, 4, 30), "places": ("shanghai",),
    "schemes": ("licence-points",), "twin": Twin(without=("licence-points",)),
}  # fmt: skip
DRINKERS = [
    "assumptions.deeds.drunk-driving.rate=8",
    "assumptions.sensors.traffic-police.sees.drunk-driving=1",
    "assumptions.sensors.traffic-police.coverage={urban: {2014-01-01: 1}, rural: {2014-01-01: 1}}",
    "schemes.licence-points.grades.bands={clean: -1, admonished: -2, warned: -3, revoked: lowest}",
]
# A town in which faults stand, of the settings' tests.
HERE = ROOT / "tests" / "settings" / "town" / "rounds"
FAULTS = {
    "people": 500, "starts": date(2016, 1, 1), "ends": date(2016, 4, 30),
    "places": ("inner-mongolia",), "schemes": (str(HERE / "scheme.yaml"),),
    "assumptions": {name: str(HERE / f"{name}.yaml") for name in ("deeds", "sensors")},
    "twin": Twin(without=("clean-homes",)),
}  # fmt: skip
# Half a year in which who has lost a point is penalised, and draws in all kin and soon.
KIN = {
    "people": 200, "starts": date(2016, 6, 1), "ends": date(2016, 11, 30),
    "responses": {**mechanisms_off(), "association": True},
}  # fmt: skip
STRICT = [
    *SHARP, *ONCE_DEDUCTED, f"{B}association.strength=3", f"{B}association.men=0.9",
    f"{B}association.women=0.9",
]  # fmt: skip
# A winter in which debtors are put on a map to which their neighbours add, and a mob looks at it.
NAMES = {
    "people": 400, "starts": date(2019, 2, 1), "ends": date(2019, 6, 30), "places": ("hebei",),
    "schemes": ("naming-escapes",), "twin": Twin(without=("naming-escapes",)),
    "assumptions": {
        "deeds": "naming-escapes/deeds.yaml", "sensors": "naming-escapes/sensors.yaml",
        "domains": "court-list/domains.yaml",
    },
    "responses": {"value-of-standing": False, "offsetting": False, "mob": True},
}  # fmt: skip
HUNTED = [
    "assumptions.deeds.debt-refusal.rate=6", f"{B}mob.strength=0.25", f"{B}mob.audience=1",
]  # fmt: skip
FILES_BEFORE_DEATH, TABLES_BEFORE_DEATH = 6, 4


def in_another_process(call: str, **surroundings: str) -> subprocess.CompletedProcess:
    """Call a function of this file, written as Python, in a process of its own."""
    told = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    return subprocess.run(
        [sys.executable, "-W", "error::RuntimeWarning", "-c", f"from {__name__} import *; {call}"],
        env=told | surroundings, capture_output=True, text=True, timeout=120, cwd=ROOT,
    )  # fmt: skip


def print_hashes(changes: dict = AUTUMN, sets: list = SHARP) -> None:
    """The hash of every table of a town, by default the autumn town."""
    _, tables = run.simulate(resolve(town(**changes), sets), 1)
    print(json.dumps(run_folder.table_hashes(tables)))


def die() -> None:
    """What `kill -9` and a power cut do: no handler runs, nothing is tidied up."""
    os.kill(os.getpid(), signal.SIGKILL)


def live_and_die(folder: str, months: int, changes: dict = AUTUMN, sets: list = SHARP) -> None:
    """A town, the autumn town by default, killed once so many months of both worlds are done."""

    def progress(news):
        if news["stage"] == run.LIVING and news["done"] == months:
            die()

    run.run_scenario(
        town(**changes), sets=sets, out=Path(folder), threads=7, progress=progress,
        checkpoint_every=1,
    )  # fmt: skip


def die_saving(folder: str, changes: dict = AUTUMN, sets: list = SHARP) -> None:
    """Killed half way through writing a checkpoint."""
    whole, calls = packed_files._write, []

    def half(file, *what):
        calls.append(file)
        if len(calls) == FILES_BEFORE_DEATH:
            file.write(b"half of a file")
            file.flush()
            die()
        whole(file, *what)

    packed_files._write = half
    live_and_die(folder, -1, changes, sets)


def die_writing_tables(folder: str, changes: dict = AUTUMN, sets: list = SHARP) -> None:
    """Killed with some of the tables written."""
    whole, calls = run_folder.write_table, []

    def some(*args):
        calls.append(args)
        if len(calls) == TABLES_BEFORE_DEATH:
            die()
        whole(*args)

    run_folder.write_table = some
    live_and_die(folder, -1, changes, sets)
