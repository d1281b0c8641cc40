"""Options and arguments that several commands share, so that they read the same everywhere."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from socialcredit.commands import completing

BY_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+", re.ASCII)


def whole(least: int | None = None, most: int | None = None) -> Callable[[str], int]:
    """What reads a whole number, and says in plain words what is wrong with another."""

    def read(text: str) -> int:
        try:
            plain = str(text)  # an option's default is a number already
            number = int(plain.replace(",", "") if BY_THOUSANDS.fullmatch(plain) else text)
        except ValueError:
            raise typer.BadParameter(
                f"'{text}' is not a whole number; write it in digits alone, such as 5000"
            ) from None
        if least is not None and number < least:
            raise typer.BadParameter(f"'{text}' is too small; it must be {least} or more")
        if most is not None and number > most:
            raise typer.BadParameter(f"'{text}' is too large; it must be {most:,} or less")
        return number

    return read


def numeral(
    told: str, least: int | None = None, most: int | None = None, *names: str, **more: Any
) -> Any:
    """An option that takes a whole number."""
    read = whole(least, most)
    return typer.Option(*names, parser=read, metavar="NUMBER", help=told, **more)


Threads = Annotated[
    int | None,
    numeral("Threads to compute with.", 1, 1024, "--threads", show_default="all cores"),
]
OWN = {"show_default": "the scenario's own"}
People = Annotated[
    int | None, numeral("Residents, or firms, to simulate.", None, None, "--people", **OWN)
]
Firms = Annotated[
    int | None,
    numeral("Firms to simulate, where the scenario has any.", None, None, "--firms", **OWN),
]
Years = Annotated[
    int | None, numeral("Years from the scenario's start.", None, None, "--years", **OWN)
]
Seed = Annotated[int | None, numeral("The luck of everybody.", None, None, "--seed", **OWN)]
DrawNumber = Annotated[
    int | None,
    numeral(
        "Draw the values in doubt from their ranges: which draw. See: socialcredit doubts SCENARIO",
        None, None, "--draw", show_default="as written",
    ),
]  # fmt: skip
ParameterSeed = Annotated[
    int | None,
    numeral("The seed of all draws, apart from luck.", None, None, "--parameter-seed",
            show_default="1"),
]  # fmt: skip
Calibrated = Annotated[
    bool,
    typer.Option(
        "--calibrated",
        help="With --draw: from the points that calibration left. See: socialcredit calibrate",
    ),
]
Given = Annotated[
    list[str] | None,
    typer.Option(
        "--given",
        metavar="PATH=VALUE",
        help="As --set, but made before alternatives are laid: the values as if written so.",
    ),
]
Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Change one value; may be repeated. 'PATH *= FACTOR' multiplies, * stands for all.",
    ),
]
With = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        metavar="ALTERNATIVE",
        help="Lay an alternative over the schemes; may be repeated. See: socialcredit alternatives",
        autocompletion=completing.alternatives,
    ),
]
On = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="PLACE",
        help="local:N for N processes, or the address of a Dask scheduler.",
        show_default="a process a core",
    ),
]
OnWorkers = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="PLACE",
        help="With --memory: local:N for N processes, or the address of a Dask scheduler.",
        show_default="this process",
    ),
]
PlanAlone = Annotated[bool, typer.Option("--plan", help="Say what it takes, and live nothing.")]
StoreFolder = Annotated[
    Path | None,
    typer.Option("--store", help="Where runs are kept.", show_default="runs/store"),
]
Measures = Annotated[
    list[str] | None,
    typer.Option(
        "--measure",
        metavar="ID",
        help="What to tell, by id or its first part; may be repeated. See: socialcredit measures",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for a machine to read.")]
RunFolder = Annotated[
    Path,
    typer.Argument(metavar="RUN", help="The folder of a run.", autocompletion=completing.runs),
]
AScenario = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help="A name, or a YAML file.",
        autocompletion=completing.scenarios,
    ),
]
