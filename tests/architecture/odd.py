"""The part of `docs/odd.md` on ways to respond, made of the docstrings of the mechanisms.

python -m tests.architecture.odd        writes it anew
"""

import sys
from pathlib import Path

from socialcredit.language.resolve.loading import load_beliefs
from socialcredit.stages.response.mechanisms import FILES

ODD = Path(__file__).parents[2] / "docs" / "odd.md"
BEGINS = "<!-- Made of docstrings: python -m tests.architecture.odd -->"
ENDS = "<!-- Here the mechanisms end. -->"


def text_of_mechanisms() -> str:
    """Each mechanism under its name, in the order in which they act."""
    off = {one.mechanism for one in load_beliefs().behaviour.mechanisms if not one.on}
    parts = []
    for file in FILES:
        name = file.MECHANISM.name
        told = " (off unless a scenario turns it on)" if name in off else ""
        first, _, rest = (file.__doc__ or "").strip().partition("\n")
        parts.append(f"### `{name}`{told}\n\n**{first}**\n{rest}".rstrip())
    return "\n\n".join(parts)


def with_mechanisms(page: str) -> str:
    """The page with their text between the two marks. Raises ValueError where a mark is gone."""
    head, begins, rest = page.partition(BEGINS)
    _, ends, tail = rest.partition(ENDS)
    if not (begins and ends):
        raise ValueError(f"{ODD.name} has lost the marks between which the mechanisms stand")
    return f"{head}{BEGINS}\n\n{text_of_mechanisms()}\n\n{ENDS}{tail}"


if __name__ == "__main__":
    ODD.write_text(with_mechanisms(ODD.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{ODD.name} says what the docstrings say\n")
