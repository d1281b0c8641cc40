"""What the page says of owners and firms: what is passed on between them, and who bears it."""

from typing import Any

from socialcredit.report.pictures import vega
from socialcredit.report.pictures.bars import Bar, bars, in_words
from socialcredit.report.pictures.figure import Figure, Section
from socialcredit.results.run import Run
from socialcredit.results.words.crossings import fan_out_lines, owner_lines


def crossings_section(run: Run, found: dict[str, Any]) -> Section | None:
    """From firm to owner to household, and what closings cost; None where nothing crosses."""
    told = fan_out_lines(found["fan_out"]) + owner_lines(found["owners"])
    if not told:
        return None
    text = (
        "Some residents own firms. What is passed on between the two is filed with the other from "
        "the next month on, and is as true as what it comes from: whoever is listed for what is "
        "not so is filed elsewhere for what is not so."
    )
    fan, figures = found["fan_out"], []
    if fan is not None and fan["firms"]:
        steps = (("firms on such a list", fan["firms"]),
                 ("of these for nothing true", fan["wrong"]),
                 ("owners with it on file", fan["owners"]),
                 ("of these on a black list", fan["listed"]),
                 ("others of their households", fan["household"]))  # fmt: skip
        drawn = [
            Bar(name, many / run.months, f"{many / run.months:,.1f}", vega.BLUE)
            for name, many in steps
        ]
        rows = [[name, f"{many / run.months:,.1f}"] for name, many in steps]
        title = "From a firm's listing to its owner and to whoever lives there"
        note = "At the end of a month, the mean of all months."
        figures = [Figure(title, bars(drawn), in_words(drawn), ["who", "how many"], rows, note)]
    return Section("passed-on", "What is passed on between firms and owners", [text], figures, told)
