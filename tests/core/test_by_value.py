"""What is handed over at each call: no kernel of an event is handed `Here` or the rules by value.

A kernel that is not merged into its caller copies every array of a tuple that it is handed: some
four hundred words of `Here`, a hundred of the rules or of the hazards, which is more than a record
or a deed costs otherwise.
"""

import ast

from socialcredit.core.jit import PACKAGE

LARGE = {"here", "book", "hazards"}
MERGED = {"inlined", "unfolded", "merged"}
# Kernels that are handed one of these by value all the same, and how often that is.
A_MONTH = {
    "plan_rounds", "end_month", "copy_grades", "concerned_before", "sitting_of",
    "grade_by_right_records", "find_grounds", "new_year", "regrade_where_revised", "who_is_scored",
    "mark_one", "adopted", "grade_all",
}  # fmt: skip
A_DAY = {
    "laws_of_day", "counted_of_visits", "commit", "make_up", "remember", "out_of_sight",
    "review_all", "choose",
}  # fmt: skip
OF_FEW = {  # corrections, expiries and objections, renewals of a copy, payments, new subjects
    "renewed", "take_copy", "bind", "undo", "strike", "correct", "clear_meters", "let_go", "mark",
    "pass_on",
    "unmark", "say", "is_further", "awaits", "latest", "return_of", "feel_caught", "feel_treated", "tick",
    "sum_owed", "collect", "is_held", "is_subject", "take_out", "to_keep", "kept_again",
    "size_again", "kept_of_last_year", "still_runs", "of_this_year",
    "open_anew", "set_thresholds",
}  # fmt: skip
MADE_ANEW = {  # schemes by period, of the latest record or a mean, with conditions: others none
    "asked_again", "begin_anew", "count_record", "count_running", "let_go_of_old",
    "mark_all_conditions", "mark_by_record", "mark_conditions", "mark_counted", "marks_of",
    "natural_grade", "regrade_by_conditions", "settle", "share_out", "shared_out", "show_draft",
    "start_of", "take_in", "taken_in", "tell_draft", "turn_periods", "unheard",
}  # fmt: skip

OF_SEVERAL = {  # records counted together, other schemes, what crosses, disclosures, signs
    "cause_behind", "cause_of", "disclosed", "end_with_it", "filed_here", "is_due",
    "last_reached", "reached_on", "stands_there", "sum_up", "what_hangs",
}  # fmt: skip
NAMED = A_MONTH | A_DAY | OF_FEW | MADE_ANEW | OF_SEVERAL


def kernels():
    """Every kernel of the rooms where they stand: its decorator and what it is handed."""
    for room in ("stages", "month"):
        for path in sorted((PACKAGE / room).rglob("*.py")):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef):
                    named = [one.id for one in node.decorator_list if isinstance(one, ast.Name)]
                    yield node, set(named) & (MERGED | {"inner", "kernel"})


def called():
    """The names that any kernel calls."""
    return {
        call.func.id
        for node, kind in kernels()
        if kind
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    }


def by_value():
    """Kernels that others call, that are not merged, and are handed something large."""
    named = called()
    return {
        node.name
        for node, kind in kernels()
        if kind and not kind & MERGED and node.name in named
        if LARGE & {argument.arg for argument in node.args.args}
    }


def test_what_is_called_for_an_event_is_merged_into_its_caller():
    found = by_value()
    assert found - NAMED == set()
    assert NAMED - found == set(), "named here, and merged or gone"
