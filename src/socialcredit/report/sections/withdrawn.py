"""What the page says on what people would do of themselves, if every rule were withdrawn."""

from typing import Any

from socialcredit.report.pictures.figure import CameOut, PutIn, Section
from socialcredit.results.measures.measure import block
from socialcredit.results.measures.withdrawn import SIDES, withdrawn
from socialcredit.results.run import Run
from socialcredit.results.words.numbers import in_hundred, in_hundred_more

Row = dict[str, Any]


def withdrawn_section(run: Run, _: Row) -> Section | None:
    """Line 1: expected deeds from motivation alone, and how they came to that month by month."""
    found = block(withdrawn, run)
    if found is None:
        return None
    told = [side for side in SIDES if found[side]["change"] is not None]
    if not told:
        return None
    paragraphs: list[str] = [PutIn(" ".join(_words(side, found[side]) for side in told))]
    paragraphs += [CameOut(_course(side, found[side])) for side in told]
    paragraphs.append(
        "Expected, not drawn: of every resident the rates of all kinds of deed, times what a price "
        "has done to the motivation of their group. Fear, points and grades are not in it. The "
        "sign and the size of what a price does are assumed; who had a price, and for how long, "
        "came out of the run."
    )
    return Section("withdrawn", "If all rules were withdrawn tomorrow", paragraphs)


def _words(side: str, one: Row) -> str:
    """One side at the run's end, against the twin's."""
    way = "more" if one["change"] > 0 else "fewer"
    by = f"{in_hundred(abs(one['change']))} {way} than" if one["change"] else "as many as"
    return (
        f"Without any rule people would do {one['alone']:.2f} {side} deeds a person-year of "
        f"themselves, {by} the {one['ever']:.2f} of the same people without the schemes."
    )


def _course(side: str, one: Row) -> str:
    """When it was least and most."""
    low, high = one["lowest"], one["highest"]
    return (
        f"The change in {side} deeds was least in {low['month']} ({_change(low['change'])}) and "
        f"most in {high['month']} ({_change(high['change'])})."
    )


def _change(value: float) -> str:
    return in_hundred_more(value)
