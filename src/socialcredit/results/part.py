"""A share that knows of how many cases it is one, so that nobody tells it without asking."""

from __future__ import annotations

FEW = 10  # cases below which a share, a ratio or a middle one says nothing


class Share(float):
    """A number that rests on so many cases: part of a whole, a ratio, a part of a variance.

    part, whole  what it is made of, None where that is no count of cases
    """

    cases: int
    part: float | None
    whole: float | None

    def __new__(
        cls, value: float, cases: float, part: float | None = None, whole: float | None = None
    ) -> Share:
        """The number itself, and what it rests on."""
        made = super().__new__(cls, value)
        made.cases, made.part, made.whole = int(cases), part, whole
        return made

    @property
    def few(self) -> bool:
        """Whether it rests on too few cases to tell."""
        return self.cases < FEW

    def rest(self) -> Share:
        """What is lacking to one, of the same cases."""
        part = None if self.part is None or self.whole is None else self.whole - self.part
        return Share(1 - self, self.cases, part, self.whole)


def share(part: float, whole: float, cases: float | None = None) -> Share | None:
    """part / whole, or None where there is nothing to divide by.

    cases  of how many cases it is one, where the whole is no count of them: the people who bore so
           many days, the records that moved so many points
    """
    if not whole:
        return None
    if cases is not None:
        return Share(float(part) / float(whole), cases)
    return Share(float(part) / float(whole), whole, float(part), float(whole))
