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


def wrong_lines(named: list[Row] | None) -> list[str]:
    """How many stand before the public, and how many of them wrongly, by each means."""
    told = [
        f"{counted(row['people'], 'person', 'people')} {means_told(row['means'])}, of whom "
        f"{row['wrongly']:,} wrongly"
        for row in named or ()
    ]
    if not told:
        return ["Nobody stood before the public."]
    return [
        "At the end there stood named: " + "; ".join(told) + ". Wrongly is who owes nothing, is "
        "taken for another, or has nothing to pay with where the rule asks for means."
    ]
