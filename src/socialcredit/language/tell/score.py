"""Subjects, score, grades, dimensions and layers in plain words."""

from __future__ import annotations

from socialcredit.core.text import heading, joined, placed, plain
from socialcredit.language.model.entries import Layer
from socialcredit.language.model.score import Dimension, Grades, Score, Subjects
from socialcredit.language.read.quantities import duration_text, written
from socialcredit.language.tell.conditions import unrated_phrase
from socialcredit.language.tell.evaluation import counts_words
from socialcredit.language.tell.wording import Phrase, pointed, share

NEEDS = {"online": "who use the internet", "driver": "who may drive"}
OF_FIRMS = {
    "kitchen": "with a kitchen", "discharges": "that discharge waste water or gas",
    "platform": "that sell on a platform",
}  # fmt: skip


def subjects_phrase(rule: Subjects) -> str:
    """Say who is scored."""
    if rule.of == "firms":
        return _firms_phrase(rule)
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


def _firms_phrase(rule: Subjects) -> str:
    """Say which firms are scored."""
    words = [f"firms of {joined(plain(s) for s in rule.sectors)}" if rule.sectors else "all firms"]
    if rule.size:
        words.append(f"of {joined(plain(size) for size in rule.size)} size")
    if rule.ownership:
        words.append(f"in {joined(plain(kind) for kind in rule.ownership)} ownership")
    if rule.licensed_for:
        words.append(f"licensed for {duration_text(rule.licensed_for)} or longer")
    if rule.consent < 1:
        words.append(f"that agree to it ({share(rule.consent)})")
    if rule.places:
        words.append(f"in {joined(placed(place) for place in rule.places)}")
    words += [OF_FIRMS[need] for need in rule.needs]
    return ", ".join(words)


def score_phrase(rule: Score) -> str:
    """Say where the score starts and how far it can go, or that none is kept."""
    if rule.codes:
        when = ", looked at anew on the first of each month" if rule.reckoned == "monthly" else ""
        return f"none is kept; points are codes of what is on file and measure nothing{when}"
    words = counts_words(rule) or [f"starts at {pointed(rule.start)}"]
    if rule.high_is == "bad":
        words.append("of which more is worse")
    for name, levels in rule.start_by.items():
        told = joined(f"{plain(level)} {written(start)}" for level, start in levels.items())
        words.append(f"by {plain(name)}: {told}")
    if rule.lowest is not None:
        words.append(f"never below {written(rule.lowest)}")
    if rule.highest is not None:
        words.append(f"never above {written(rule.highest)}")
    if (rule.lowest is not None or rule.highest is not None) and rule.counts == "sum":
        words.append("where points go further they are not lost but wait")
    if rule.unit != 1:
        words.append(f"moves in steps of {written(rule.unit)}")
    if rule.reckoned == "monthly":
        words.append("worked out anew on the first of each month")
    return ", ".join(words)


def grades_phrase(rule: Grades, risk: bool = False) -> str:
    """Say which score earns which grade, best first, and which grades reward or penalise."""
    bands = []
    for name, bound in rule.bands.items():
        told = f'{plain(name)} "{rule.labels[name]}"' if name in rule.labels else plain(name)
        side = "up to" if risk else "from"
        end = "above" if risk else "below"
        bands.append(f"{told} {side} {written(bound)}" if bound is not None else f"{told} {end}")
    locked = [f"whoever is {joined(map(plain, rule.locked))} is held"] if rule.locked else []
    none = [unrated_phrase(rule.unrated)] if rule.unrated else []
    return "; ".join([", ".join(bands), *none, *_counted_as(rule), *locked])


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
