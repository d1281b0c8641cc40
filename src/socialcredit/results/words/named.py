"""What readers are told of being named: the threat by size of debt, and who is named wrongly."""

from typing import Any

from socialcredit.results.words.numbers import counted, percent

Row = dict[str, Any]
SIZES = {"small": "debts under the limit", "large": "debts over the limit"}
BY_MEANS = {
    "web": "on the web", "app": "in an app", "press": "in the press", "board": "on a board",
    "screen": "on a screen", "tone": "by a tone that callers hear",
    "unsaid": "by means that the rule does not say",
}  # fmt: skip


def means_told(means: str) -> str:
    """A means of publication in words."""
    return BY_MEANS[means]


def threat_lines(threat: Row) -> list[str]:
    """How many debts the threat of being named had paid, by size."""
    small, large = threat["small"], threat["large"]
    if not small["debts"] + large["debts"]:
        return ["No debt came near a listing."]
    return [
        f"Of {counted(small['debts'], 'debt')} under the limit that were about to be listed, "
        f"{small['paid']:,} ({percent(small['share'])}) were paid for fear of being named "
        f"there; of {large['debts']:,} larger ones {large['paid']:,}. It is the rule that "
        "threatens: once somebody is named, little changes."
    ]


def wrong_lines(named: list[Row] | None, month: str) -> list[str]:
    """How many stand before the public, and how many of them wrongly, by each means.

    month  the one at whose end they are counted, in words
    """
    told = [
        f"{counted(row['people'], 'person', 'people')} {means_told(row['means'])}, of whom "
        f"{row['wrongly']:,} wrongly"
        if row["people"]
        else f"nobody any longer {means_told(row['means'])}, where at most {row['most']:,} stood"
        for row in named or ()
    ]
    if not told:
        return ["Nobody stood before the public."]
    return [
        f"At the end of {month} there stood named: " + "; ".join(told) + ". Wrongly is who owes "
        "nothing, is taken for another, or has nothing to pay with where the rule asks for means."
    ]


def attack_lines(found: Row) -> list[str]:
    """Whom mobs turned on; how many they are is an illustration, and said to be one."""
    told = [
        f"People were newly named, or more widely than before, {counted(found['named'], 'time')}, "
        f"{found['misnamed']:,} of them wrongly. "
        + (
            f"{counted(found['attacks'], 'attack')} followed: {found['right']:,} on people rightly "
            f"named, {found['wrong']:,} on people wrongly named and {found['beside']:,} on "
            "namesakes and neighbours who were not named at all. On the wrong ones fell "
            f"{percent(found['amiss'])}."
            if found["attacks"]
            else "No attack followed."
        )
        + ("" if found["twin"] is None else f" In the twin there were {found['twin']:,}.")
    ]
    told.append(
        "How many attacks there are is put in: nobody has counted any, and the strengths "
        "illustrate. On whom they fall comes out of who is named, but for the share that hits "
        "somebody beside, which is put in too."
    )
    if found["runaway"]:
        told.append(
            f"In {counted(found['runaway'], 'month of a community', 'months of communities')} "
            "anger stood at its bound, as if everybody there had just been named: each name calls "
            "forth at least another there, and the number of attacks means nothing."
        )
    return told
