"""Rules as sentences: what each kind of rule says, in the words of whoever is subject to it."""

from __future__ import annotations

from collections.abc import Callable

from socialcredit.borrowing import Bureau
from socialcredit.door_phrases import consequence_phrase
from socialcredit.entry_phrases import entry_phrase
from socialcredit.listing_rules import ListRule, Publication
from socialcredit.procedure_phrases import procedure_phrase
from socialcredit.provenance import Rule
from socialcredit.quantities import duration_text, written
from socialcredit.rules import Dimension, Grades, Layer, Scheme, Score, Subjects
from socialcredit.wording import Names, Phrase, heading, joined, placed, plain, pointed, share

NEEDS = {"online": "who use the internet", "driver": "who may drive"}


def subjects_phrase(rule: Subjects) -> str:
    """Say who is scored."""
    words = [f"people of {rule.min_age} and older" if rule.min_age else "people of every age"]
    if rule.max_age is not None:
        words.append(f"up to {rule.max_age}")
    if rule.resident_for:
        words.append(f"resident for {duration_text(rule.resident_for)} or longer")
    if rule.consent < 1:
        words.append(f"who agree to it ({share(rule.consent)})")
    if rule.places:
        words.append(f"living in {joined(placed(place) for place in rule.places)}")
    words += [NEEDS[need] for need in rule.needs]
    return ", ".join(words)


def score_phrase(rule: Score) -> str:
    """Say where the score starts and how far it can go."""
    words = [f"starts at {pointed(rule.start)}"]
    if rule.lowest is not None:
        words.append(f"never below {written(rule.lowest)}")
    if rule.highest is not None:
        words.append(f"never above {written(rule.highest)}")
    if rule.unit != 1:
        words.append(f"moves in steps of {written(rule.unit)}")
    if rule.reckoned == "monthly":
        words.append("worked out anew on the first of each month")
    return ", ".join(words)


def grades_phrase(rule: Grades) -> str:
    """Say which score earns which grade, best first, and which grades reward or penalise."""
    bands = []
    for name, bound in rule.bands.items():
        told = f'{plain(name)} "{rule.labels[name]}"' if name in rule.labels else plain(name)
        bands.append(f"{told} from {written(bound)}" if bound is not None else f"{told} below")
    return "; ".join([", ".join(bands), *_counted_as(rule)])


def _counted_as(rule: Grades) -> list[str]:
    """Which grades are an honour and which a penalty."""
    told: list[str] = []
    for names, said in ((rule.honour, "an honour"), (rule.penal, "a penalty")):
        if names:
            verb = "" if told else "counts " if len(names) == 1 else "count "
            told.append(f"{joined(map(plain, names))} {verb}as {said}")
    return [", ".join(told)] if told else []


def dimension_phrase(rule: Dimension) -> Phrase:
    """Say how much of the score a dimension is, and where in it everybody starts."""
    weight = share(float(rule.weight))
    told = f"{weight} of the range; everybody starts with {pointed(rule.start)} of it"
    return heading(rule.title or rule.dimension), told


def layer_phrase(rule: Layer) -> Phrase:
    """Say which communities add rules of their own."""
    where = "" if rule.where == "everywhere" else f"{rule.where} "
    every = "all" if rule.coverage == 1 else f"{share(rule.coverage)} of"
    lines = "all its lines"
    if rule.adopts != 1:
        lines = f"each of its lines with chance {share(rule.adopts)}"
    return heading(rule.layer), f"holds in {every} {where}communities, which adopt {lines}"


def list_phrase(rule: ListRule) -> Phrase:
    """Say who enters a list, who leaves it and who sees it."""
    ground = (
        f"a score below {written(rule.enter.score_below)}"
        if rule.enter.score_below is not None
        else f"a record under {joined(map(plain, rule.enter.entry), 'or')}"
        if rule.enter.entry
        else f"grade {joined(map(plain, rule.enter.grades or ()), 'or')}"
    )
    leaves = "for as long as that lasts"
    if rule.term is not None:
        leaves = f"for {duration_text(rule.term)}" + (" at most" if rule.enter.entry else "")
    if rule.block:
        leaves += f", and when struck out on request not again for {duration_text(rule.block)}"
    seen = f"shown to {rule.audience or 'the public'}" if rule.published else "not published"
    name = f"{heading(rule.title or rule.list)} ({rule.colour})"
    return name, f"entered with {ground}, {leaves}; {seen}"


def publication_phrase(rule: Publication) -> Phrase:
    """Say which records are made public, to whom, and what stands beside them."""
    if rule.of == "nothing":
        return "", "no record is made public"
    beside = f", with {joined(rule.shows)}" if rule.shows else ""
    return rule.of.capitalize(), f"shown to {rule.audience}{beside}"


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
    "grades": ("Grades", _untitled(grades_phrase)),
    "layers": ("Layers", layer_phrase),
    "entries": ("What counts", entry_phrase),
    "lists": ("Lists", list_phrase),
    "publication": ("What is made public", publication_phrase),
    "consequences": ("What follows", consequence_phrase),
    "bureau": ("Who shares files", bureau_phrase),
    "procedure": ("What a person can do about a record", _untitled(procedure_phrase)),
}
NAMING = ("entries", "consequences")  # blocks whose rules speak of others by name


def phrase(block: str, rule: Rule, names: Names) -> Phrase:
    """What a rule says: what it is called, or "", and a sentence."""
    say = PHRASES[block][1]
    return say(rule, names) if block in NAMING else say(rule)


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
    )


def named_rules(scheme: Scheme, block: str) -> dict[str, list[Rule]]:
    """Return the rules of a block by id, versions in order of date; dated blocks have one id."""
    found: dict[str, list[Rule]] = {}
    for rule in sorted(getattr(scheme, block), key=lambda rule: rule.since):
        name = getattr(rule, "id", None) or getattr(rule, "layer", None) or block
        found.setdefault(name, []).append(rule)
    return found
