"""What people left undone, why, and how many had heard of a scheme, in words."""

from typing import Any, NamedTuple

from socialcredit.core.text import joined, upper_first
from socialcredit.results.words.numbers import counted, part_of, percent, portion

ASSUMED = "How strongly people respond is assumed."


class Reason(NamedTuple):
    """A mechanism of response for readers: its name, and what stands behind a number of deeds."""

    name: str
    told: str


REASONS = {
    "perceived-risk": Reason("fear of being recorded", "for fear of being recorded"),
    "compliance": Reason("cheaper to comply", "because complying was worth more"),
    "value-of-standing": Reason("a grade at stake", "because a grade was at stake"),
    "chilling": Reason("lawful deeds chilled", "chilled though lawful"),
    "motivation": Reason("a norm moved by a price", "because a price had moved a norm"),
    "shame": Reason("fear of being named", "for fear of being named"),
    "drift": Reason("hours gone elsewhere", "for want of the hours that counted deeds take"),
    "while-listed": Reason("while listed", "while listed"),
}


def reason(mechanism: str) -> Reason:
    """What a mechanism is called; one that nobody named here has its own name."""
    return REASONS.get(mechanism) or Reason(mechanism, f"through {mechanism}")


def undone_lines(found: dict[str, Any] | None) -> list[str]:
    """How many deeds were left undone and why; none where no response keeps anybody from any."""
    if found is None or found["share"] is None:
        return []
    return [f"{undone_words(found)} {ASSUMED}"]


def undone_words(found: dict[str, Any]) -> str:
    """So many of so many deeds, with the share where they are not too few, and the reasons."""
    deeds, whole = found["deeds"], found["deeds"] + found["done"]
    which = "under a rule" if found["under_rule"] else "under a rule, or of kinds left without one,"
    which += " that people were about to do"
    if not deeds and whole == 1:
        return f"The one deed {which} was done all the same."
    told = f"{part_of(deeds, whole, 'deed')} {which} {'was' if deeds < 2 else 'were'} left undone"
    told = upper_first(told)
    if not deeds:
        return f"{told}."
    told += ", too few to tell a share" if found["share"].few else f" ({percent(found['share'])})"
    return f"{told}{_reasons(found['mechanisms'], deeds)}."


def _reasons(mechanisms: dict[str, int], deeds: int) -> str:
    """Why they were left undone, each reason with its number; one alone without."""
    given = {name: many for name, many in mechanisms.items() if many}
    if len(given) == 1:
        words = reason(next(iter(given))).told
        return f", {words}" if deeds == 1 else f", all {words}"
    return ": " + joined(f"{many:,} {reason(name).told}" for name, many in given.items())


def most_words(found: dict[str, Any]) -> str:
    """The month with most of them; nothing where they are too few to have one."""
    if found["share"] is None or found["share"].few or found["deeds"] < 2:
        return ""
    most = found["most"]
    return f"Most in one month: {most['deeds']:,}, in {most['month']}."


def aware_lines(found: dict[str, Any] | None) -> list[str]:
    """How many of those scored had heard of a scheme; none where nothing hangs on it."""
    return [] if found is None else [f"Heard of the scheme, of those scored: {aware_words(found)}."]


def aware_words(found: dict[str, Any]) -> str:
    """The shares at first, at most and at last; a moment that is another one too is told once."""
    start, highest, end = (found[at] for at in ("start", "highest", "end"))
    told = [f"{portion(start['share'])} at first"] if start["month"] != end["month"] else []
    if highest["month"] not in (start["month"], end["month"]):
        told.append(f"{portion(highest['share'])} at most ({highest['month']})")
    if end["share"].few:
        return joined([*told, f"{portion(end['share'])} at last"])
    of = f"{end['aware']:,} of {counted(end['scored'], 'person', 'people')}"
    return joined([*told, f"{portion(end['share'])} at last ({of})"])
