"""Consequences: whom a rule concerns, and which door it opens or closes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from socialcredit.core.levels import Means
from socialcredit.core.limits import MOST_VISITS_A_YEAR
from socialcredit.language.model.provenance import Block, Doubted, Evidence, Rule
from socialcredit.language.model.signs import Custom, Untrue
from socialcredit.language.read.quantities import Day, Factor, Number, Share, Text, Yes, unexpected


class When(Block):
    """Whom a consequence concerns: holders of a grade, those on a list, each record, or anyone.

    `entry` names the entries under which a record is filed; `anyone` is whoever is scored. `of`
    names the scheme of the run whose list it is, where it is not this one's; without that scheme
    the consequence concerns nobody.
    """

    grades: Annotated[
        Annotated[tuple[Text, ...], Field(min_length=1)] | None,
        Field(description="whoever is in one of these grades"),
    ] = None
    list: Annotated[Text | None, Field(description="whoever is on this list")] = None
    of: Text | None = None
    entry: Annotated[
        Annotated[tuple[Text, ...], Field(min_length=1)] | None,
        Field(description="each record under one of these entries, once, when it is filed"),
    ] = None
    anyone: Annotated[Yes, Field(description="whoever is scored")] = False

    @model_validator(mode="after")
    def _one_ground(self) -> When:
        named = sum(ground is not None for ground in (self.grades, self.list, self.entry))
        if named + self.anyone != 1:
            expected = "one of grades, list, entry or anyone"
            raise unexpected("a consequence has one ground", expected)
        if self.of is not None and self.list is None:
            raise unexpected("of another scheme only a list is read", "list: its name")
        return self


class Fails(Block):
    """How often a check at a door fails the right person.

    `chance` at each try, and `never` the share of people whom it never lets pass;
    `minority_times` multiplies both for the minority.
    """

    chance: Share
    never: Share = 0.0
    minority_times: Factor = 1.0


class Evaded(Doubted):
    """The share of people who get round what they are kept from, and go on as before.

    Who does is drawn once for a person and a consequence. The share has a source of its own: a rule
    may be law, and how many drive without a licence an assumption.
    """

    share: Share
    source: Text
    evidence: Evidence
    note: Text | None = None


class Collected(Doubted):
    """How much of a sum comes in: of the people who were told of the record, the share `paid`.

    Who was not told pays nothing: how many are reached is the procedure's `notice`, and said there
    alone. `ends` names the entries whose records of the same sighting run out when it is paid.
    """

    paid: Share
    ends: tuple[Text, ...] = ()
    source: Text
    evidence: Evidence
    note: Text | None = None


class Consequence(Rule):
    """A door that opens or closes. Money is in the currency of the place, above 0 received.

    A sum that follows a record is `paid_back` when the record is corrected, or is not. It moves
    when the record is filed or, where it is `collected`, when and if it is paid.
    Who is shown is so to an `audience`, by `means`: on the web, in an app on a map, in the press,
    on a board, on a screen in the street, or by a tone that callers hear.
    `coverage` is the share of attempts at which the body looks, by date, linear between dates;
    `again` how often on average somebody who was refused tries once more, by date.
    Of what closes firms, `coverage` is the share of those concerned whom it reaches in a month.
    What incapacitates `stops` deeds, harmful or lawful, while it lasts; some may have `evaded` it.
    A sign shows customers a firm's grade: `coverage` is the share of them who look, `custom` what
    they make of it, `untrue` who does not show it. A surcharge is `money` for each unit that a firm
    uses. Who is inspected is so at a share of attempts, or owed so many `visits` a year, which a
    source makes that goes round by this duty.
    """

    consequence: Text
    title: Text | None = None
    when: When
    domain: Text
    effect: Annotated[
        Literal[
            "refuse",
            "dearer",
            "priority",
            "money",
            "inspect",
            "shown",
            "sign",
            "surcharge",
            "incapacitate",
            "close",
        ],
        Field(
            description="refuse: who tries is turned away; dearer: the same costs more; priority: "
            "who tries comes first; money: a sum is taken or given; inspect: who tries is looked "
            "at; shown: the person is shown to an audience; sign: the grade hangs at a firm's "
            "door; surcharge: each unit that a firm uses costs more; incapacitate: deeds of the "
            "person are stopped; close: a firm is closed, and another one opens on its premises"
        ),
    ]
    stops: tuple[Text, ...] = ()
    evaded: Evaded | None = None
    money: Number | None = None
    money_per_point: Number | None = None
    paid_back: Yes = False
    collected: Collected | None = None
    audience: Text | None = None
    means: Means | None = None
    custom: Custom | None = None
    untrue: Untrue | None = None
    visits: Annotated[Factor, Field(le=MOST_VISITS_A_YEAR)] | None = None
    coverage: Annotated[dict[Day, Share], Field(min_length=1)] | None = None
    fails: Fails | None = None
    again: Annotated[dict[Day, Factor], Field(min_length=1)] | None = None
    per: Annotated[
        Literal["year", "month", "attempt", "once"] | None,
        Field(
            description="year: a sum a year; month: a sum a month; attempt: a sum at each try; "
            "once: a sum when it begins"
        ),
    ] = None
    hits: Annotated[
        tuple[Literal["self", "household", "children"], ...],
        Field(
            min_length=1,
            description="self: the person; household: everybody who lives with the person; "
            "children: the children who do",
        ),
    ] = ("self",)
    layer: Text | None = None

    @property
    def id(self) -> str:
        """The consequence's name."""
        return self.consequence

    @property
    def tried(self) -> bool:
        """Whether it acts on attempts, and not on its own days or on each record."""
        of_itself = self.effect in ("money", "shown") and self.per != "attempt"
        own = self.effect in ("incapacitate", "close", "sign", "surcharge")
        return not (of_itself or own or self.when.entry or self.visits is not None)

    @model_validator(mode="after")
    def _parts_agree(self) -> Consequence:
        sums = (self.money is not None) + (self.money_per_point is not None)
        if self.effect == "money" and sums != 1:
            expected = "money: a number, or money_per_point"
            raise unexpected(
                "an effect on money has " + ("two sums" if sums else "no sum"), expected
            )
        if (self.effect == "shown") != (self.audience is not None):
            raise unexpected("who is shown is shown to somebody", "effect: shown with audience")
        if self.means is not None and self.audience is None:
            raise unexpected("only what is shown has means", "effect: shown with audience")
        if self.money_per_point is not None and self.when.entry is None:
            raise unexpected("only a record has points", "when: {entry: [...]}")
        if self.when.entry and (self.effect not in ("money", "shown") or self.per):
            expected = "effect: money or shown, without per"
            raise unexpected("a record has its consequence once, when it is filed", expected)
        if self.paid_back and not (self.when.entry and self.effect == "money"):
            raise unexpected("only a sum that a record took is paid back", "when: {entry: [...]}")
        if self.when.entry and self.hits != ("self",):
            raise unexpected("a record has consequences for its own person", "hits: [self]")
        if self.coverage is not None and not self.tried and self.effect not in ("close", "sign"):
            raise unexpected("nobody looks where nothing is tried", "an effect on attempts")
        if self.fails is not None and self.effect != "refuse":
            raise unexpected("a check that fails turns people away", "effect: refuse")
        if self.again is not None and self.effect != "refuse":
            raise unexpected("only who is refused tries again", "effect: refuse")
        if any(times > 100 for times in (self.again or {}).values()):
            raise unexpected("nobody tries again so often", "at most 100 further tries")
        closes = self.effect == "close"
        if closes and (self.hits != ("self",) or self.when.anyone or self.layer is not None):
            raise unexpected("what closes a firm asks its grade or a list", "when: {grades: [...]}")
        if closes and (self.per is not None or self.money is not None):
            raise unexpected("what closes a firm moves no money", "neither per nor money")
        self._is_owed()
        self._stops_agree()
        self._sign_agrees()
        self._visits_agree()
        self._surcharge_agrees()
        return self

    def _is_owed(self) -> None:
        if self.collected is None:
            return
        if not (self.when.entry and self.effect == "money"):
            raise unexpected("only a sum that a record takes is collected", "when: {entry: [...]}")
        if (self.money or 0) > 0 or (self.money_per_point or 0) < 0:
            raise unexpected("what a person receives is not collected", "a sum that is taken")
        if self.paid_back:
            raise unexpected("who pays has not contested it, or in vain", "without paid_back")

    def _stops_agree(self) -> None:
        keeps = self.effect == "incapacitate"
        if keeps != bool(self.stops):
            expected = "effect: incapacitate with stops: [a deed, ...]"
            raise unexpected("what incapacitates stops deeds, and nothing else does", expected)
        if self.evaded is not None and not keeps:
            raise unexpected("only what incapacitates is evaded", "effect: incapacitate")
        if keeps and self.hits != ("self",):
            raise unexpected("who is kept from deeds is the person decided on", "hits: [self]")
        if keeps and (self.per is not None or self.money is not None):
            raise unexpected("what incapacitates lasts and moves no money", "neither per nor money")

    def _sign_agrees(self) -> None:
        told = self.custom is not None or self.untrue is not None
        if self.effect != "sign":
            if told:
                raise unexpected("only a sign has custom and is untrue", "effect: sign")
            return
        if self.when.grades is None:
            raise unexpected("a sign shows a grade", "when: {grades: [...]}")
        if self.hits != ("self",) or self.per is not None or self.money is not None:
            expected = "neither hits, per nor money; custom: {moves: {a grade: a share}}"
            raise unexpected("a sign hangs at the door and moves customers", expected)
        named = [*(self.custom.moves if self.custom else ())]
        if self.untrue is not None:
            named += [*self.untrue.grades, *((self.untrue.shows,) if self.untrue.shows else ())]
        for grade in named:
            if grade not in self.when.grades:
                shown = ", ".join(self.when.grades)
                raise unexpected(f"the sign never shows `{grade}`", f"one of {shown}")

    def _visits_agree(self) -> None:
        if self.visits is None:
            return
        if self.effect != "inspect" or self.when.grades is None:
            raise unexpected("visits are owed by grade", "effect: inspect, when: {grades: [...]}")
        if self.hits != ("self",) or self.layer is not None or self.per is not None:
            raise unexpected("visits go to who holds the grade", "neither hits, layer nor per")

    def _surcharge_agrees(self) -> None:
        if self.effect != "surcharge":
            return
        if self.money is None or self.money > -0.01 or self.per is not None:
            expected = "money: -0.6 and the like, without per"
            raise unexpected("a surcharge takes money for each unit", expected)
        if self.hits != ("self",):
            raise unexpected("a surcharge falls on the firm that uses", "hits: [self]")
