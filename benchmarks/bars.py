"""A bar: the number that a speed or a size is held against, and the words for how it came out."""

from typing import NamedTuple

MET, MISSED = "met", "missed"


class Bar(NamedTuple):
    """What is asked of a number.

    least, most, under  one of them is given
    digits  places to which the number is shown; it is judged as it is shown
    unit  what stands behind the number in the words
    """

    least: float | None = None
    most: float | None = None
    under: float | None = None
    digits: int = 1
    unit: str = ""

    def shown(self, value: float) -> str:
        """The number as the table has it."""
        return f"{value:,.{self.digits}f}"

    def met(self, value: float) -> bool:
        """Whether the number, as it is shown, is what was asked."""
        seen = round(value, self.digits)
        return (
            (self.least is None or seen >= self.least)
            and (self.most is None or seen <= self.most)
            and (self.under is None or seen < self.under)
        )

    @property
    def words(self) -> str:
        """What is asked, for the table."""
        asked = {"at least": self.least, "at most": self.most, "under": self.under}
        return next(
            f"{how} {number:g}{self.unit}" for how, number in asked.items() if number is not None
        )

    def judged(self, value: float) -> str:
        """What is asked, and whether this number is it."""
        return f"{self.words}: {MET if self.met(value) else MISSED}"
