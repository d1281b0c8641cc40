"""The peers: the common workload in other frameworks, and how many times as fast we want to be.

Their programs are not ours and lie in a folder that is given; `POINTS_DAY.md` beside them defines
the workload. Each prints one line of JSON. Sizes are such that a run lasts some half a minute.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import which
from typing import NamedTuple

from benchmarks.bars import Bar
from socialcredit.core.errors import SocialCreditError, nearest

DAYS = 365


class Peer(NamedTuple):
    """A program of the folder: how it is called for, and in the table; `bar` is of ours ÷ it."""

    label: str
    name: str
    script: str
    people: int
    bar: Bar | None = None
    variant: str = ""
    env: Mapping[str, str] = {}


PEERS = (
    Peer("numba-limit", "Numba, pushed by hand", "numba_limit.py", 12_000_000, Bar(0.95, digits=3)),
    Peer("numpy-sparse", "NumPy, sparse", "numpy_sparse.py", 4_000_000, Bar(2.6, digits=2)),
    Peer("mesa-frames", "mesa-frames", "mesa_frames_points.py", 1_200_000, Bar(7)),
    Peer("starsim", "Starsim", "starsim_points.py", 1_200_000, Bar(8)),
    Peer("mesa", "Mesa, as its tutorial teaches", "mesa_points.py", 60_000, Bar(170, digits=0)),
    # Without a bar: measured where they are named, or with --all.
    Peer("numba-sparse", "Numba, sparse", "numba_points.py", 8_000_000, variant="sparse"),
    Peer("numba-dense", "Numba, dense", "numba_points.py", 4_000_000, variant="dense"),
    Peer("numba-philox", "Numba with Philox", "numba_points.py", 3_000_000, variant="philox"),
    Peer("numpy-dense", "NumPy, dense", "numpy_dense.py", 1_200_000),
    Peer("starsim-nocrn", "Starsim, no common random numbers", "starsim_points.py", 1_500_000,
         env={"STARSIM_CRN": "0"}),
    Peer("jax", "JAX", "jax_points.py", 500_000),
    Peer("agenttorch-drop", "AgentTorch, dropping its history", "agenttorch_points.py", 700_000,
         variant="drop"),
    Peer("agenttorch-keep", "AgentTorch, keeping its history", "agenttorch_points.py", 400_000,
         variant="keep"),
    Peer("mesa-tuned", "Mesa, tuned", "mesa_points.py", 80_000, variant="tuned"),
)  # fmt: skip
LABELS = tuple(peer.label for peer in PEERS)


def chosen(only: Sequence[str] = (), every: bool = False) -> tuple[Peer, ...]:
    """The peers that are named; where none is, those with a bar, or `every` one."""
    for label in only:
        known(label)
    if only:
        return tuple(peer for peer in PEERS if peer.label in only)
    return tuple(peer for peer in PEERS if every or peer.bar)


def known(label: str) -> str:
    """The label of a peer, or an error that tells them all."""
    if label not in LABELS:
        raise SocialCreditError(
            "no peer has this label",
            text=label,
            expected=", ".join(LABELS),
            meant=nearest(label, LABELS),
        )
    return label


def opened(path: Path) -> Path:
    """The folder of the peers' programs, or an error that says how to give the right one."""
    hint = "give --peers the folder that numba_limit.py, numpy_sparse.py and the others lie in"
    if not path.is_dir():
        raise SocialCreditError(f"there is no folder {path}", hint=hint)
    if not any((path / peer.script).is_file() for peer in PEERS):
        raise SocialCreditError(f"no program of a peer lies in {path}", hint=hint)
    return path.resolve()


def interpreters(told: Sequence[str], usual: str) -> dict[str, str]:
    """Which Python runs which peer, from words like `mesa,starsim=PYTHON`, or `PYTHON` for all.

    usual  the one for peers of which nothing is said
    """
    found = dict.fromkeys(LABELS, usual)
    for word in told:
        labels, _, python = word.rpartition("=")
        found_at = which(python)
        if not found_at:
            raise SocialCreditError(
                f"there is no Python at {python or word}",
                hint="say --python LABEL=INTERPRETER, like --python mesa=other/bin/python",
            )
        # Not resolved: a virtual environment is known by the link that it is called through.
        for label in labels.split(",") if labels else LABELS:
            found[known(label)] = str(Path(found_at).absolute())
    return found
