"""Which schemes of a run are told whole, where several bodies have the same rules."""

from typing import Any

from socialcredit.results import naming
from socialcredit.results.run import Run


def most_penal(blocks: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The scheme under which most days of penalty were borne."""
    return max(blocks, key=lambda block: block["M1"]["penal_days"], default=None)


def in_detail(run: Run, blocks: list[dict[str, Any]]) -> list[tuple[int, str]]:
    """The schemes that are told whole: every one, but one alone of bodies with the same rules.

    Numbers, each with what it stands for where it is one of several bodies, else "".
    """
    told = []
    for title, numbers in naming.families(run):
        chosen = most_penal([blocks[number] for number in numbers])
        number = next(n for n in numbers if blocks[n] is chosen)
        among = f"{title}: one of {len(numbers)} bodies" if len(numbers) > 1 else ""
        told.append((number, among))
    return told
