"""A run with strain or giving up beside the same people without: who comes back anyway."""

import json
from datetime import date
from shutil import copytree

import pytest
import yaml

from socialcredit import api
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import write_sealed
from socialcredit.core.run_layout import DOUBT, UNSTRAINED
from socialcredit.experiments import citing
from socialcredit.experiments.in_memory import lived
from socialcredit.experiments.keys import content_of, model_hash
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.written import written_of
from socialcredit.report.behaviour import QUESTIONS, answer
from socialcredit.results.measures.registry import values
from socialcredit.results.measures.summary import summary
from socialcredit.results.measures.trapped import recovery, refusals
from socialcredit.results.measures.unstrained import back_unstrained, unstrained
from socialcredit.results.run import open_run
from tests.engine.reach import B
from tests.engine.towns import SHARP, mechanisms_off, town

BOTH = {"strain": True, "giving-up": True}
LOUD = [
    *SHARP, "schemes.rongcheng.grades.0.bands={AAA: 1050, AA: 1030, A: 1000, B: 999, C: 998, "
    "D: lowest}", "schemes.rongcheng.grades.0.penal=[D]", f"{B}strain.strength=4",
    f"{B}strain.step=1", f"{B}giving-up.keeps=0.2",
    "assumptions.domains.attempts.loan.per_year=24",
    "schemes.rongcheng.procedure.validity.bad=3 months",
]  # fmt: skip
(SEVENTH,) = [one for one in QUESTIONS if one.number == 7]


def asked(**responses):
    days = {"starts": date(2016, 1, 1), "ends": date(2017, 3, 31)}
    return town(people=300, panel_households=9000, **days,
                responses={**mechanisms_off(), "perceived-risk": True, **responses})  # fmt: skip


def live(folder, **responses):
    file = folder.with_suffix(".yaml")
    file.write_text(yaml.safe_dump(asked(**responses).as_written()), encoding="utf-8")
    return api.run(str(file), sets=LOUD, threads=1, out=folder).path


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return live(tmp_path_factory.mktemp("runs") / "run", **BOTH)


@pytest.fixture(scope="module")
def other():
    """The same people without, as anybody may live them."""
    off = asked(**dict.fromkeys(BOTH, False)).model_copy(update={"twin": None})
    return lived(resolve(off, LOUD), 1)


def test_what_stands_beside_the_run_is_the_life_of_the_same_people_without(folder, other):
    run = open_run(folder)
    told, alone = unstrained(run), recovery(other)
    assert told["off"] == ["strain", "giving-up"]
    assert told["schemes"] == [alone] and alone["falls"] > 10
    assert told["refusals"] == refusals(other) != refusals(run)
    assert recovery(run) != alone, "with strain and giving up they live otherwise"
    found = values(run)
    assert found["trapped.unstrained.1"] == alone["within"][1]["share"] is not None
    assert back_unstrained(run, 0, 1).cases == alone["falls"], "few falls stay few"


def test_it_is_made_of_the_folder_alone_and_belongs_to_its_run(folder, tmp_path):
    text = (folder / UNSTRAINED).read_text()
    again = api.repeat(folder, out=tmp_path / "again", threads=2).path
    assert (again / UNSTRAINED).read_text() == text
    (again / UNSTRAINED).unlink()
    api.resume(again)
    assert (again / UNSTRAINED).read_text() == text, "a run stopped in its second life goes on"
    write_sealed(again / UNSTRAINED, {**json.loads(text), "run": "of another"})
    with pytest.raises(SocialCreditError, match="of another run"):
        unstrained(open_run(again))
    (again / UNSTRAINED).write_text(text.replace('"refusals": ', '"refusals": 1'))
    with pytest.raises(SocialCreditError, match="changed or damaged"):
        unstrained(open_run(again))


def test_the_page_tells_both_lives_with_both_ranges_side_by_side(folder):
    run = open_run(folder)
    told = answer(SEVENTH, run, summary(run), (), None)
    text = " ".join(told.paragraphs)
    assert "Above with strain and giving up." in text and "without: of" in text
    assert "resume" not in text and "were not lived" not in text
    rows = {row.what: row for row in told.rows}
    here = rows["back from the bottom grade within a year, share"]
    there = rows["back from the bottom grade within a year, the same people without strain and "
                 "giving up, share"]  # fmt: skip
    assert here.luck.endswith("of this run alone") and there.luck.endswith("of this run alone")
    assert list(rows).index(there.what) == list(rows).index(here.what) + 1
    (figure,) = [one for one in told.figures if "with strain and giving up" in one.title]
    assert [row[0].rpartition(", ")[2] for row in figure.rows] == ["with", "without"]


def test_a_run_without_either_says_which_command_lives_both_and_lives_nothing_more(tmp_path):
    run = open_run(live(tmp_path / "off"))
    assert not (run.folder / UNSTRAINED).exists() and unstrained(run) is None
    text = " ".join(answer(SEVENTH, run, summary(run), (), None).paragraphs)
    assert "--set responses.strain=true --set responses.giving-up=true` lives them" in text
    assert values(run)["trapped.unstrained.1"] is None


def test_until_it_is_lived_the_page_says_how(folder, tmp_path):
    again = copytree(folder, tmp_path / "again")
    (again / UNSTRAINED).unlink()
    run = open_run(again)
    text = " ".join(answer(SEVENTH, run, summary(run), (), None).paragraphs)
    assert f"`socialcredit resume {again}` does" in text


def test_assumptions_of_the_life_without_are_cited_from_a_sensitivity_of_its_own(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(citing, "STORE", tmp_path / "store")
    scenario = asked(**BOTH)
    ends = {"trapped.back.1": [0.1, 0.4]}
    told = {
        "model": model_hash(), "content": content_of(written_of(scenario)), "set": [], "points": 8,
        "people": 300, "years": None, "ranges": {"trapped.back.1": [0.2, 0.3]},
    }  # fmt: skip
    off = [f"responses.{name}=false" for name in BOTH]

    def cited(**changes):
        for name, one in (("", told), ("-unstrained", {**told, "ranges": ends, **changes})):
            folder = tmp_path / f"sensitivity-rongcheng{name}"
            folder.mkdir(exist_ok=True)
            write_sealed(folder / DOUBT, one)
        run = tmp_path / "run"
        run.mkdir(exist_ok=True)
        return json.loads(citing.cite(run, scenario, (), False).read_text())["ranges"]

    assert cited(set=off) == {"trapped.back.1": [0.2, 0.3], "trapped.unstrained.1": [0.1, 0.4]}
    assert cited(set=off, points=9) == told["ranges"], "of another size they stand beside nothing"
    assert cited(set=["seed=3"]) == told["ranges"] == cited(set=[])
