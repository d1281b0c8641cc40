"""What a scheme says of records that may be repaired, in sentences."""

from socialcredit.due_process import Repair
from socialcredit.quantities import duration_text
from socialcredit.wording import share


def repair_phrase(rule: Repair) -> str:
    """After how long a record may be repaired, how likely, and what is assumed of the chance."""
    told = f"may be repaired after {duration_text(rule.after)} (chance {share(rule.chance)} a month"
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
