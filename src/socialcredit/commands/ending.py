"""How a command ends that did not go well: one sentence, a next step, an exit code for scripts."""

import errno
import os
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import typer

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.text import printed

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

PROBLEM, STOPPED = 1, 130
PACKAGE = Path(__file__).parents[1]
LEAST_MEMORY = 900 << 20  # address space, most of which is never touched
SHOW_STACK = "SOCIALCREDIT_TRACEBACK"
KEPT = "Stopped. What was finished is kept: the same call goes on with the rest."

NEXT_STEP = {
    errno.ENOSPC: "free some space, or choose another disk with --out DIR; then resume the run",
    errno.EDQUOT: "free some space, or choose another disk with --out DIR; then resume the run",
    errno.EFBIG: "raise the limit on the size of files (ulimit -f); then resume the run",
    errno.EACCES: "choose a folder you may write to, with --out DIR",
    errno.EPERM: "choose a folder you may write to, with --out DIR",
    errno.EROFS: "choose a folder you may write to, with --out DIR",
    errno.ENOENT: "check the path for a typo",
    errno.ENOTDIR: "part of the path is a file, not a folder; choose another with --out DIR",
    errno.EISDIR: "name a file, not a folder",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.ELOOP: "the links in this path lead in a circle; choose another",
    errno.EMFILE: "raise the limit on open files (ulimit -n)",
}
MEMORY = (
    "The memory that this program may use is used up.\n"
    "Next: ask for fewer --people or --threads, or raise the limit (ulimit -v); a run that had "
    "begun can be resumed."
)
# What libraries say when the system gives them no more memory; each has its own kind of error.
OUT_OF_MEMORY = ("allocate memory", "map segment", "out of memory", "start new thread", "ran out")


class Ending(NamedTuple):
    """What to say on stderr, and the exit code."""

    words: str
    code: int


def ending_of(error: BaseException) -> Ending:
    """The end of a command that met this error."""
    if isinstance(error, SocialCreditError):
        return Ending(error.render(), PROBLEM)
    if isinstance(error, KeyboardInterrupt):
        return Ending("Stopped.", STOPPED)
    if is_broken_pipe(error):  # whoever read along has seen enough
        return Ending("", PROBLEM)
    if is_out_of_memory(error):
        return Ending(MEMORY, PROBLEM)
    if isinstance(error, OSError):
        return Ending(system_words(error), PROBLEM)
    return Ending(unforeseen(error), PROBLEM)


def is_broken_pipe(error: BaseException) -> bool:
    """Whether somebody who read the output has gone."""
    return isinstance(error, OSError) and error.errno == errno.EPIPE


def is_out_of_memory(error: BaseException) -> bool:
    """Whether the system gave no more memory, in whichever library that was noticed."""
    if isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM:
        return True
    told = str(error).lower()
    if any(words in told for words in OUT_OF_MEMORY):
        return True
    # Under a limit, a library that finds no room fails in ways of its own.
    broken = isinstance(error, SystemError | ImportError) or "shared object" in told
    return broken and allowed_memory() is not None


def allowed_memory() -> int | None:
    """Bytes of memory that this process may ask for (`ulimit -v`); None: as many as there are."""
    if resource is None:
        return None
    most = resource.getrlimit(resource.RLIMIT_AS)[0]
    return None if most == resource.RLIM_INFINITY else int(most)


def refuse_too_little_memory() -> None:
    """Say so where the compiler could not even be loaded: it would abort in the middle of a word.

    Raises SocialCreditError.
    """
    most = allowed_memory()
    if most is not None and most < LEAST_MEMORY:
        raise SocialCreditError(
            f"this process may use {most >> 20} MB of memory, and the engine alone takes "
            f"{LEAST_MEMORY >> 20} MB of it",
            hint="raise the limit (ulimit -v), or lift it",
        )


def system_words(error: OSError) -> str:
    """The system's refusal as a sentence: what, where, what to do next."""
    where = f": {printed(error.filename)}" if error.filename else ""
    what = error.strerror or printed(error) or type(error).__name__
    step = NEXT_STEP.get(error.errno or 0)
    return f"{what}{where}" + (f"\nNext: {step}." if step else "")


def unforeseen(error: BaseException) -> str:
    """An error that is a fault of the program, and where; the stack only for whoever asks."""
    if os.environ.get(SHOW_STACK):
        return "".join(traceback.format_exception(error))
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if PACKAGE in Path(frame.filename).parents]
    at = f" ({Path(ours[-1].filename).name}:{ours[-1].lineno})" if ours else ""
    told = printed(" ".join(str(error).split())[:300])
    return (
        f"A fault of this program, not of yours: {type(error).__name__}: {told}{at}\n"
        f"Next: report it with the command; {SHOW_STACK}=1 before it prints where it happened."
    )


@contextmanager
def kept_where_stopped() -> Iterator[None]:
    """Say after Ctrl-C, of many runs, that those that were finished are not lost."""
    try:
        yield
    except KeyboardInterrupt:
        say(KEPT)
        raise typer.Exit(STOPPED) from None


def heed_signals() -> None:
    """Let whoever ends the process, or closes its terminal, stop it as Ctrl-C does.

    A signal that was set to be ignored (`nohup`) stays so.
    """
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)


def _interrupt(number: int, frame: Any) -> None:
    raise KeyboardInterrupt


def say(words: str) -> None:
    """Say it on stderr, if there is anybody to hear it."""
    try:
        if words and sys.stderr is not None:
            print(words, file=sys.stderr, flush=True)
    except OSError:
        pass


def spoken_out() -> int:
    """Write what is still held back for stdout; the exit code where it could not be written."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError) as error:
        end = ending_of(error) if isinstance(error, OSError) else Ending("", PROBLEM)
        say(end.words)
        return end.code
    return 0
