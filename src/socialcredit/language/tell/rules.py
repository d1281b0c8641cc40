"""Rules as sentences: what each kind of rule says, in the words of whoever is subject to it."""

from __future__ import annotations

from collections.abc import Callable

from socialcredit.core.calendar import month_end, next_first
from socialcredit.core.retelling import teller, texts_of
from socialcredit.core.text import heading, joined
from socialcredit.language.model.lending import Bureau
from socialcredit.language.model.provenance import Rule
from socialcredit.language.model.scheme import Scheme
from socialcredit.language.model.upright import turned
from socialcredit.language.tell.conditions import condition_phrase
from socialcredit.language.tell.consequences import consequence_phrase
from socialcredit.language.tell.entries import entry_phrase
from socialcredit.language.tell.evaluation import evaluation_phrase
from socialcredit.language.tell.lists import list_phrase, publication_phrase
from socialcredit.language.tell.procedure import procedure_phrase
from socialcredit.language.tell.score import (
    dimension_phrase,
    grades_phrase,
    layer_phrase,
    score_phrase,
    subjects_phrase,
)
from socialcredit.language.tell.wording import Names, Phrase, share


def bureau_phrase(rule: Bureau) -> Phrase:
    """Say how many lenders share their files with a bureau, and when."""
    curve = joined(f"{share(value)} on {day}" for day, value in rule.members.items())
    return heading(rule.title or rule.bureau), f"of the lenders {curve} file with it and read it"


def _untitled(say: Callable[..., str]) -> Callable[..., Phrase]:
    return lambda rule: ("", say(rule))


PHRASES: dict[str, tuple[str, Callable[..., Phrase]]] = {
    "subjects": ("Who is scored", _untitled(subjects_phrase)),
    "score": ("The score", _untitled(score_phrase)),
    "dimensions": ("Its dimensions", dimension_phrase),
    "evaluation": ("Evaluation by period", _untitled(evaluation_phrase)),
    "grades": ("Grades", lambda rule, names: ("", grades_phrase(rule, names.risk))),
    "conditions": ("Conditions on a grade", condition_phrase),
    "layers": ("Layers", layer_phrase),
    "entries": ("What counts", entry_phrase),
    "lists": ("Lists", list_phrase),
    "publication": ("What is made public", publication_phrase),
    "consequences": ("What follows", consequence_phrase),
    "bureau": ("Who shares files", bureau_phrase),
    "procedure": ("What a person can do about a record", _untitled(procedure_phrase)),
}
NAMING = (
    "grades",
    "conditions",
    "entries",
    "consequences",
)  # blocks whose rules speak of others by name


def phrase(block: str, rule: Rule, names: Names) -> Phrase:
    """What a rule says: what it is called, or "", and a sentence."""
    say = PHRASES[block][1]
    title, told = say(rule, names) if block in NAMING else say(rule)
    return title, names.say(told)


def sentence(block: str, rule: Rule, names: Names) -> str:
    """What a rule says, in one line."""
    title, told = phrase(block, rule, names)
    return f"{title}: {told}" if title else told


def names_in(scheme: Scheme) -> Names:
    """What a scheme's meters, lists and entries are called in plain words."""
    return Names(
        {meter.meter: meter.resets for meter in scheme.meters},
        {rule.id: heading(rule.title or rule.id) for rule in scheme.lists},
        {rule.id: heading(rule.title or rule.id) for rule in scheme.entries},
        teller(scheme.kind, texts_of(scheme.model_dump(mode="json"))),
        turned(scheme),
    )


def named_rules(scheme: Scheme, block: str) -> dict[str, list[Rule]]:
    """Return the rules of a block by id, versions in order of date; dated blocks have one id."""
    found: dict[str, list[Rule]] = {}
    for rule in sorted(getattr(scheme, block), key=lambda rule: rule.since):
        name = getattr(rule, "id", None) or getattr(rule, "layer", None) or block
        found.setdefault(name, []).append(rule)
    return found


BY_THE_DAY = (
    "entries",
    "lists",
    "meters",
    "evaluation",
)  # what is filed and who is listed: no month is waited for
FROM_THE_START = ("layers", "consequences")  # those that wait for a first even as a scheme begins


def since_text(scheme: Scheme, block: str, rule: Rule) -> str:
    """The day from which a rule holds and, where it waits for the first of a month, acts."""
    begins = block in FROM_THE_START or rule.since > scheme.starts
    waits = _revises(scheme, rule) if block == "lists" else begins and block not in BY_THE_DAY
    if rule.since.day == 1 or not waits:
        return f"{rule.since}"
    return f"{rule.since}, acting from {next_first(rule.since)}"


def _revises(scheme: Scheme, rule: Rule) -> bool:
    """Whether a rule is a later version of its list, which opens on a day but changes on firsts."""
    versions = [one for one in scheme.lists if one.id == getattr(rule, "id", None)]
    return any(one.since < rule.since for one in versions)


def until_text(block: str, rule: Rule) -> str:
    """The last day of a rule, and of its acting where that is a month's end; or ""."""
    if rule.until is None:
        return ""
    ends = month_end(rule.until)
    late = f", acting to {ends}" if block not in BY_THE_DAY and ends != rule.until else ""
    return f"until {rule.until}{late}"
