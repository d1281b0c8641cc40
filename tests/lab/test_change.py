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
from socialcredit.lab.change_told import marked
from socialcredit.lab.shared_town import SharedTown
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario

from .conftest import ToyTown
from .test_conversation import TOWN, answered, talking

TOWNS = ("small-town", "national", "suining", "daycare", "shenzhen")


@pytest.mark.parametrize("scenario", TOWNS)
def test_both_ends_of_every_lever_are_changes_that_a_run_can_make(scenario: str) -> None:
    told = api.levers(scenario)
    read = load_scenario(scenario)
    first = {(one["about"], one["unit"], bool(one["name"])): one for one in reversed(told)}
    for lever in first.values():
        for stop in (lever["stops"][0], lever["stops"][-1]):
            resolve(read, stop["changes"])
    for lever in told:
        own = [stop for stop in lever["stops"] if not stop["changes"]]
        assert len(own) == 1
        values = [stop["value"] for stop in lever["stops"]]
        assert values == sorted(values, key=lambda value: (value is None, value))


def test_only_what_a_scheme_says_can_be_slid() -> None:
    about = {one["about"] for one in api.levers("small-town")}
    assert about == {"notice", "staff", "expiry", "errors", "points"}
    assert "staff" not in {one["about"] for one in api.levers("daycare")}
    assert "joining" in {one["about"] for one in api.levers("national")}


def test_the_lever_of_every_entry_slides_those_with_steps_and_ladders_too() -> None:
    every = next(one for one in api.levers("small-town") if one["about"] == "points")
    twice = next(stop for stop in every["stops"] if stop["value"] == 2.0)
    read = load_scenario("small-town")
    before, after = (resolve(read, sets).schemes[0].entries for sets in ([], twice["changes"]))
    for old, new in zip(before, after, strict=True):
        assert new.sums == tuple(2 * points for points in old.sums), old.id
        assert [rate for _, rate in new.steps or ()] == [2 * rate for _, rate in old.steps or ()]


def test_a_ladder_has_a_lever_of_its_own() -> None:
    (fine,) = (one for one in api.levers("shenzhen") if one["name"] == "Fined by text message")
    assert (fine["unit"], fine["paths"]) == ("times", ("schemes.shenzhen.entries.fine.ladder.*",))


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
    assert 0.42 in [stop["value"] for stop in notice["stops"] if not stop["changes"]]


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
    assert told["shipped"].startswith("scheme: rongcheng\n")
    shown = words_of(told["levers"])
    assert shown >= {"Notice", "Points", "Share of records of which people are told"}
    written = [stop["says"] for stops in told["stops"] for stop in stops if not stop["changes"]]
    assert len(written) == len(told["stops"])
    assert all(says.endswith("as written") for says in written)
    assert "Not here: Nobody goes round to look here as it is." in words_of(told["designs"])


def words_of(trees: list[dict[str, Any]]) -> set[str]:
    """All texts in elements that a page builds."""
    found = {tree["text"] for tree in trees}
    return found.union(*(words_of(tree["inside"]) for tree in trees))


def test_a_page_has_a_text_checked_while_it_is_written(asking: Callable[..., Any]) -> None:
    text = api.scheme_text("rongcheng")
    right = asking("check", text=text)["is"]
    assert (right["marks"], right["bad"], right["count"]) == ([], 0, "No mistakes.")
    told = asking("check", text=text.replace("place: r", "place: x"))["is"]
    (mark,) = told["marks"]
    assert text[mark["from"] : mark["to"]] == "rongcheng"
    assert (mark["insert"], mark["action"]) == ("rongcheng", "change to “rongcheng”")
    assert "Line 3" in words_of(told["list"])
    assert "as text" in asking("check", text=7)["error"]["what"]


def test_a_mark_stands_where_browsers_count_characters() -> None:
    text = "scheme: a\ntitle: 😀\nplace: 😀 x\n"
    one = {"kind": "error", "line": 3, "column": 10, "message": "m", "expected": "", "hint": "",
           "suggestion": {"from": "x", "to": "y", "line": 3, "column": 10}}  # fmt: skip
    (mark,) = marked(text, [one])["marks"]
    units = text.encode("utf-16-le")
    assert units[2 * mark["from"] : 2 * mark["to"]].decode("utf-16-le") == "x"


def test_an_editor_is_offered_what_may_stand_there(asking: Callable[..., Any]) -> None:
    text = "title: 😀\nentries:\n  - {deed: drunk"
    told = asking("complete", text=text, place=len(text) + 1)["is"]  # an emoji counts twice
    assert told["from"] == len(text) + 1 - len("drunk")
    assert {"label": "drunk-driving", "detail": "", "apply": "drunk-driving"} in told["words"]
    assert "no such place" in asking("complete", text=text, place=-1)["error"]["what"]


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
