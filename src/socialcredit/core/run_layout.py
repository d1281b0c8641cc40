"""What lies in a run folder: the names of its files, its tables and their columns, each said once.

Who counts (`month/tally.py`, the markets) fills these columns in this order, the engine writes
them, results and `validate` read them.
"""

from dataclasses import dataclass

from socialcredit.core import events

FORMAT, VERSION = "socialcredit-run", 3
MANIFEST, INPUTS = "manifest.json", "inputs.json"
TABLE_FOLDER, CHECKPOINTS = "tables", "checkpoints"
RULES = "rules"  # schemes as they were drawn before the run, where groups press for any
OF_FIRMS = "firms."  # before the name of a table: of the firms of a run that has residents, too
REPORT = "report.html"
REPORT_OF_FIRMS = "firms.html"  # beside it, of a run of both
BEHAVIOUR = "behaviour.html"  # beside it, of residents: whether it makes people better
DOUBT = "doubt.json"  # how far assumptions move its numbers, where an experiment tells
CRATE = "ro-crate-metadata.json"  # what the folder holds, for an archive
EXPERIMENT = "experiment.json"  # of an experiment's folder: what its runs rest on
UNSTRAINED = "unstrained.json"  # where strain or giving up is on: the same people without
REAL = "real.json"  # of a run with alternatives: what it is compared by, beside the real scheme


@dataclass(frozen=True)
class Counted:
    """A table of counts, a row for each world, month and combination of `keys` where there are any.

    counts  its columns, in the order in which they are counted
    stocks  those of them that stand at the month's end; the others are summed over the month
    tally   the field of a thread's tally that it is the sum of; "" for a market beside communities
    """

    keys: tuple[str, ...]
    counts: tuple[str, ...]
    stocks: frozenset[str]
    tally: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the table."""
        return ("world", "month", *self.keys, *self.counts)


def _counted(keys: str, counts: str, stocks: str = "", tally: str = "") -> Counted:
    return Counted(tuple(keys.split()), tuple(counts.split()), frozenset(stocks.split()), tally)


MONTHLY: dict[str, Counted] = {
    "grades": _counted("scheme cell grade", "residents", "residents", "grades"),
    "conduct": _counted("place kind", "deeds effort sighted", "", "conduct"),
    "records": _counted(
        "scheme entry cause", "records points repaired expired corrected", "", "records"
    ),
    "harm": _counted(
        "scheme cell",
        "penalised wrongly late innocent penal_days wrong_days late_days bad_records "
        "wrong_records bad_deeds",
        "penalised wrongly late innocent",
        "harm",
    ),
    "appeals": _counted(
        "scheme",
        "notices disputes decided corrected wrongly_upheld queue waiting_days unnoticed_wrong "
        "silent",
        "queue",
        "appeals",
    ),
    "lists": _counted("list", "stock entered left", "stock", "lists"),
    "doors": _counted(
        "consequence minority hits", "attempts refusals wrongful money late", "", "doors"
    ),
    "collected": _counted(
        "consequence minority", "identified reached owed billed paid money_owed", "", "collected"
    ),
    "incapacity": _counted(
        "consequence minority", "people evading days wrong_days", "people evading", "incapacity"
    ),
    "stopped": _counted("consequence minority kind", "deeds", "", "stopped"),
    "response": _counted(
        "place",
        "residents aware belief_sum striving",
        "residents aware belief_sum striving",
        "minds",
    ),
    "awareness": _counted("scheme place", "scored aware", "scored aware", "awareness"),
    "refrained": _counted("place kind term", "deeds", "", "refrained"),
    "motives": _counted(
        "place",
        "residents bad_alone bad_ever good_alone good_ever",
        "residents bad_alone bad_ever good_alone good_ever",
        "motives",
    ),
    "added": _counted("place kind term", "deeds", "", "added"),
    "faults": _counted("place kind", "open found arisen ended ended_found", "open found", "faults"),
    "premises": _counted(
        "place size", "closed ordered chosen records bad_records chosen_records", "", "premises"
    ),
    "signs": _counted(
        "consequence size",
        "firms hidden forged customers lost lost_wrongly lost_late gained kept money",
        "firms hidden forged",
        "signs",
    ),
    "fault_harm": _counted("place kind harm", "amount", "", "fault_harm"),
    "complaints": _counted("place harm", "harmed made elsewhere", "", "complaints"),
    "visits": _counted(
        "place source scheme grade",
        "visits findings nothing_wrong missed false_finds standing noticed minutes",
        "",
        "visits",
    ),
    "leniency": _counted(
        "place source minority",
        "visits at_border border_choices border_lesser border_anyhow other_choices other_lesser "
        "swayed same same_down new new_down new_stayed new_known new_known_down new_known_stayed",
        "",
        "leniency",
    ),
    "self_reports": _counted("place source", "reported quiet", "", "self_reports"),
    "orders": _counted(
        "place source", "given looked_again mended disobeyed overlooked gone", "", "orders"
    ),
    "who_knew": _counted("place kind", "known unknown known_about unknown_about", "", "who_knew"),
    "giving_up": _counted(
        "place door", "tries refused not_tried remember gave_up", "remember gave_up", "giving_up"
    ),
    "threatened": _counted("place size", "debts paid", "", "threatened"),
    "named": _counted("place means", "people wrongly", "people wrongly", "named"),
    "rounds": _counted("place source", "subjects minutes visits due unmet", "subjects", "rounds"),
    "validity": _counted(
        "scheme",
        "n score conduct score2 conduct2 product",
        "n score conduct score2 conduct2 product",
        "validity",
    ),
    "acceptance": _counted(
        "place by level", "approve afraid no_use protest turns", "approve afraid no_use protest"
    ),
    "attacks": _counted("place", "named misnamed right wrong beside runaway", "runaway"),
    "owners": _counted("fifth", "closures ordered owners yuan ordered_yuan"),
    "fan_out": _counted(
        "wrong", "firms records owners listed household", "firms records owners listed household"
    ),
    "lending": _counted(
        "minority fifth",
        "people borrowers several over late loans on_file wrongly_marked stranded "
        "asked face wrongly marks full granted repaid defaulted stranded_lost",
        "people borrowers several over late loans on_file wrongly_marked stranded",
    ),
}
TALLIED = {name: table for name, table in MONTHLY.items() if table.tally}

# Lists and consequences are numbered through while they are counted, within their scheme in tables.
NUMBERED_THROUGH = {
    "lists": "list", "doors": "consequence", "collected": "consequence",
    "incapacity": "consequence", "stopped": "consequence", "signs": "consequence",
}  # fmt: skip

# Tables of runs in which a consequence keeps people from deeds; others have not got them.
OF_INCAPACITY = ("incapacity", "stopped")
# The table of runs in which a sum has to be collected; others have not got it.
OF_COLLECTING = ("collected",)
# The table of runs in which a response can raise what people do.
OF_RAISING = ("added",)
# The table of runs in which a price may move what people do of themselves.
OF_MOTIVES = ("motives",)
# Tables of runs in which a deed leaves a fault that stands; others have not got them.
OF_FAULTS = ("faults", "fault_harm")
# The table of runs in which whoever was harmed may complain.
OF_COMPLAINTS = ("complaints",)
# The table of runs in which a grade hangs at the door.
OF_SIGNS = ("signs",)
# Those of runs in which a source goes round.
OF_ROUNDS = ("visits", "rounds")
# Those of runs in which an inspector may choose the lesser of two deductions, or orders to mend.
OF_LENIENT, OF_ORDERS = ("leniency",), ("orders",)
# The table of runs in which a source is its subjects' own, and may lie.
OF_OWN = ("self_reports",)
# The table of runs that ask who had heard of a rule on what they did.
OF_KNOWING = ("who_knew",)
# The table of runs in which somebody remembers a refusal.
OF_GIVING_UP = ("giving_up",)
# The table of runs in which somebody fears to be made public, and that of who is.
OF_SHAME, OF_NAMES = ("threatened",), ("named",)
# The table of runs in which firms close, and others open on their premises.
OF_PREMISES = ("premises",)

TABLES: dict[str, tuple[str, ...]] = {
    **{name: table.columns for name, table in MONTHLY.items()},
    **{
        name: ("world", "month", "scheme", *MONTHLY[name].keys, *MONTHLY[name].counts)
        for name in NUMBERED_THROUGH
    },
    "cells": tuple("cell place female urban minority age_band fifth residents".split()),
    "repair_days": ("world", "scheme", "days", "cases"),
    "panel_people": tuple(
        "resident household cell age flags education occupation fifth role place".split()
    ),
    "panel_events": ("world", *events.COLUMNS),
}
