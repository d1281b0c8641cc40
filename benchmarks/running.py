"""A program in a process of its own: where it runs, and the line of JSON that it prints."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import which
from typing import Any

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.text import printed

ROOT = Path(__file__).parents[1]
ONE_THREAD = dict.fromkeys(
    (
        "BLIS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "NUMBA_NUM_THREADS",
        "NUMEXPR_NUM_THREADS",
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "POLARS_MAX_THREADS",
        "RAYON_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
    ),
    "1",
)
LONGEST = 1800  # seconds: what takes longer does not come to an end
NO_MODULE = re.compile(r"No module named '([\w.]+)'")
MISSING = "which is missing in"


class NoLine(Exception):
    """A program that gave no number, and why, in words that follow its name."""


def line_of(
    command: Sequence[str], env: Mapping[str, str], folder: Path, longest: float = LONGEST
) -> dict[str, Any]:
    """The last line of JSON that a program prints, or all that it prints, read.

    Raises NoLine where it printed nothing of the kind.
    """
    code, told_out, said = _run(command, env, folder, longest)
    if code:
        raise NoLine(_why(command[0], code, said))
    for text in (*reversed(told_out.splitlines()), told_out):
        try:
            told = json.loads(text)
        except ValueError:
            continue
        if isinstance(told, dict):
            return told
    raise NoLine("printed no JSON")


def _run(
    command: Sequence[str], env: Mapping[str, str], folder: Path, longest: float
) -> tuple[int, str, str]:
    """What a program ended in, printed and said; whatever ends this ends the program."""
    try:
        begun = subprocess.Popen(
            by_little(command), env=env, cwd=folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace",
            start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise NoLine(f"could not be started: {error.strerror}") from None
    with begun:
        try:
            told, said = begun.communicate(timeout=longest)
            return begun.returncode, told, said
        except BaseException as why:
            with suppress(ProcessLookupError):
                os.killpg(begun.pid, signal.SIGKILL)
            if isinstance(why, subprocess.TimeoutExpired):
                raise NoLine(f"did not end within {longest:g} s") from None
            raise


def by_little(command: Sequence[str]) -> list[str]:
    """A command that is begun by a little process, where there is a shell to be it.

    A system may count as a program's peak of memory what the process held that began it: a peer
    that asks for its peak at the end was told ours, and seemed to need nothing for its people.
    """
    found = which(command[0]) and which("sh")
    return [found, "-c", '"$@"; exit $?', "sh", *command] if found else list(command)


def _why(python: str, code: int, said: str) -> str:
    """Why a program failed: the library it lacks, or the last that it said."""
    if named := NO_MODULE.findall(said):
        return f"needs {named[-1]}, {MISSING} {python}"
    last = next((line for line in reversed(said.splitlines()) if line.strip()), "without a word")
    return f"ended in {code}: {printed(last.strip())[:300]}"


def surroundings(more: Mapping[str, str] = {}) -> dict[str, str]:
    """The environment of a program that is not ours: one thread, and nothing of our paths.

    No compiled files are left in its folder.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return {**kept, **ONE_THREAD, "PYTHONDONTWRITEBYTECODE": "1", **more}


def ours(words: Sequence[str], more: Mapping[str, str] = {}, folder: Path = ROOT) -> dict[str, Any]:
    """The line that a module of ours prints, of this tree and of no other that is installed.

    Raises SocialCreditError where it prints none: then there is nothing to measure.
    """
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    env = {**os.environ, **ONE_THREAD, "PYTHONPATH": path, **more}
    try:
        return line_of([sys.executable, "-m", *words], env, folder)
    except NoLine as why:
        hint = f"see what {Path(sys.executable).name} -m {' '.join(words)} says"
        raise SocialCreditError(f"our own program {why}", hint=hint) from None


@contextmanager
def on_one_core() -> Iterator[None]:
    """What is started meanwhile runs on one core and stays there, where the system allows it.

    It is the last core: systems put their own work on the first.
    """
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {max(before)})
    except OSError:  # a container may forbid it
        yield
        return
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
