"""Who objects to a record of which the draft of a result tells."""

from socialcredit.core.jit import inlined
from socialcredit.stages.records.cases import DISPUTED, luck


@inlined
def objects(cases, at, procedure, education, community, today, key):
    """Whether a person who was told of the record by the draft of a result objects to it."""
    s = cases.rows[at].scheme
    wrong = 0 if cases.rows[at].cause == 0 else 1
    word = luck(cases, at, community, today, DISPUTED, key)[0]
    return word < procedure.objects[s, wrong, education]
