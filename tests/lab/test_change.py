"""Levers, alternatives and who moves: what the panel Change asks of the Python face."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from socialcredit import api
from socialcredit.core.errors import SocialCreditError
from socialcredit.lab import moved
from socialcredit.lab.address import Asked
from socialcredit.lab.shared_town import SharedTown
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario

from .conftest import ToyTown
from .test_conversation import TOWN, answered, talking

TOWNS = ("small-town", "national", "suining", "daycare")


@pytest.mark.parametrize("scenario", TOWNS)
def test_both_ends_of_every_lever_are_changes_that_a_run_can_make(scenario: str) -> None:
    told = api.levers(scenario)
    read = load_scenario(scenario)
    first = {one["about"]: one for one in reversed(told)}
    for lever in first.values():
        for stop in (lever["stops"][0], lever["stops"][-1]):
            resolve(read, [stop["change"]] if stop["change"] else [])
    for lever in told:
        own = [stop for stop in lever["stops"] if stop["change"] is None]
        assert len(own) == 1
        values = [stop["value"] for stop in lever["stops"]]
        assert values == sorted(values, key=lambda value: (value is None, value))


def test_only_what_a_scheme_says_can_be_slid() -> None:
    about = {one["about"] for one in api.levers("small-town")}
    assert about == {"notice", "staff", "expiry", "errors", "points"}
    assert "staff" not in {one["about"] for one in api.levers("daycare")}
    assert "joining" in {one["about"] for one in api.levers("national")}


def test_a_lever_says_where_its_value_comes_from() -> None:
    (notice,) = (one for one in api.levers("small-town") if one["about"] == "notice")
    assert (notice["source"], notice["evidence"]) == ("assumed", "assumed")
    breach = next(one for one in api.levers("small-town") if one["name"] == "contract breach")
    assert breach["evidence"] == "primary"
    assert breach["source"].startswith("Rongcheng credit assessment standards")


def test_levers_follow_an_edited_text() -> None:
    text = api.scheme_text("rongcheng").replace("chance: 0.3, after", "chance: 0.42, after")
    (notice,) = (
        one for one in api.levers("small-town", texts={"rongcheng": text})
        if one["about"] == "notice"
    )  # fmt: skip
    assert 0.42 in [stop["value"] for stop in notice["stops"] if stop["change"] is None]


def test_a_body_of_a_divided_scheme_means_the_whole() -> None:
    assert api.scheme_in("national", "national-movement") == "national"
    assert api.scheme_in("small-town") == "rongcheng"
    with pytest.raises(SocialCreditError, match="no scheme `suining`"):
        api.scheme_in("small-town", "suining")


def test_an_alternative_that_changes_nothing_says_why() -> None:
    found = {one["name"]: one for one in api.fitting("daycare")}
    assert found["rewards-only"]["fits"]
    assert not found["fine-only"]["fits"]
    assert "no rule that costs a person anything" in found["fine-only"]["why_not"]
    assert "by months" in found["fast-appeal"]["why_not"]


def test_the_text_of_a_scheme_is_asked_for_by_name_alone() -> None:
    assert api.scheme_text("rongcheng").startswith("scheme: rongcheng\n")
    with pytest.raises(SocialCreditError, match="no scheme"):
        api.scheme_text("../rongcheng/scheme.yaml")


def plane(office: list[int], truth: list[int]) -> np.ndarray:
    return np.array([[office, truth]], np.uint8)


def test_who_moved_is_counted_resident_by_resident(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five: one better, one worse and newly penalised, one no longer wrongly, two as before."""
    frames = {
        "was": plane([2, 1, 3, 0, 15], [0, 0, 3, 1, 0]),
        "is": plane([1, 4, 3, 0, 15], [0, 1, 1, 1, 0]),
    }
    monkeypatch.setattr(moved, "_planes", lambda recording, month: frames[recording.key])
    grades = {"grades": ["A", "B", "C", "D", "E"]}
    was, now = (SimpleNamespace(key=key, facts=grades) for key in ("was", "is"))
    told = moved.who_moved(was, now, 7, [0, 0, 1, 1, 1])
    assert told["many"] == {
        "better": 1, "worse": 1, "newly": 1, "no_longer": 0, "newly_wrong": 0, "no_longer_wrong": 1,
    }  # fmt: skip
    assert (told["penalised"], told["wrongful"]) == ([2, 3], [1, 0])
    assert (told["residents"]["worse"], told["residents"]["no_longer_wrong"]) == ([1], [2])
    here, there = told["neighbourhoods"]
    assert (here["people"], here["worse"], there["no_longer_wrong"]) == (2, 1, 1)


def test_of_other_grades_nobody_is_said_to_be_in_a_better_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frames = {"was": plane([1], [0]), "is": plane([0], [0])}
    monkeypatch.setattr(moved, "_planes", lambda recording, month: frames[recording.key])
    was, now = (
        SimpleNamespace(key=key, facts={"grades": grades})
        for key, grades in (("was", ["A", "B"]), ("is", ["X", "Y"]))
    )
    told = moved.who_moved(was, now, 0, [0])
    assert (told["same_grades"], told["many"]["better"]) == (False, 0)


@pytest.fixture
def asking(client: TestClient) -> Iterator[Callable[..., Any]]:
    """A page on which a small town is open: what it asks, and what it is answered."""
    with talking(client) as socket:
        answered(socket, 1, "open", asked=TOWN)
        yield lambda ask, **more: answered(socket, 2, ask, **more)


def test_a_page_is_told_the_rules_of_its_town(asking: Callable[..., Any]) -> None:
    told = asking("rules")["is"]
    assert (told["scheme"], told["text"]) == ("rongcheng", told["shipped"])
    assert told["levers"]
    assert any(not one["fits"] for one in told["alternatives"])


def test_a_page_has_a_text_checked_while_it_is_written(asking: Callable[..., Any]) -> None:
    text = api.scheme_text("rongcheng")
    assert asking("check", text=text)["is"] == {"mistakes": []}
    (mistake,) = asking("check", text=text.replace("place: r", "place: x"))["is"]["mistakes"]
    assert mistake["suggestion"]["to"] == "rongcheng"
    assert "as text" in asking("check", text=7)["error"]["what"]


def test_an_editor_knows_what_may_stand_where(asking: Callable[..., Any]) -> None:
    told = asking("spoken")["is"]
    assert told["schema"]["whole"]["entries"]["part"] == "Entry"
    assert "primary" in told["schema"]["Entry"]["evidence"]["one_of"]
    assert told["schema"]["whole"]["extends"]["says"]
    assert "drunk-driving" in told["words"]["deeds"]
    assert "rongcheng" in told["words"]["schemes"]


@pytest.mark.parametrize("month", [-1, 13, "1", True, None])
def test_who_moved_is_told_of_months_that_the_town_has(
    asking: Callable[..., Any], month: Any
) -> None:
    assert "no such month" in asking("moved", month=month, asked=TOWN)["error"]["what"]


@pytest.mark.parametrize("resident", [-1, 3, "0", None, 1.5])
def test_a_life_is_told_of_those_who_live_here(asking: Callable[..., Any], resident: Any) -> None:
    assert "nobody of this town" in asking("life", resident=resident)["error"]["what"]


def test_an_edited_text_stands_for_the_scheme_whose_grades_are_shown(
    toys: type[ToyTown],
) -> None:
    SharedTown(Asked("national", scheme="national-movement", text="a: b", years=1)).settle()
    assert toys.opened[-1].asked["texts"] == {"national": "a: b"}
