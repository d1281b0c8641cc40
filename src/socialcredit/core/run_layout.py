"""What lies in a run folder: its tables and their columns."""

SHAPES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "grades": (("scheme", "cell", "grade"), ("residents",)),
    "conduct": (("place", "kind"), ("deeds", "effort", "sighted")),
    "records": (
        ("scheme", "entry", "cause"),
        ("records", "points", "repaired", "expired", "corrected"),
    ),
    "harm": (
        ("scheme", "cell"),
        (
            "penalised",
            "wrongly",
            "innocent",
            "penal_days",
            "wrong_days",
            "bad_records",
            "wrong_records",
            "bad_deeds",
        ),
    ),
    "appeals": (
        ("scheme",),
        (
            "notices",
            "disputes",
            "decided",
            "corrected",
            "wrongly_upheld",
            "queue",
            "waiting_days",
            "unnoticed_wrong",
        ),
    ),
    "lists": (("list",), ("stock", "entered", "left")),
    "doors": (("consequence", "minority", "hits"), ("attempts", "refusals", "wrongful", "money")),
    "response": (
        ("place",),
        ("residents", "aware", "belief_sum", "restraint_sum", "effort_deeds", "near_limit"),
    ),
    "validity": (("scheme",), ("n", "score", "conduct", "score2", "conduct2", "product")),
}
FIELD = {"response": "minds"}
KEPT = (*SHAPES, "lending")  # what is collected month by month
VERSION = 1

TABLES: dict[str, str] = {
    "cells": "cell place female urban minority age_band fifth residents",
    "grades": "world month scheme cell grade residents",
    "conduct": "world month place kind deeds effort sighted",
    "records": "world month scheme entry cause records points repaired expired corrected",
    "harm": "world month scheme cell penalised wrongly innocent penal_days wrong_days "
    "bad_records wrong_records bad_deeds",
    "appeals": "world month scheme notices disputes decided corrected wrongly_upheld queue "
    "waiting_days unnoticed_wrong",
    "repair_days": "world scheme days cases",
    "lists": "world month scheme list stock entered left",
    "doors": "world month scheme consequence minority hits attempts refusals wrongful money",
    "response": "world month place residents aware belief_sum restraint_sum effort_deeds "
    "near_limit",
    "validity": "world month scheme n score conduct score2 conduct2 product",
    "lending": "world month minority fifth people borrowers several over late loans on_file "
    "wrongly_marked stranded asked face wrongly marks full granted repaid defaulted "
    "stranded_lost",
    "panel_people": "resident household cell age flags education occupation fifth role place",
    "panel_events": "world resident day what kind source scheme entry points cause record "
    "score grade",
}
