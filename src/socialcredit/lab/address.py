"""What an address asks for: a scenario, its changes, its seed; read, written, known by a key.

Whatever stands in an address was written by somebody else. It holds names of what is shipped and
values, never the path of a file.
"""

import hashlib
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from socialcredit import api
from socialcredit.core.calendar import LONGEST_YEARS, last_day
from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.core.text import code_of, first_hidden
from socialcredit.lab import limits
from socialcredit.lab.said import is_number
from socialcredit.lab.shipped import (
    HINT,
    PATHLIKE,
    alternatives,
    edited,
    refuse_path,
    refuse_unshipped,
    scenarios,
    schemes,
)

NUMBERS = ("people", "seed", "years")
MANY = ("set", "with")
OF_DATES = re.compile(r"\s*(scenario\.)?(from|to)\b")  # changes that move a run's first or last day
# What a page notes in its own address, for whoever reloads it; nothing is lived otherwise for it.
OF_THE_PAGE = ("who", "month", "day", "panel", "lesson", "view")


@dataclass(frozen=True)
class Asked:
    """What is to be lived, and whose grades are shown.

    scenario      the name of one that is shipped
    people, seed, years  instead of the scenario's own; None where the address does not say
    scheme        whose grades are shown; None: the first of the town
    sets          changes, "PATH=VALUE", in their order
    alternatives  names of those laid over the schemes, in their order
    text          the scheme's edited YAML; None where it is as shipped
    """

    scenario: str
    people: int | None = None
    seed: int | None = None
    years: int | None = None
    scheme: str | None = None
    sets: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    text: str | None = None

    @property
    def key(self) -> str:
        """SHA-256 of the canonical address and of the text, in hexadecimal."""
        told = self.written() + ("" if self.text is None else f"\0{self.text}")
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def changed(self) -> bool:
        """Whether any rule or value is not as the scenario has it."""
        return bool(self.sets or self.alternatives or self.text is not None)

    def written(self) -> str:
        """The canonical query of an address; a text does not stand in it."""
        pairs: list[tuple[str, Any]] = [
            (name, getattr(self, name))
            for name in ("scenario", *NUMBERS, "scheme")
            if getattr(self, name) is not None
        ]
        pairs += [("set", change) for change in self.sets]
        pairs += [("with", name) for name in self.alternatives]
        return urlencode(pairs)

    def form(self) -> dict[str, Any]:
        """The same as browsers have it."""
        return {
            "scenario": self.scenario,
            "people": self.people,
            "seed": self.seed,
            "years": self.years,
            "scheme": self.scheme,
            "set": list(self.sets),
            "with": list(self.alternatives),
            "text": self.text,
        }

    def own_scenario(self) -> str:
        """The scenario in which the edited text takes the place of the shipped scheme."""
        return api.scenario_with_own(self.scenario, self.edited)

    @property
    def edited(self) -> str:
        """The scheme that a text is of: that whose grades are shown, or of a body the whole."""
        return api.scheme_in(f"shipped:{self.scenario}", self.scheme)

    def command(self) -> str:
        """The command line that lives the same; before it, of a text, how it becomes a file.

        A text becomes a scheme beside a scenario that is as shipped but for it.
        """
        first = []
        words = ["socialcredit", "run", self.scenario]
        if self.text is not None:
            words[2] = "./scenario.yaml"
            first = [
                f"# Save the edited rules as {self.edited}/scheme.yaml, and beside that folder a",
                "# scenario.yaml of these lines; then call, in the folder of scenario.yaml:",
                *(f"#   {line}" for line in self.own_scenario().splitlines()),
            ]
        for name in NUMBERS:
            if getattr(self, name) is not None:
                words += [f"--{name}", str(getattr(self, name))]
        for change in self.sets:
            words += ["--set", change]
        for name in self.alternatives:
            words += ["--with", name]
        return "\n".join([*first, shlex.join(words)])


def read(query: str, text: str | None = None) -> Asked:
    """What the query of an address asks for, with the text beside it.

    Raises SocialCreditError for what does not fit.
    """
    try:
        pairs = parse_qsl(
            query,
            keep_blank_values=True,
            strict_parsing=bool(query),
            errors="strict",
            max_num_fields=limits.CHANGES + 20,
        )
    except ValueError:
        raise SocialCreditError(
            "this is not an address of a town",
            query[:200],
            expected="?scenario=NAME and more",
            hint=HINT,
        ) from None
    form: dict[str, Any] = {"text": text}
    for name, value in pairs:
        if name in MANY:
            form.setdefault(name, []).append(value)
        elif name in form:
            raise SocialCreditError(f"`{name}` stands twice in the address", value, hint=HINT)
        elif name not in OF_THE_PAGE:
            form[name] = _whole(name, value) if name in NUMBERS else value
    return of_form(form)


def of_form(form: Mapping[str, Any]) -> Asked:
    """What a browser's form of an address asks for. Raises SocialCreditError."""
    known = ("scenario", *NUMBERS, "scheme", *MANY, "text")
    for name in form:
        if name not in known:
            raise SocialCreditError(
                f"an address has no `{str(name)[:60]}`",
                expected="one of " + ", ".join(known),
                meant=nearest(str(name), known),
                hint=HINT,
            )
    scenario = _word("scenario", form.get("scenario"))
    if scenario is None:
        raise SocialCreditError(
            "the address names no scenario", expected="scenario=NAME", hint=HINT
        )
    return _checked(
        Asked(
            scenario=scenario,
            people=_number("people", form.get("people")),
            seed=_number("seed", form.get("seed")),
            years=_number("years", form.get("years")),
            scheme=_word("scheme", form.get("scheme")),
            sets=_words("set", form.get("set") or ()),
            alternatives=_words("with", form.get("with") or ()),
            text=edited(form.get("text")),
        )
    )


def completed(asked: Asked) -> Asked:
    """The same with what its scenario gives, so that one town has one key."""
    own = scenarios()[asked.scenario]
    usual = min(own["people"], limits.USUAL_PEOPLE)
    people = usual if asked.people is None else asked.people
    seed = own["seed"] if asked.seed is None else asked.seed
    first = own["schemes"][0].removeprefix("shipped:") if own["schemes"] else None
    scheme = asked.scheme or first if asked.text is not None else asked.scheme
    if asked.text is None and scheme == first:
        scheme = None  # the first is shown where none is named
    years = None if _as_long(asked, own["period"]) else asked.years
    return replace(asked, people=people, seed=seed, years=years, scheme=scheme)


def _as_long(asked: Asked, period: str) -> bool:
    """Whether the years asked for are those that the scenario has anyway."""
    if asked.years is None or any(map(OF_DATES.match, asked.sets)):
        return False
    start, end = map(date.fromisoformat, period.split(" to "))
    return (
        end == last_day(start, asked.years) if asked.years in range(1, LONGEST_YEARS + 1) else False
    )


def _checked(asked: Asked) -> Asked:
    """Refuse what is no name of what is shipped, and what is too much."""
    refuse_unshipped("scenario", asked.scenario, scenarios())
    for name in asked.alternatives:
        refuse_unshipped("alternative", name, alternatives())
    if asked.scheme is not None and PATHLIKE.search(asked.scheme):
        refuse_unshipped("scheme", asked.scheme, schemes())
    for change in asked.sets:
        refuse_path(change)
    if len(asked.sets) + len(asked.alternatives) > limits.CHANGES:
        raise SocialCreditError(
            "this address changes too much", expected=f"at most {limits.CHANGES} changes", hint=HINT
        )
    if (asked.people or 0) > limits.PEOPLE:
        raise SocialCreditError(
            f"the lab shows towns of at most {limits.PEOPLE:,} people",
            f"people={asked.people}",
            expected=f"people={limits.PEOPLE} or fewer",
            hint="ask for fewer, or simulate them without a page: socialcredit run",
        )
    return asked


def _word(name: str, value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not 0 < len(value) <= 2000:
        raise SocialCreditError(f"`{name}` of an address is a word", str(value)[:200], hint=HINT)
    at = first_hidden(value)
    if at is not None:
        raise SocialCreditError(
            f"a character that cannot be seen, {code_of(value[at])}, stands in the address",
            value[:200],
            hint=HINT,
        )
    return value


def _words(name: str, values: Any) -> tuple[str, ...]:
    if not isinstance(values, list | tuple):
        raise SocialCreditError(f"`{name}` of an address is a list", str(values)[:200], hint=HINT)
    return tuple(word for value in values if (word := _word(name, value)) is not None)


def _number(name: str, value: Any) -> int | None:
    if value is None:
        return None
    if not is_number(value, 2**63 - 1):
        raise SocialCreditError(
            f"`{name}` of an address is a whole number", str(value)[:200], hint=HINT
        )
    return value


def _whole(name: str, value: str) -> int:
    """The number in an address; what is none is refused, beyond what is one in many scripts."""
    if not re.fullmatch(r"[0-9]{1,18}", value):
        raise SocialCreditError(
            f"`{name}` of an address is a whole number",
            value[:200],
            expected="digits alone",
            hint=HINT,
        )
    return int(value)
