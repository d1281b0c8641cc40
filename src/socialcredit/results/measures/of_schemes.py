"""Measures of one scheme: M1 to M18 of the assessment, one number each."""

from collections.abc import Callable
from typing import Any

from socialcredit.results import naming
from socialcredit.results.luck import Interval
from socialcredit.results.measures.contest import contestability, permanence
from socialcredit.results.measures.context import context_distance
from socialcredit.results.measures.face_matching import face_matching
from socialcredit.results.measures.measure import CAME_OUT, Block, Measure, block
from socialcredit.results.measures.offsets import offsets
from socialcredit.results.measures.proportion import proportionality
from socialcredit.results.measures.response import awareness
from socialcredit.results.measures.surveillance import (
    chilling,
    conduct_behind_flags,
    family_spillover,
)
from socialcredit.results.measures.validity import surveillance_load, validity
from socialcredit.results.measures.worst_off import tail_harm
from socialcredit.results.measures.wrongful import missed_breaches, wrongful_penalties
from socialcredit.results.part import Share, share
from socialcredit.results.run import Run

Found = Callable[[Run, int], Any]
YEARLY = "per 1000 person-years"
WRONGFUL = "Art. 5(1)(c)(ii); 171"
UNRELATED = "Art. 5(1)(c)(i); 166"


def at(make: Block, *keys: str | int) -> Found:
    """What a block of a scheme tells under these keys; None where it tells nothing."""

    def value(run: Run, scheme: int) -> Any:
        found = block(make, run, scheme)
        for key in keys:
            if found is None:
                return None
            found = found[key]
        return found

    return value


def _of(part: str, whole: str, make: Block) -> Found:
    """One number of a block over another."""

    def value(run: Run, scheme: int) -> Share | None:
        found = block(make, run, scheme)
        return share(found[part], found[whole])

    return value


def _thousandfold(found: Found) -> Found:
    def value(run: Run, scheme: int) -> Any:
        number = found(run, scheme)
        if isinstance(number, tuple):
            return number[0] * 1000, number[1] * 1000
        return None if number is None else 1000 * number

    return value


def _wrong_faces(run: Run, scheme: int) -> Share | None:
    rows = (block(face_matching, run, scheme) or {"sources": []})["sources"]
    wrong = sum(row["wrong_person"] + row["false_alarm"] for row in rows)
    return share(wrong, sum(row["hits"] for row in rows))


def _luck_of_faces(run: Run, scheme: int) -> Interval:
    rows = (block(face_matching, run, scheme) or {"sources": []})["sources"]
    interval: Interval = rows[0]["wrong_interval"] if len(rows) == 1 else None
    return interval


def _harmless(run: Run, scheme: int) -> Share | None:
    harmful = block(conduct_behind_flags, run, scheme)["harmful"]
    return None if harmful is None else harmful.rest()


def _followed(run: Run, scheme: int) -> Share | None:
    """Wrong records put right within a year; the number of records decides whether it is told."""
    time = block(contestability, run, scheme)["time"]
    part = time["within"][365]["share"]
    return None if part is None else Share(part, time["wrong"])


def _made_up(run: Run, scheme: int) -> Share | None:
    codes = naming.are_codes(run, scheme)
    return None if codes else block(validity, run, scheme)["made_up_share"]


def _at_end(name: str) -> Found:
    """People under such a penalty at the end of the last month, per thousand residents."""
    return lambda run, scheme: 1000 * block(wrongful_penalties, run, scheme)[name] / run.people


WRONGLY = (
    Measure("M1.share", "penal days that are wrong", "share", "less", "scheme", "share",
            at(wrongful_penalties, "share"), luck=at(wrongful_penalties, "interval"),
            hook=WRONGFUL, says="of all days under a penalty had nothing true behind them, only a "
            "wrong record"),
    Measure("M1.strict", "penal days that are wrong for a wrong person or a false alarm", "share",
            "less", "scheme", "share", at(wrongful_penalties, "strict_share"), "panel",
            luck=at(wrongful_penalties, "strict_interval"), hook=WRONGFUL),
    Measure("M1.late", "penal days that are late", "share", "less", "scheme", "share",
            at(wrongful_penalties, "late_share"), luck=at(wrongful_penalties, "late_interval")),
    Measure("M1.at_end", "penalised at the end", "per 1000 residents", "less", "scheme", "rate",
            _at_end("penalised")),
    Measure("M1.wrongly_at_end", "wrongly penalised at the end", "per 1000 residents", "less",
            "scheme", "rate", _at_end("wrongly"), hook=WRONGFUL),
    Measure("M1.records", "bad records that are wrong", "share", "less", "scheme", "share",
            _of("wrong_records", "bad_records", wrongful_penalties), hook="GDPR Art. 5(1)(d)"),
    Measure("M2.missed", "breaches that the rules name and that were never recorded", "share",
            "neither", "scheme", "share", at(missed_breaches, "missed"),
            luck=at(missed_breaches, "interval"),
            says="of the breaches that the rules name were never recorded"),
    Measure("M3.harmless", "flags without a harmful deed of that person behind them", "share",
            "less", "scheme", "share", _harmless,
            says="of flags have no harmful deed of that person behind them"),
    Measure("M3.lately", "flags on somebody who did a bad deed in the year before", "share",
            "more", "scheme", "share", at(conduct_behind_flags, "person"), "panel",
            luck=at(conduct_behind_flags, "interval")),
    Measure("faces.wrong", "hits of the cameras that name somebody who did not do it", "share",
            "less", "scheme", "share", _wrong_faces, luck=_luck_of_faces,
            hook="Art. 5(1)(h)", says="of hits of the cameras name somebody who did not do it"),
)  # fmt: skip

RULES = (
    Measure("M4.other_part", "doors closed for records of another part of life", "share", "less",
            "scheme", "share", at(context_distance, "other_part"), "panel",
            luck=at(context_distance, "interval"), hook=UNRELATED,
            says="of doors that closed lie in another part of life than the records they rest on"),
    Measure("M4.distance", "declared distance of closed doors from their records", "0 to 1",
            "less", "scheme", "ratio", at(context_distance, "distance"), "panel", hook=UNRELATED,
            most=1.0),
    Measure("M4.unrelated_dependence", "people behind a door that only unrelated records shut",
            "share of those behind one", "less", "scheme", "share",
            _of("dependent", "people", context_distance), "panel", hook=UNRELATED),
    Measure("M5.fan_out", "doors closed, made dearer or harder", "per bad record", "less",
            "scheme", "ratio", at(proportionality, "fan_out"), hook="167"),
    Measure("M5.against_fine", "money lost, over the ordinary fines of the recorded deeds",
            "times", "neither", "scheme", "ratio", at(proportionality, "against_fine"),
            hook="167"),
    Measure("M7.notice", "bad records of which the person was told", "share", "more", "scheme",
            "share", at(contestability, "notice"), hook="27(1)(f)"),
    Measure("M7.dispute", "notices that were contested", "share", "neither", "scheme", "share",
            at(contestability, "dispute")),
    Measure("M7.success", "decided disputes that were decided for the person", "share", "neither",
            "scheme", "share", at(contestability, "success")),
    Measure("M7.waiting", "days from an objection to its decision", "on average", "less",
            "scheme", "rate", at(contestability, "waiting"), hook="27(1)(f)"),
    Measure("M7.repaired", "wrong bad records put right in every copy by the end", "share",
            "more", "scheme", "share", at(contestability, "repaired"), "panel",
            luck=at(contestability, "interval"), hook="27(1)(f)"),
    Measure("M7.within_a_year", "wrong bad records put right in every copy within a year",
            "share", "more", "scheme", "share", _followed, "panel",
            luck=at(contestability, "time", "within", 365, "interval"), hook="27(1)(f)",
            says="of wrong bad records are put right in every copy within a year"),
    Measure("M7.median_days", "days until half of wrong records are right in every copy", "",
            "less", "scheme", "median", at(contestability, "time", "median"), "panel"),
    Measure("M7.p90_days", "days until nine in ten wrong records are right in every copy", "",
            "less", "scheme", "quantile", at(contestability, "time", "p90"), "panel"),
    Measure("M10.median_days", "days until half of penalties are over", "", "less", "scheme",
            "median", at(permanence, "median_days"), "panel", luck=at(permanence, "interval")),
    Measure("M10.year", "penalties over within a year", "share", "more", "scheme", "share",
            at(permanence, "year"), "panel", luck=at(permanence, "year_interval")),
    Measure("M10.again", "people whose penalty was over and who fell again", "share", "less",
            "scheme", "share", at(permanence, "again"), "panel"),
    Measure("M10.trap", "bad deeds after the first penal day, over those of the same people "
            "without the schemes", "times", "less", "scheme", "ratio", at(permanence, "trap"),
            "panel", twin=True),
)  # fmt: skip

LIVES = (
    Measure("M9.flags", "flags filed for a relative's sake", "share of flags", "less", "scheme",
            "share", at(family_spillover, "share"), hook="167"),
    Measure("M11.correlation", "correlation of the score with true conduct", "-1 to 1", "neither",
            "scheme", "difference", at(validity, "correlation"), hook="171"),
    Measure("M11.made_up", "points gained by deeds done only to gain them", "share of points "
            "gained", "less", "scheme", "share", _made_up, hook="171",
            says="of points gained are for deeds done only to gain them"),
    Measure("M11.across", "points lost that records of another domain of life make up for",
            "share", "neither", "scheme", "share", at(offsets, "across"), "panel",
            luck=at(offsets, "interval"), line=4, mark=CAME_OUT),
    Measure("M12.records", "records filed", YEARLY, "less", "scheme", "rate",
            _thousandfold(at(surveillance_load, "per_person_year")),
            luck=_thousandfold(at(surveillance_load, "interval")), hook="148; 166",
            says="records filed in a year on 1,000 residents"),
    Measure("M12.covered", "domains of life with a record, of those with a kind of deed", "share",
            "less", "scheme", "ratio", at(surveillance_load, "covered"), hook="148; 166",
            most=1.0),
    Measure("M12.lawful", "records about lawful, watched deeds", "share of records", "less",
            "scheme", "share", at(surveillance_load, "watched_lawful"), hook="148"),
    Measure("M17.foregone", "lawful deeds left undone that the scheme counts against people",
            "share", "less", "scheme", "change", at(chilling, "foregone"), twin=True,
            luck=at(chilling, "interval"), hook="148"),
    Measure("M18.ever", "residents who were ever under a penalty", "share", "less", "scheme",
            "share", at(tail_harm, "ever"), "panel", hook="27(1)(c)-(d)"),
    Measure("M18.p99", "days under a penalty that one resident in a hundred reaches", "", "less",
            "scheme", "quantile", at(tail_harm, "p99"), "panel",
            luck=at(tail_harm, "p99_interval"), hook="27(1)(c)-(d)"),
    Measure("M18.borne", "days under a penalty that the worst-off one in a hundred bear", "share",
            "less", "scheme", "share", at(tail_harm, "borne"), "panel", hook="27(1)(c)-(d)"),
    Measure("M18.excluded", "residents refused or held up in three or more domains of life",
            "share", "less", "scheme", "share", at(tail_harm, "excluded"), "panel",
            hook="27(1)(c)-(d)"),
    Measure("awareness.end", "people scored who have heard of the scheme, at the end", "share",
            "neither", "scheme", "share", at(awareness, "end", "share")),
)  # fmt: skip

MEASURES = (*WRONGLY, *RULES, *LIVES)
