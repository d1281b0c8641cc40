"""Rules as sentences: what each kind of rule says, in the words of whoever is subject to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from socialcredit.borrowing import Bureau
from socialcredit.due_process import Procedure
from socialcredit.listing_rules import ListRule, Publication
from socialcredit.provenance import Rule
from socialcredit.quantities import duration_text, written
from socialcredit.repair_phrases import repair_phrase, repair_sentence
from socialcredit.rules import (
    Consequence,
    Dimension,
    Entry,
    Grades,
    Layer,
    Scheme,
    Score,
    Subjects,
)
from socialcredit.wording import joined, share, signed

Pairs = Sequence[tuple[Fraction | None, Fraction]]
Cited = Callable[[Rule], str]

EFFECTS = {
    "refuse": "is refused",
    "dearer": "costs more",
    "priority": "comes first",
    "money": "money",
    "inspect": "is inspected more often",
    "shown": "is shown",
}
NEEDS = {"online": "who use the internet", "driver": "who may drive"}
HITS = {"self": "the person", "household": "the household", "children": "the children"}


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
        words.append(f"living in {joined(rule.places)}")
    words += [NEEDS[need] for need in rule.needs]
    return ", ".join(words)


def score_phrase(rule: Score) -> str:
    """Say where the score starts and how far it can go."""
    words = [f"starts at {written(rule.start)} points"]
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
    """Say which score earns which grade, best first."""
    bands = []
    for name, bound in rule.bands.items():
        mark = " (penal)" if name in rule.penal else " (honour)" if name in rule.honour else ""
        mark = f' "{rule.labels[name]}"{mark}' if name in rule.labels else mark
        bands.append(
            f"{name}{mark} from {written(bound)}" if bound is not None else f"{name}{mark} below"
        )
    return ", ".join(bands)


def dimension_phrase(rule: Dimension) -> str:
    """Say how much of the score a dimension is, and where in it everybody starts."""
    heading = _heading(rule.title or rule.dimension)
    weight = share(float(rule.weight))
    return f"{heading}: {weight} of the range, starts {written(rule.start)} points up"


def layer_phrase(rule: Layer) -> str:
    """Say which communities add rules of their own."""
    where = "" if rule.where == "everywhere" else f"{rule.where} "
    return (
        f"{rule.layer}: {share(rule.coverage)} of {where}communities have rules of their own, "
        f"and each adopts a line of the layer with chance {share(rule.adopts)}"
    )


def entry_phrase(rule: Entry) -> str:
    """Say what a recorded deed does to the score."""
    words = [f"{_heading(rule.title or rule.id)}: {_effect(rule)}"]
    if rule.per:
        words.append(f"again each {rule.per} while it lasts")
    if rule.cap:
        words.append(f"at most {written(rule.cap.points)} until `{rule.cap.meter}` is reset")
    if rule.warning:
        words.append(f"only a warning the first {rule.warning.records} by `{rule.warning.meter}`")
    if rule.valid_for is not None:
        words.append(f"valid for {duration_text(rule.valid_for)}")
    if rule.repair is not None:
        words.append(repair_phrase(rule.repair))
    if rule.dimension:
        words.append(f"in the dimension `{rule.dimension}`")
    if rule.seen_by:
        words.append(f"reported by {joined(rule.seen_by, 'or').replace('-', ' ')}")
    if rule.layer:
        words.append(f"where the layer `{rule.layer}` holds")
    if rule.copy_of:
        words.append(f"copied from `{rule.copy_of}`")
    if rule.asked_by:
        words.append(f"put in for {rule.asked_by}")
    return ", ".join(words)


def _heading(name: str) -> str:
    """A title, or an id such as `loan-arrears` read as one."""
    words = name if " " in name else name.replace("-", " ")
    return words[:1].upper() + words[1:]


def _effect(rule: Entry) -> str:
    if rule.points is not None:
        return f"{signed(rule.points)} points"
    if rule.range is not None:
        return f"{signed(rule.range[0])} to {signed(rule.range[1])} points, at discretion"
    if rule.by_size is not None:
        return "by size, " + _bands(rule.by_size, "points")
    if rule.steps is not None:
        return f"by the running total `{rule.meter}`, " + _bands(rule.steps, "points for each unit")
    if rule.ladder is not None:
        rungs = ", then ".join(signed(points) for points in rule.ladder)
        return f"{rungs} points, by the running total `{rule.meter}`"
    return f"straight to grade {rule.to_grade}"


def _bands(pairs: Pairs, what: str) -> str:
    if len(pairs) == 1:
        return f"{signed(pairs[0][1])} {what}"
    upto = {bound: "beyond" if bound is None else f"up to {written(bound)}" for bound, _ in pairs}
    return ", ".join(f"{upto[bound]} {signed(points)}" for bound, points in pairs) + f" {what}"


def list_phrase(rule: ListRule) -> str:
    """Say who enters a list, who leaves it and who sees it."""
    ground = (
        f"a score below {written(rule.enter.score_below)}"
        if rule.enter.score_below is not None
        else f"a record under {joined(rule.enter.entry, 'or')}"
        if rule.enter.entry
        else f"grade {joined(rule.enter.grades or (), 'or')}"
    )
    leaves = "until the ground is gone"
    if rule.term is not None:
        leaves = f"for {duration_text(rule.term)}" + (" at most" if rule.enter.entry else "")
    if rule.extension:
        leaves += f" and {duration_text(rule.extension)} for each further record"
    if rule.block:
        leaves += f", then not again for {duration_text(rule.block)}"
    seen = f"shown to {rule.audience or 'the public'}" if rule.published else "not published"
    name = f"{_heading(rule.title or rule.list)} ({rule.colour})"
    return f"{name}: entered with {ground}, {leaves}, {seen}"


def publication_phrase(rule: Publication) -> str:
    """Say which records are made public, to whom, and what stands beside them."""
    if rule.of == "nothing":
        return "No record is made public"
    beside = f", with {joined(rule.shows)}" if rule.shows else ""
    return f"{rule.of.capitalize()}: shown to {rule.audience}{beside}"


def consequence_phrase(rule: Consequence) -> str:
    """Say which door opens or closes, for whom."""
    effect = EFFECTS[rule.effect] + (f" to {rule.audience}" if rule.audience else "")
    if rule.money_per_point is not None:
        effect = f"{written(abs(rule.money_per_point))} yuan for each point"
    if rule.money is not None:
        turn = "receives" if rule.money > 0 else "pays"
        effect = "" if rule.effect == "money" else f"{effect}, "
        effect += f"{turn} {written(abs(rule.money))} yuan"
        effect += f" a {rule.per}" if rule.per in ("year", "month") else ""
        effect += " once" if rule.per == "once" else ""
    effect += ", paid back when the record is corrected" if rule.paid_back else ""
    if rule.fails is not None:
        effect = f"{effect} wrongly in {share(rule.fails.chance)} of tries"
        effect += f", always for {share(rule.fails.never)} of people" if rule.fails.never else ""
        times = rule.fails.minority_times
        effect += f", {times:g} times as often in the minority" if times != 1 else ""
    hits = joined(HITS[hit] for hit in rule.hits)
    title = _heading(rule.title or rule.consequence)
    where = f", where the layer `{rule.layer}` holds" if rule.layer else ""
    return f"{title} ({rule.domain}): {_when(rule)}, {effect}; hits {hits}{where}{_looks(rule)}"


def _when(rule: Consequence) -> str:
    if rule.when.list:
        return f"on the list `{rule.when.list}`" + (f" of `{rule.when.of}`" if rule.when.of else "")
    if rule.when.entry:
        return f"for each record under {joined(rule.when.entry, 'or')}"
    if rule.when.anyone:
        return "for anyone scored"
    return f"with grade {joined(rule.when.grades or (), 'or')}"


def _looks(rule: Consequence) -> str:
    """How often the body looks at the grade or list at all."""
    curve = rule.coverage or {}
    looks = joined(f"{share(value)} on {day}" for day, value in curve.items())
    tries = joined(f"{value:g} times on {day}" for day, value in (rule.again or {}).items())
    words = f"; the body looks at {looks} of attempts" if looks else ""
    return words + (f"; who is refused tries again {tries}" if tries else "")


def bureau_phrase(rule: Bureau) -> str:
    """Say how many lenders share their files with a bureau, and when."""
    curve = joined(f"{share(value)} on {day}" for day, value in rule.members.items())
    return f"{_heading(rule.title or rule.bureau)}: of the lenders {curve} file with it and read it"


def procedure_phrases(rule: Procedure) -> list[str]:
    """Say, a sentence a part, what a person can do about a record."""
    return [
        *_screening_phrase(rule),
        f"Told of a record: {share(rule.notice.chance)}, after {duration_text(rule.notice.after)}"
        if rule.notice
        else "Nobody is told of a record",
        f"Can be contested for {duration_text(rule.dispute.window)}"
        f"{', a copy where it was filed first' if rule.dispute.forwarded else ''}; "
        f"proof lies with the {rule.proof}; "
        f"penalties {'pause' if rule.paused else 'go on'} meanwhile"
        if rule.dispute
        else "A record cannot be contested",
        f"The office decides {rule.office.decisions:g} cases for {rule.office.per}"
        if rule.office
        else "There is no office that decides",
        f"It corrects {share(rule.finds.wrong)} of wrong records "
        f"and {share(rule.finds.right)} of right ones"
        if rule.finds
        else "How often it corrects is not said",
        f"Copies elsewhere are corrected after {duration_text(rule.copies.after)}"
        if rule.copies
        else "Copies elsewhere are not corrected",
        *(
            f"Copies of others' records are put right {duration_text(part.after)} after them"
            for part in [rule.follows]
            if part is not None
        ),
        f"Bad records count {_term(rule.validity.bad)}, good ones {_term(rule.validity.good)}",
        repair_sentence(rule.repair),
    ]


def _screening_phrase(rule: Procedure) -> list[str]:
    if rule.screening is None:
        return []
    right, wrong = rule.screening.drops
    return [f"Staff drop {share(right)} of right reports and {share(wrong)} of wrong ones"]


def _term(days: int | None) -> str:
    return "for ever" if days is None else f"for {duration_text(days)}"


def procedure_phrase(rule: Procedure) -> str:
    """Say the procedure in one line."""
    return "; ".join(procedure_phrases(rule))


PHRASES: dict[str, tuple[str, Callable[..., str]]] = {
    "subjects": ("Who is scored", subjects_phrase),
    "score": ("The score", score_phrase),
    "dimensions": ("Its dimensions", dimension_phrase),
    "grades": ("Grades", grades_phrase),
    "layers": ("Layers", layer_phrase),
    "entries": ("What counts", entry_phrase),
    "lists": ("Lists", list_phrase),
    "publication": ("What is made public", publication_phrase),
    "consequences": ("What follows", consequence_phrase),
    "bureau": ("Who shares files", bureau_phrase),
    "procedure": ("What a person can do about a record", procedure_phrase),
}


def named_rules(scheme: Scheme, block: str) -> dict[str, list[Rule]]:
    """Return the rules of a block by id, versions in order of date; dated blocks have one id."""
    found: dict[str, list[Rule]] = {}
    for rule in sorted(getattr(scheme, block), key=lambda rule: rule.since):
        name = getattr(rule, "id", None) or getattr(rule, "layer", None) or block
        found.setdefault(name, []).append(rule)
    return found
