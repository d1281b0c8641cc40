"""Make some sixty small mistakes, one at a time, and see which of them no test near notices.

    python -m tests.mutants [--only PATH] [--places N] [--seed N] [--list]

`make mutants` does that. Mistakes are made in a copy of the tree that is taken anew each time and
removed afterwards: whatever ends this, nothing in the working tree was touched. Who survives is
named; it ends in 1 where one of them is not explained in `equal.txt`.
"""

import argparse
import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tests.mutants.near import GOLDEN, ROOMS, Room, drawn, mirrored
from tests.mutants.places import Mutation, mutations, reads

ROOT = Path(__file__).parents[2]
PACKAGE = Path("src") / "socialcredit"
EQUAL = Path(__file__).with_name("equal.txt")
# Always the same, so that the kernels of one run serve the next: they are kept by their folder.
PLACE = Path(tempfile.gettempdir()) / f"socialcredit-mutants-{os.getuid()}"
LONGEST = 420  # seconds: a test that takes longer was caught in a circle


class Tried(NamedTuple):
    """One mistake, and which tests are to notice it."""

    mutation: Mutation
    room: Room


def chosen(only: str, places: int | None, seed: int) -> list[Tried]:
    """The mistakes to be made: of each room its number, or `places` in each file of `only`."""
    found = []
    for room in ROOMS:
        files = [path for path in (ROOT / PACKAGE).glob(room.files) if path.name != "__init__.py"]
        names = [path.relative_to(ROOT / PACKAGE).as_posix() for path in files]
        ranked = {name: _ranked(name, seed) for name in names if name.startswith(only)}
        if only:
            found += [Tried(one, room) for name in sorted(ranked)
                      for one in islice(ranked[name], places or 1)]  # fmt: skip
        else:
            found += [Tried(one, room) for one in _dealt(ranked, room.places, seed)]
    return found


def _ranked(name: str, seed: int) -> Iterator[Mutation]:
    source = (ROOT / PACKAGE / name).read_bytes()
    every = sorted(_mistakes(name, source), key=lambda one: one.rank(seed))
    return (one for one in every if reads(one.made(source)))


@cache
def _mistakes(name: str, source: bytes) -> tuple[Mutation, ...]:
    return tuple(mutations(name, source))


def _dealt(ranked: dict[str, Iterator[Mutation]], places: int, seed: int) -> list[Mutation]:
    """One of each file in turn, until all places are taken."""
    waiting = [ranked[name] for name in sorted(ranked, key=lambda name: drawn(name, seed))]
    found: list[Mutation] = []
    while waiting and len(found) < places:
        mine = waiting.pop(0)
        one = next(mine, None)
        if one:
            found.append(one)
            waiting.append(mine)
    return found


def equals() -> dict[str, str]:
    """Mistakes that change nothing, or nothing that should be tested, each with its reason."""
    lines = [line for line in EQUAL.read_text(encoding="utf-8").splitlines() if line.strip()]
    told = [line.partition(" -- ") for line in lines if not line.startswith("#")]
    return {name: why for name, _, why in told}


class Copy:
    """A copy of the tree in which one file at a time is wrong."""

    def __init__(self) -> None:
        """Copied when it is entered; only one at a time, as its place is always the same."""
        self.tree = PLACE / "tree"

    def __enter__(self) -> "Copy":
        """Wait for nobody: a second call of the program is told."""
        PLACE.mkdir(exist_ok=True)
        self.lock = (PLACE / "lock").open("w")
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            sys.exit(f"another call uses {PLACE}")
        shutil.rmtree(self.tree, ignore_errors=True)
        left = shutil.ignore_patterns("__pycache__", "mutants")
        for name in ("src", "tests", "examples", "docs"):
            shutil.copytree(ROOT / name, self.tree / name, ignore=left)
        for name in ("pyproject.toml", "README.md", "CONTRIBUTING.md", "DESIGN.md", "Makefile"):
            shutil.copy2(ROOT / name, self.tree / name)
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left but an empty place."""
        shutil.rmtree(self.tree, ignore_errors=True)
        shutil.rmtree(PLACE / "kernels", ignore_errors=True)

    def write(self, path: str, source: bytes, like: Path) -> None:
        """Give a file this text; Python and Numba go by its time, which stays that of `like`."""
        file = self.tree / PACKAGE / path
        file.write_bytes(source)
        shutil.copystat(like, file)
        for kept in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc"):
            kept.unlink()

    def failing(self, tests: list[str], plain: bool, own_kernels: bool) -> str:
        """The first of these tests that fails; nothing where all pass."""
        told = {"PYTHONPATH": str(self.tree / "src"), "PYTHONHASHSEED": "0"}
        if plain:
            told["NUMBA_DISABLE_JIT"] = "1"
        elif own_kernels:  # of a mistake, and of no use to anybody afterwards
            shutil.rmtree(PLACE / "kernels", ignore_errors=True)
            told["SOCIALCREDIT_CACHE"] = str(PLACE / "kernels")
        command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-p", "no:cacheprovider"]
        return _first_failure([*command, *tests], self.tree, os.environ | told)


def _first_failure(command: list[str], where: Path, environment: dict[str, str]) -> str:
    with subprocess.Popen(command, cwd=where, env=environment, text=True, start_new_session=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:  # fmt: skip
        try:
            told, _ = running.communicate(timeout=LONGEST)
        except BaseException as stopped:
            os.killpg(running.pid, signal.SIGKILL)
            if isinstance(stopped, subprocess.TimeoutExpired):
                return f"no end within {LONGEST} s"
            raise
    if running.returncode == 0:
        return ""
    failed = [line for line in told.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return failed[0].split(" - ")[0].split(maxsplit=1)[1] if failed else "an error: " + told[-300:]


def _rounds(tried: Tried) -> Iterator[tuple[list[str], bool]]:
    """Tests in the order in which they are run, and whether without the compiler.

    What a kernel has of its own beside the small tests of its room is too long for plain Python.
    """
    room, own = tried.room, mirrored(tried.mutation.path)
    first = [own] if (ROOT / own).exists() else []
    if not room.kernels:
        using = _using(tried.mutation.path, Path(own).parent)
        soonest = [*first, *(test for test in using if f"--ignore={test}" not in room.tests)]
        if soonest:
            yield soonest, False
        yield list(room.tests), False
    else:
        yield list(room.tests), True
        yield [*(own for own in first if own not in room.tests), GOLDEN], False


def _using(path: str, folder: Path) -> list[str]:
    """The tests in a folder that import a file: they notice soonest."""
    uses = re.compile(rf"^(from|import) .*\b{Path(path).stem}\b|^    {Path(path).stem},$", re.M)
    there = sorted((ROOT / folder).rglob("test_*.py"))
    return [
        test.relative_to(ROOT).as_posix()
        for test in there
        if uses.search(test.read_text(encoding="utf-8"))
    ]


def noticed(copy: Copy, tried: Tried, quick: bool) -> str:
    """The test that notices a mistake; nothing where it survives."""
    path = tried.mutation.path
    like = ROOT / PACKAGE / path
    copy.write(path, tried.mutation.made(like.read_bytes()), like)
    try:
        for tests, plain in _rounds(tried):
            if quick and tried.room.kernels and not plain:
                continue
            failed = copy.failing(tests, plain, own_kernels=tried.room.kernels)
            if failed:
                return failed
    finally:
        copy.write(path, like.read_bytes(), like)
    return ""


def all_is_well(copy: Copy, tried: Tried) -> None:
    """Without any mistake the same tests pass, or nobody could say what noticed one."""
    failed = copy.failing(list(tried.room.tests), tried.room.kernels, own_kernels=False)
    if failed:
        sys.exit(f"{failed} fails without any mistake")


def survivors(every: list[Tried], quick: bool, begin: int) -> list[Mutation]:
    """Make every mistake, and print who noticed it."""
    alive, explained, sound = [], equals(), set[tuple[str, ...]]()
    with Copy() as copy:
        for number, tried in enumerate(every, begin):
            if tried.room.tests not in sound:
                all_is_well(copy, tried)
                sound.add(tried.room.tests)
            begun, name = time.monotonic(), tried.mutation.name
            by = "" if name in explained else noticed(copy, tried, quick)
            end = f"equal: {explained[name]}" if name in explained else by or "SURVIVED"
            alive += [] if name in explained or by else [tried.mutation]
            took = time.monotonic() - begun
            place = f"{number}/{begin - 1 + len(every)} {name}, line {tried.mutation.line}"
            print(f"{place}\n    {end} ({took:.0f} s)", flush=True)
    return alive


def main() -> int:
    """Whether anything survived that is not explained."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--only", default="", help="files whose path in the package begins so")
    asked.add_argument("--places", type=int, help="with --only: how many places in each file")
    asked.add_argument("--seed", type=int, default=0, help="another choice of places")
    asked.add_argument("--begin", type=int, default=1, help="go on from the place of this number")
    asked.add_argument("--quick", action="store_true", help="leave out what has to be compiled")
    asked.add_argument("--list", action="store_true", help="only say which mistakes would be made")
    told = asked.parse_args()
    every = chosen(told.only, told.places, told.seed)[told.begin - 1 :]
    if told.list:
        print(*(f"{one.mutation.name}, line {one.mutation.line}" for one in every), sep="\n")
        return 0
    alive = survivors(every, told.quick, told.begin)
    print(f"{len(every)} mistakes, {len(alive)} survived that nobody explains")
    for one in alive:
        print(f"  {one.name}, line {one.line}")
    return 1 if alive else 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    sys.exit(main())
