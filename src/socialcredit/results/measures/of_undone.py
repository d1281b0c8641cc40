"""Measures of what was not done, by the term that weighed most: fear of notice, grade, norm apart.

Each is counted from the act's own draw: of the deeds that people were about to do, those that the
terms of all mechanisms together stopped, told by term. With the deeds done they are the deeds of
the same draws without any term.
"""

from collections.abc import Callable

from socialcredit.results.measures.measure import PUT_IN, Measure, block
from socialcredit.results.measures.response import left_undone
from socialcredit.results.run import Run

# Mechanisms that keep people from deeds, and what stands behind a deed that was left undone.
BY_TERM = {
    "perceived-risk": "for fear of being recorded",
    "value-of-standing": "for fear for a grade",
    "motivation": "because a price had moved a norm",
    "shame": "for fear of being named",
    "chilling": "chilled though lawful",
    "drift": "for want of the hours that counted deeds take",
    "while-listed": "while listed",
}


def _of_term(name: str) -> Callable[[Run, int], float | None]:
    """Deeds left undone for one mechanism; None where it is off."""

    def worth(run: Run, _: int) -> float | None:
        left = block(left_undone, run)
        many = None if left is None else left["mechanisms"].get(name)
        return None if many is None else 1000 * many / run.person_years

    return worth


MEASURES = tuple(
    Measure(f"undone.{name}", f"deeds left undone {words}", "per 1000 person-years", "neither",
            "run", "rate", _of_term(name), line=3, mark=PUT_IN)
    for name, words in BY_TERM.items()
)  # fmt: skip
