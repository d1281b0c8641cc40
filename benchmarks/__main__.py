"""Speed beside other frameworks, and against the bars that are set to it.

    python -m benchmarks --peers PATH    the peers' programs in that folder, each beside ours
    python -m benchmarks --bars          what is asked of this program alone
    python -m benchmarks --experiments   what is asked of experiments; --morris takes longer
    python -m benchmarks --lab           what is asked of the lab (extras `lab` and `browser`)

`make bench` does all but the last. Let nothing else run meanwhile. It ends in 0 where a bar is
missed, too; with --strict in 1.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import behaviour, experiments, firms, lab, nation, towns
from benchmarks.own import Row
from benchmarks.own import measured as measured_alone
from benchmarks.pairs import Measured, beside
from benchmarks.peers import LABELS, chosen, interpreters, opened
from benchmarks.running import MISSING
from benchmarks.table import missed, table_of_own, table_of_peers, told, words_on_ours
from socialcredit.core.errors import SocialCreditError

UNUSABLE, STOPPED = 2, 130
NO_PEERS = (
    "No peer was measured. Their programs are no part of this project: give the folder that they "
    "lie in, make bench PEERS=PATH (or --peers PATH)."
)


def main(words: Sequence[str] | None = None) -> int:
    """Measure what is asked for, print it, and return the exit code."""
    asked = read(words)
    try:
        return measure(asked)
    except SocialCreditError as error:
        print(error.render(), file=sys.stderr)
        return UNUSABLE
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return STOPPED


def read(words: Sequence[str] | None) -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--peers", type=Path, metavar="PATH", help="the folder with the peers' programs")
    add(
        "--python",
        action="append",
        default=[],
        metavar="[LABEL,...=]INTERPRETER",
        help="the Python that has a peer's libraries; by default this one",
    )
    add("--only", default="", metavar="LABEL,...", help="these peers: " + ", ".join(LABELS))
    add("--all", action="store_true", help="peers without a bar, too")
    add("--bars", action="store_true", help="what is asked of this program alone")
    add("--before", type=Path, metavar="PATH", help="with it, a checkout to be as fast as")
    add("--experiments", action="store_true", help="what is asked of experiments")
    add("--lab", action="store_true", help="what is asked of the lab")
    add("--morris", action="store_true", help="with it, the one that takes twenty minutes")
    add("--rounds", type=_rounds, default=3, metavar="N", help="how often each is run (3)")
    add(
        "--scale",
        type=_part,
        default=1.0,
        metavar="X",
        help="part of the usual number of people, for a quick look: 0.1",
    )
    add("--json", action="store_true", help="print everything for a machine to read")
    add("--strict", action="store_true", help="end in 1 where a bar is missed")
    asked = parser.parse_args(words)
    if not (asked.peers or asked.bars or asked.experiments or asked.lab):
        parser.error("say what to measure: --peers PATH, --bars, --experiments, --lab, or all")
    return asked


def _rounds(word: str) -> int:
    if not word.isdecimal() or not int(word):
        raise argparse.ArgumentTypeError("how often is a number from 1")
    return int(word)


def _part(word: str) -> float:
    try:
        part = float(word)
    except ValueError:
        part = 0.0
    if not 0 < part <= 1:
        raise argparse.ArgumentTypeError("the scale is a part, above 0 and at most 1")
    return part


def measure(asked: argparse.Namespace) -> int:
    """Peers first, as far as they are asked for, then this program alone."""
    say = (lambda words: None) if asked.json else show
    peers: Measured | None = None
    rows: list[Row] = []
    if asked.peers:
        only = [label for label in asked.only.split(",") if label]
        peers = beside(
            opened(asked.peers), interpreters(asked.python, sys.executable),
            chosen(only, asked.all), asked.rounds, asked.scale, tell,
        )  # fmt: skip
    say(words_on_peers(peers))  # before what may take long, or fail
    if asked.bars:
        rows = measured_alone(asked.rounds, asked.scale, tell)
        rows += firms.rows(asked.rounds, asked.scale, tell)
        rows += behaviour.rows(asked.rounds, asked.scale, asked.before, tell)
        rows += towns.rows(asked.rounds, asked.scale, tell)
        rows += nation.rows(asked.rounds, asked.scale, tell)
        say(table_of_own(rows))
    if asked.experiments:
        of_runs = [*experiments.rows(tell, asked.morris), behaviour.row_of_draws(tell)]
        rows += of_runs
        say(table_of_own(of_runs))
    if asked.lab:
        of_lab = lab.rows(tell)
        rows += of_lab
        say(table_of_own(of_lab))
    say(words_on_missed(missed(peers, rows)))
    if asked.scale < 1:
        say(f"At {asked.scale:g} of the usual size: to see that it works, not to be quoted.")
    if asked.json:
        show(json.dumps({"rounds": asked.rounds, "scale": asked.scale, **told(peers, rows)}))
    return int(asked.strict and bool(missed(peers, rows)))


def show(words: str) -> None:
    """A paragraph of the result."""
    print(words, end="\n\n", flush=True)


def tell(news: str) -> None:
    """How far it is; apart from the result, which may go to a file."""
    print(news, file=sys.stderr, flush=True)


def words_on_peers(peers: Measured | None) -> str:
    """The table of the peers, ours beside them, and who is left out."""
    if peers is None:
        return NO_PEERS
    parts = [table_of_peers(peers), words_on_ours(peers)] if peers.compared else []
    if peers.left_out:
        parts.append(lines_on_left_out(peers))
    return "\n\n".join(parts)


def lines_on_left_out(peers: Measured) -> str:
    """A sentence on each peer that gave no number, and what helps where a library is missing."""
    lines = [f"Left out: {who} {why}." for who, why in peers.left_out.items()]
    if any(MISSING in why for why in peers.left_out.values()):
        lines.append("A Python that has the library is given by --python LABEL=INTERPRETER.")
    return "\n".join(lines)


def words_on_missed(under: Sequence[str]) -> str:
    """Which bars are missed."""
    return f"Bars missed: {'; '.join(under)}." if under else "No bar is missed."


if __name__ == "__main__":
    sys.exit(main())
