"""`socialcredit assess`: what is refused before anything is lived, and what is left behind."""

import json

import pytest

import socialcredit as sc
from socialcredit import cli
from socialcredit.assessment import asked, lived
from socialcredit.assessment.designs import designs_of
from socialcredit.assessment.numbers import numbers_of
from socialcredit.experiments.store import Store
from socialcredit.language.resolve.paths import ALTERNATIVES
from tests.assessment.given import WISH, nothing_lives, planned


def called(capsys, *words):
    """The exit code of a call, and what it said."""
    with pytest.raises(SystemExit) as end:
        cli.main(["assess", *words])
    told = capsys.readouterr()
    return end.value.code, told.out, told.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["rongchen"], "rongcheng"),
        (["small-town", "--form", "frai-27"], "fria-27"),
        (["small-town", "--since", "nowhere"], "holds no assessment"),
        (["small-town", "--declared", "nowhere.yaml"], "no file `nowhere.yaml`"),
        (["small-town", "--alternative", "fine-onl"], "fine-only"),
        (["court-list-firms"], "firms alone"),
        (["empty"], "holds no run"),
    ],
)
def test_what_cannot_be_assessed_is_refused_in_words(words, says, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    code, _, err = called(capsys, *words, "--people", "300")
    assert code == 1 and says in err and "Traceback" not in err
    assert not (tmp_path / "runs").exists(), "nothing was lived, and nothing is left"


def test_a_scenario_without_a_twin_says_how_to_have_one(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.yaml").write_text("extends: 'shipped:small-town'\nscenario: own\ntwin: null\n")
    code, _, err = called(capsys, "own.yaml")
    assert code == 1 and "has no twin" in err and "twin: {without: all}" in err


def test_an_older_folder_is_refused_before_anything_is_planned(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "assessment.json").write_text("{}")
    code, _, err = called(capsys, "small-town", "--out", "out")
    assert code == 1 and "older assessment" in err and "--since out" in err


def test_a_folder_that_cannot_be_put_in_its_place_is_refused_at_once(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    code, _, err = called(capsys, "small-town", "--out", ".")
    assert code == 1 and "names no folder" in err and "--out" in err


def test_a_plan_tells_runs_time_and_disk_and_what_does_not_fit(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    code, out, _ = called(capsys, "small-town", "--quick", "--people", "300", "--plan")
    assert code == 0
    for words in ("runs of small-town", "time:", "disk:", "in doubt:", "not lived: visits-by-lot"):
        assert words in out, words
    assert list(tmp_path.iterdir()) == []
    code, out, _ = called(capsys, "small-town", "--quick", "--people", "300", "--plan", "--json")
    assert code == 0 and json.loads(out)["runs"] > 50


def test_alternatives_that_change_nothing_are_named_with_the_reason(tmp_path):
    made = planned(WISH._replace(alternatives=("fine-only", "visits-by-lot")), tmp_path / "store")
    assert made.plan.experiment.alternatives == ("fine-only",)
    ((name, why),) = made.left
    assert name == "visits-by-lot" and why


def test_where_no_alternative_fits_the_scheme_is_assessed_alone(tmp_path, monkeypatch):
    nothing_lives(monkeypatch, lambda task: {"M1.share": 0.1})
    made = planned(WISH._replace(alternatives=("visits-by-lot",)), tmp_path / "store")
    found = lived.live(made, lived.first_tasks(made), None, None, None)
    assert made.plan.experiment.alternatives == ()
    (design,) = designs_of(found.found, numbers_of(found.found))
    assert design.name == "" and design.tied == ()


@pytest.fixture
def own(tmp_path):
    """Alternatives of one's own in a folder of theirs; the second has a name that ships."""
    text = (ALTERNATIVES / "fine-only.yaml").read_text(encoding="utf-8")
    folder = tmp_path / "of-anna"
    folder.mkdir()
    for file, name in (("one.yaml", "milder"), ("two.yaml", "fast-appeal")):
        told = text.replace("alternative: fine-only", f"alternative: {name}")
        (folder / file).write_text(told, encoding="utf-8")
    return folder


def test_an_alternative_of_ones_own_is_told_by_its_name_wherever_it_lies(own, tmp_path):
    both = (str(own / "one.yaml"), str(own / "two.yaml"), str(own / ".." / "of-anna" / "one.yaml"))
    made = planned(WISH._replace(alternatives=both), tmp_path / "store")
    assert made.plan.experiment.alternatives == ("milder", "fast-appeal-2")
    assert [one.alternative for one in made.plan.work.alternatives] == ["milder", "fast-appeal"]


def test_no_folder_of_a_machine_is_in_an_assessment(own, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(asked, "QUICK", WISH.size)
    monkeypatch.setattr(asked, "alternative_names", lambda: ["fine-only"])
    nothing_lives(monkeypatch, lambda task: {"M1.share": 0.1, "benefit.harm": 1.0})
    made = sc.assess(
        "small-town", people=300, years=1, quick=True, alternatives=[str(own / "one.yaml")]
    )
    assert [one.name for one in made.evidence.designs] == ["", "fine-only", "milder"]
    files = [path for path in made.path.rglob("*") if path.is_file()]
    assert len(files) > 10
    folder = str(tmp_path).encode()
    assert [str(path) for path in files if folder in path.read_bytes()] == []


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """A run with an alternative and a change of its own."""
    folder = tmp_path_factory.mktemp("ran") / "run"
    return sc.run(
        "small-town",
        people=300,
        years=1,
        seed=5,
        out=folder,
        alternatives=["expiry-one-year"],
        sets=["schemes.rongcheng.score.start=990"],
    )


def test_a_run_is_assessed_as_it_was_lived(ran, tmp_path):
    wish = WISH._replace(subject=str(ran.path), people=None, years=None, alternatives=())
    subject = asked.subject_of(wish)
    assert subject.scenario.people == 300 and subject.scenario.seed == 5
    assert subject.label == "run", "no folder of the machine is told in a document"
    (scheme,) = subject.written.schemes
    assert float(scheme.score[0].start) == 990
    bad = [one for one in scheme.entries if one.valid_for and one.points and one.points < 0]
    assert max(int(one.valid_for) for one in bad) <= 365
    made = lived.plan_of(wish, subject, Store(tmp_path / "store"))
    (task,) = made.tasks_of((), made.firsts[:1])
    found = lived.live(made, [task], Store(tmp_path / "store"), "local:1", None)
    assert found.outcomes[task.key].content_hash == ran.content_hash, "the very same run"


def test_the_python_face_leaves_the_documents_and_opens_them_again(tmp_path, monkeypatch):
    """Of runs that nobody lives, so that what is tried is the way and not the numbers."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(asked, "QUICK", WISH.size)
    monkeypatch.setattr(asked, "alternative_names", lambda: ["fine-only"])
    nothing_lives(monkeypatch, lambda task: {"M1.share": 0.1, "benefit.harm": 1.0})
    made = sc.assess("small-town", people=300, years=1, quick=True, forms=["full", "fria-27"])
    assert [path.name for path in made.documents] == ["assessment-fria-27.html", "assessment.html"]
    assert [one.key for one in made.findings()] == ["M1.share", "benefit.harm"]
    assert sc.open_assessment(made.path).evidence == made.evidence
    assert made.evidence.made["command"] == (
        "socialcredit assess small-town --quick --people 300 --years 1"
    )
