"""Which files are tried, at how many places in all, and which tests stand near each.

Of a room, files take part in an order drawn from their names, and in each the places that a hash of
what stands there ranks first: what is tried changes only with the file. Kernels run as plain Python
in the tests of their stage; what these let live meets the golden runs, compiled.
"""

import hashlib
from pathlib import PurePath
from typing import NamedTuple


class Room(NamedTuple):
    """Some files, at how many places they are tried, and the tests that stand near them."""

    files: str  # glob within the package
    places: int
    tests: tuple[str, ...]
    kernels: bool = False


GOLDEN = "tests/schemes/test_runs.py::test_the_golden_run_comes_out_as_written"
# The tests of results that work on tables by hand; whole runs take minutes.
RESULTS = ("tests/results/measures", "tests/results/lives", "tests/results/test_hidden.py",
           "tests/results/test_run.py", "tests/results/test_scope.py",
           "tests/results/test_survival.py",
           "--ignore=tests/results/measures/test_late_is_not_wrong.py")  # fmt: skip
ROOMS = (
    Room("results/measures/*.py", 20, RESULTS),
    Room("results/*.py", 6, RESULTS),
    Room("results/lives/*.py", 3, RESULTS),
    Room("analysis/*.py", 4, ("tests/analysis",)),
    Room("stages/consequences/*.py", 3, ("tests/stages/consequences",), kernels=True),
    Room("stages/lending/*.py", 2, ("tests/stages/lending",), kernels=True),
    Room("stages/lists/*.py", 1, ("tests/stages/lists",), kernels=True),
    Room("stages/observation/*.py", 2, ("tests/stages/observation",), kernels=True),
    Room("stages/records/*.py", 1, ("tests/stages/records",), kernels=True),
    Room("stages/response/*.py", 2, ("tests/stages/response/test_near_a_mark.py",), kernels=True),
    Room("stages/scheme/*.py", 2, ("tests/stages/scheme",), kernels=True),
    Room("month/*.py", 6, ("tests/month/test_tally.py", "tests/month/test_owing.py",
                           "tests/month/test_marked.py"),
         kernels=True),
    Room("engine/[ml]*.py", 2, ("tests/engine/test_manifest.py", "tests/engine/test_markets.py",
                                "tests/engine/test_lending_world.py")),
    Room("compile/*.py", 6, ("tests/compile/test_in_some_places.py", GOLDEN)),
    Room("language/resolve/*.py", 4, ("tests/language/resolve", "tests/schemes/test_cases.py",
                                      GOLDEN)),
)  # fmt: skip


def drawn(name: str, seed: int) -> str:
    """The place of a file in the order in which the files of a room take part."""
    return hashlib.sha256(f"{seed} {name}".encode()).hexdigest()


def mirrored(path: str) -> str:
    """Where the tests of a file stand that has some of its own."""
    at = PurePath(path)
    return (PurePath("tests") / at.parent / f"test_{at.name}").as_posix()
