"""The command `socialcredit`: what there is, and what a failure looks like from outside.

Each command lives in a module of `commands/` and imports what it needs at its top. Only the module
of the command that was asked for is loaded, so listing schemes never waits for the compiler.

Exit codes: 0 done; 1 a named problem, without a traceback; 2 a wrong call; 130 stopped by Ctrl-C.
"""

import functools
import gc
import inspect
import os
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any

import typer

from socialcredit import __version__
from socialcredit.commands import ending
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.lazy import fetch
from socialcredit.core.text import code_of, first_hidden

COMPLETING = "_SOCIALCREDIT_COMPLETE"  # set by the shell that asks how a line could go on

COMMANDS = {
    "run": ("running", "Simulate a scenario and write its report."),
    "resume": ("running", "Finish a run that was stopped."),
    "repeat": ("repeating", "Live again what lies in a folder, and compare the hash."),
    "schemes": ("listing", "The schemes there are."),
    "scenarios": ("listing", "The scenarios there are."),
    "alternatives": ("listing", "Milder designs that can be laid over any scheme."),
    "measures": ("measures", "Every number that can be asked of a run."),
    "plan": ("planning", "The order of a day: who reads what, who writes what."),
    "show": ("rules", "A scheme's rules in plain words, with their sources."),
    "check": ("rules", "Validate a scheme, scenario or assumption file."),
    "doubts": ("doubting", "How far off a scenario's values may be, and who says so."),
    "words": ("drafting", "The words that rules can be written with."),
    "schema": ("drafting", "What a kind of file may say, for editors."),
    "new": ("starting", "A folder to start from: of a scheme, or of a place of your own."),
    "diff": ("rules", "Two schemes side by side, and who moves."),
    "explain": ("telling", "One life: what happened, what was filed, what it cost."),
    "report": ("telling", "Write a run's report again."),
    "compare": ("comparing", "Two scenarios, same people, same luck."),
    "sweep": ("sweeping", "One value changed step by step, same people, same luck."),
    "samples": ("sampling", "How large a sample has to be, held against everybody."),
    "experiment": ("experimenting", "Many runs from one file, and a table of them."),
    "sensitivity": ("sensing", "How far what is in doubt moves each headline."),
    "assess": ("assessing", "What a scheme does to people, as a document to be filed."),
    "calibrate": ("calibrating", "What published numbers leave of what is in doubt."),
    "validate": ("validating", "A run held against what was published."),
    "bench": ("measuring", "Speed and memory."),
    "lab": ("lab", "A page on which a town is watched living under a score."),
}
ENGINE = ("running", "repeating", "comparing", "sweeping", "sampling", "experimenting", "sensing",
          "validating", "measuring", "calibrating", "assessing", "lab")  # fmt: skip


def command() -> None:
    """Run the process's own command line, then end the process without taking it apart.

    Nothing is open any more, and freeing what the compiler and the tables hold took a third of a
    second. Nor is it worth while to look often for garbage among what was only just imported.
    """
    gc.set_threshold(100_000, 50, 100)
    # Nothing here multiplies matrices worth a thread, and each thread's share of memory is taken
    # at once, by a library that never gives up asking where there is too little.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    ending.heed_signals()
    code: object = None
    try:
        main()
    except SystemExit as end:
        code = end.code
    left = code if isinstance(code, int) else ending.PROBLEM if code else 0
    left = ending.spoken_out() or left
    kernels = sys.modules.get("socialcredit.core.kernel_cache")
    if kernels is not None:
        kernels.leave()
    os._exit(left)


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line `args` (the process's own by default) and leave with its exit code."""
    words = list(sys.argv[1:] if args is None else args)
    wanted = wanted_of(words)
    try:
        refuse_hidden(words)
        if computes(wanted, words):
            ending.refuse_too_little_memory()
            say_if_python_compiles()
        build_app(wanted)(args=words, prog_name="socialcredit")
    except (Exception, KeyboardInterrupt) as error:
        end = ending.ending_of(error)
        ending.say(end.words)
        sys.exit(end.code)


def refuse_hidden(words: Sequence[str]) -> None:
    """No word of a call may hold what cannot be seen; so nothing below echoes it to a terminal."""
    for word in words:
        at = first_hidden(word)
        if at is not None:
            raise SocialCreditError(
                f"a character that cannot be seen, {code_of(word[at])}, stands in the call",
                text=word,
                hint="write the call again without it; rename a file whose name has it",
            )


def computes(wanted: str, words: Sequence[str]) -> bool:
    """Whether a call will load the engine."""
    module = COMMANDS.get(wanted, ("",))[0]
    return module in ENGINE and not {"-h", "--help"} & set(words) and COMPLETING not in os.environ


def say_if_python_compiles() -> None:
    """A word where Python reads its libraries for the first time, which takes a while.

    Some installers leave it to the first run to compile them to bytecode.
    """
    found = find_spec("numba")
    kept = found and found.cached and os.path.exists(found.cached)
    if not kept:
        ending.say("Python compiles its libraries (once, some ten seconds) ...")


def wanted_of(words: Sequence[str]) -> str:
    """The command that is called; while a shell completes a line, the one that stands there."""
    if COMPLETING in os.environ:
        told = os.environ.get("_TYPER_COMPLETE_ARGS") or os.environ.get("COMP_WORDS") or ""
        words = told.split()[1:]
    return next((word for word in words if not word.startswith("-")), "")


def build_app(wanted: str) -> typer.Typer:
    """All commands by name; only the `wanted` one is loaded, the rest are lines of the help."""
    app = typer.Typer(
        help="A laboratory for social credit systems, run on synthetic people.",
        no_args_is_help=True,
        add_completion=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for name, (module, line) in COMMANDS.items():
        command = _load(module, name) if name == wanted else _named_only
        app.command(name, help=_help_of(command, line), short_help=line)(command)
    return app


def _load(module: str, name: str) -> Callable[..., Any]:
    return _guarded(fetch(f"socialcredit.commands.{module}", name))


def _named_only() -> None:
    """Stands in for a command that this call does not need."""


def _help_of(command: Callable[..., Any], line: str) -> str:
    """A command's help; its paragraphs in one line each, so that the terminal decides on breaks."""
    if command is _named_only:
        return line
    paragraphs = inspect.cleandoc(command.__doc__ or line).split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit()


def _options(
    version: bool = typer.Option(
        False, "--version", help="Print the version.", is_eager=True, callback=_print_version
    ),
) -> None:
    """Options of `socialcredit` itself; each acts in its own callback."""


def _guarded(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn what can go wrong into a message on stderr and an exit code scripts can use."""

    @functools.wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except (Exception, KeyboardInterrupt) as error:
            end = ending.ending_of(error)
            ending.say(end.words)
            raise typer.Exit(end.code) from None

    return guarded
