"""A lesson's answer, held against the run in front of the class, in sentences."""

from dataclasses import replace
from typing import Any

from socialcredit.lab.address import Asked
from socialcredit.lab.rendering import word
from socialcredit.lab.trees import Tree, node, table

Values = dict[str, float | None]


def plain(lesson: dict[str, Any], asked: Asked) -> Asked:
    """The address of a town without the change of a lesson."""
    change = lesson["change"]
    return replace(
        asked,
        sets=tuple(one for one in asked.sets if one not in change["set"]),
        alternatives=tuple(one for one in asked.alternatives if one not in change["with"]),
    )


def changed(lesson: dict[str, Any], asked: Asked) -> Asked:
    """The address of a town with the change of a lesson, made after all others."""
    base, change = plain(lesson, asked), lesson["change"]
    return replace(
        base,
        sets=(*base.sets, *change["set"]),
        alternatives=(*base.alternatives, *change["with"]),
    )


def number(lesson: dict[str, Any], of: str, before: Values, after: Values | None) -> float | None:
    """Of the lesson's measure as it is told: before, after, their difference or their ratio.

    None where a run has no such number, or the change was not lived.
    """
    key, times = lesson["reads"]["measure"], lesson["reads"]["times"]
    first, last = before.get(key), (after or {}).get(key)
    if of == "before":
        return None if first is None else first * times
    if last is None or (of != "after" and first is None) or (of == "ratio" and not first):
        return None
    if of == "after" or first is None:
        return last * times
    return last / first if of == "ratio" else (last - first) * times


def holds(lesson: dict[str, Any], before: Values, after: Values | None) -> bool | None:
    """Whether a run bears out what the lesson says; None where it has too little to say."""
    claim = lesson["claim"]
    found = number(lesson, claim["of"], before, after)
    if found is None:
        return None
    low, high = claim["low"], claim["high"]
    return (low is None or found >= low) and (high is None or found <= high)


def in_words(lesson: dict[str, Any], before: Values, after: Values | None) -> dict[str, Any]:
    """The table of what was read, what is laid beside the guess, and who is right.

    The guess stays on its page: {guess} in `against` stands for it.
    """
    guessed = number(lesson, lesson["guess"]["of"], before, after)
    known = guessed is not None
    against = word("lessons.guessed", guess="{guess}", n=_said(lesson, guessed)) if known else ""
    verdict, sentence = _verdict(lesson, before, after) if after is not None else ([], "")
    return {
        "numbers": _numbers(lesson, before, after),
        "against": against,
        "verdict": verdict,
        "said": sentence,
    }


def _said(lesson: dict[str, Any], value: float | None, of: str = "") -> str:
    reads = lesson["reads"]
    if value is None:
        return word("lessons.none")
    if of == "ratio":
        return f"{value:,.2f}"
    return f"{value:,.{reads['decimals']}f} {reads['unit']}"


def _verdict(lesson: dict[str, Any], before: Values, after: Values) -> tuple[list[Tree], str]:
    claim, right = lesson["claim"], holds(lesson, before, after)
    head = word(f"lessons.{ {True: 'holds', False: 'fails', None: 'unknown'}[right] }")
    found = number(lesson, claim["of"], before, after)
    said = "" if found is None else word(
        f"lessons.of_{claim['of']}", n=_said(lesson, found, claim["of"])
    )  # fmt: skip
    because = claim["why"] if right else [claim["otherwise"]]
    trees = [
        node("h4", head, class_="good" if right else "bad"),
        node("p", "", node("strong", f"{claim['says']} "), node("span", said)),
        *(node("p", one, class_="how") for one in because),
        node("h4", word("lessons.cannot")),
        *(node("p", one, class_="how") for one in lesson["cannot"]),
    ]
    return trees, f"{head}. {said}"


def _numbers(lesson: dict[str, Any], before: Values, after: Values | None) -> list[Tree]:
    reads, towns = lesson["reads"], [before, *([after] if after is not None else [])]
    head = [word(f"lessons.{name}") for name in ("measure", "col_before", "col_after")]
    rows = [
        (reads["words"][key], *(_plainly(one.get(key)) for one in towns))
        for key in (reads["measure"], *reads["beside"])
    ]
    return table(word("lessons.read"), head[: 1 + len(towns)], rows)


def _plainly(value: float | None) -> str:
    if value is None:
        return word("lessons.none")
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
