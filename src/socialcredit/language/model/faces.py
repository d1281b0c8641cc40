"""What a source of cameras says of itself: how many devices, whom they can name, how they err.

Three errors are kept apart, because each has a remedy of its own: a face is not captured or the
wrong scene is; a face is matched to nobody or to somebody else; a human check lets a wrong match
pass or stops a right one.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from socialcredit.core.levels import Occupation
from socialcredit.language.model.provenance import Believed, Block
from socialcredit.language.read.quantities import Day, Factor, Share, Text, unexpected

Pictures = Annotated[float, Field(strict=True, ge=1, le=1e11)]  # how many


class Devices(Believed):
    """How many devices stand in a place from each day on, and the share of deeds before one."""

    number: Annotated[dict[Day, Factor], Field(min_length=1)]
    each_sees: Share


class Estimate(Believed):
    """A stock of cameras per 1,000 residents by date: straight between dates, level outside."""

    per_1000: Annotated[dict[Day, Factor], Field(min_length=1)]


class Density(Believed):
    """Cameras everywhere: a stock per 1,000 residents that grows, and how many recognise people.

    The stock grows by `growth` a year from `begins` to `ends` and is level outside; or it `follows`
    one of the estimates that stand `beside`. Each camera that recognises, per 1,000 residents,
    leaves unseen a share `each_covers` less of what was.
    """

    per_1000: Factor
    begins: Day
    ends: Day
    growth: Annotated[float, Field(strict=True, ge=-1, le=10)]
    with_recognition: Annotated[dict[Day, Share], Field(min_length=1)]
    each_covers: Share
    times: dict[Text, Factor] = {}
    beside: dict[Text, Estimate] = {}
    follows: Text | None = None

    @model_validator(mode="after")
    def _follows_what_there_is(self) -> Density:
        if self.follows is not None and self.follows not in self.beside:
            named = ", ".join(self.beside) or "nothing"
            raise unexpected(f"no estimate `{self.follows}` stands beside", f"one of {named}")
        return self


class Gallery(Believed):
    """Whose pictures are kept from a day on: a share of residents, the highest that applies.

    So many of the place's residents make its size, unless it is known how many pictures it `holds`.
    """

    since: Day
    holds: Pictures | None = None
    residents: Share = 0.0
    drivers: Share = 0.0
    occupation: dict[Occupation, Share] = {}


class Capture(Believed):
    """The first error: offences that give a face, and faces taken where nobody did anything.

    `passers` people pass one device a day; of these `lawful` are taken for offenders. `visitors` is
    the share of passers who live elsewhere, and whose picture no gallery keeps. `pictures` faces a
    day and device belong to people who are not there (an advertisement on a bus).
    """

    offences: Share
    passers: Factor = 0.0
    visitors: Share = 0.0
    lawful: Share = 0.0
    pictures: Factor = 0.0


class Match(Believed):
    """The second error: a face in the gallery not found, and a face that finds somebody else.

    `false_match` was measured in a gallery `among` so many pictures, and grows with the gallery
    while the threshold stays. Where that is left out it is the same for every gallery.
    """

    miss: Share
    false_match: Share
    among: Pictures | None = None
    minority_times: Factor = 1.0


class Review(Believed):
    """The third error: what a human check confirms of right matches and of wrong ones."""

    confirms_right: Share = 1.0
    confirms_wrong: Share = 1.0


class Recognition(Block):
    """A source that names people by their faces."""

    gallery: Annotated[tuple[Gallery, ...], Field(min_length=1)]
    capture: Capture
    match: Match
    review: Review

    @model_validator(mode="after")
    def _size_matters(self) -> Recognition:
        if self.match.among is None and any(one.holds is not None for one in self.gallery):
            raise unexpected(
                "how many pictures the gallery holds changes nothing here",
                "match: {among: the number of pictures with which false_match was measured}",
            )
        return self
