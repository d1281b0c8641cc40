"""What a person can do about a record, a sentence a part."""

from __future__ import annotations

from socialcredit.language.model.procedure import (
    Dispute,
    Notice,
    Office,
    Procedure,
    Repair,
    Screening,
    Validity,
)
from socialcredit.language.read.quantities import duration_text
from socialcredit.language.tell.wording import share


def procedure_phrases(rule: Procedure) -> list[str]:
    """Say, a sentence a part, what a person can do about a record."""
    told = [*_screening(rule.screening), _notice(rule.notice)]
    if rule.dispute is None:
        told.append("A record cannot be contested")
    else:
        told += [_dispute(rule.dispute, rule), _office(rule.office)]
        if rule.finds is not None:
            wrong, right = share(rule.finds.wrong), share(rule.finds.right)
            told.append(f"Of contested records {wrong} of the wrong and {right} of the right are "
                        "found to be wrong")  # fmt: skip
        if rule.proof is not None:
            told.append(_proof(rule))
        told.append(
            f"Others drop their copies of a corrected record after "
            f"{duration_text(rule.copies.after)}"
            if rule.copies
            else "Nobody else keeps a copy of a record"
        )
    if rule.follows is not None:
        after = duration_text(rule.follows.after)
        told.append(f"Copies of others' records are put right {after} after them")
    return [*told, _validity(rule.validity), repair_sentence(rule.repair)]


def procedure_phrase(rule: Procedure) -> str:
    """Say the procedure in one line."""
    return "; ".join(procedure_phrases(rule))


def _screening(rule: Screening | None) -> list[str]:
    if rule is None:
        return []
    right, wrong = rule.drops
    if right == wrong:
        return [f"Staff drop {share(right)} of reports, right and wrong alike"]
    return [f"Staff drop {share(right)} of right reports and {share(wrong)} of wrong ones"]


def _notice(rule: Notice | None) -> str:
    if rule is None or not rule.chance:
        return "Nobody is told of a record"
    who = "Everybody is" if rule.chance == 1 else f"{share(rule.chance)} are"
    when = f"after {duration_text(rule.after)}" if rule.after > 1 else "the next day"
    return f"{who} told of a record on them, {when}"


def _dispute(rule: Dispute, whole: Procedure) -> str:
    copy = ", a copy where it was filed first" if rule.forwarded else ""
    return (
        f"A record can be contested for {duration_text(rule.window)}{copy}; penalties "
        f"{'pause' if whole.paused else 'go on'} meanwhile"
    )


def _proof(whole: Procedure) -> str:
    grounds = []
    if whole.finds is not None and whole.finds.unclear:
        grounds.append(f"nothing is proved ({share(whole.finds.unclear)} of what is left)")
    if whole.office is not None and whole.office.answers is not None:
        grounds.append(f"nobody answers within {duration_text(whole.office.answers)}")
    ends = "is struck out" if whole.proof == "authority" else "stands"
    return f"Proof lies with the {whole.proof}: where {' or '.join(grounds)}, the record {ends}"


def _office(rule: Office | None) -> str:
    if rule is None:
        return "There is no office that decides"
    cases = "case" if rule.decisions == 1 else "cases"
    return (
        f"The office decides {rule.decisions:g} {cases} a month for every {rule.residents:,} "
        "residents"
    )


def _validity(rule: Validity) -> str:
    if rule.bad == rule.good:
        return f"Records count {_term(rule.bad)}"
    return f"Bad records count {_term(rule.bad)}, good ones {_term(rule.good)}"


def _term(days: int | None) -> str:
    return "for ever" if days is None else f"for {duration_text(days)}"


def repair_phrase(rule: Repair) -> str:
    """After how long a record may be repaired, how likely, and what is assumed of the chance."""
    after = f"after {duration_text(rule.after)}" if rule.after else "at once"
    told = f"may be repaired {after} (chance {share(rule.chance)} a month"
    if rule.otherwise is not None:
        told += f", {share(rule.otherwise)} if nothing came with the record"
    if rule.between is not None:
        told += f"; assumed, between {share(rule.between[0])} and {share(rule.between[1])}"
    if rule.on_request:
        told += f"; {share(rule.on_request)} of repairs are on request"
    return told + ")"


def repair_sentence(rule: Repair | None) -> str:
    """The same for all records of a scheme."""
    if rule is None:
        return "There is no repair"
    return f"A record {repair_phrase(rule)}"
