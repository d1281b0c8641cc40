"""Whoever fell ill complains: of the month before, of the right subject or of one nearby."""

import json
from datetime import date

import numpy as np
import pytest

from socialcredit.core import run_files
from socialcredit.core.errors import SocialCreditError
from socialcredit.core.events import RIGHT, SIGHTED, WRONG_PERSON
from socialcredit.engine import folder as run_folder
from socialcredit.engine import run
from socialcredit.experiments.in_memory import lived
from socialcredit.language.resolve.inputs import resolve
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.results.measures.registry import values
from socialcredit.results.run import where
from socialcredit.results.words.summary import summary_text
from tests.engine import apart
from tests.engine.towns import town
from tests.engine.ways import EVERYBODY, OFF, TOWN, by

S = "assumptions.sensors.neighbours."
SHORT = ["to=2016-05-31", EVERYBODY, *OFF]


def complaining(chance=0.5, elsewhere=0.4):
    return S + f"complaints={{of: ill, files: made-ill, chance: {chance}, elsewhere: {elsewhere}}}"


def of_town(*sets):
    return lived(resolve(load_scenario(TOWN), [*SHORT, *sets]), 1)


@pytest.fixture(scope="module")
def complaints():
    return of_town(complaining(), "people=2500")


def summed(found, column, world=0):
    return int(where(found.table("complaints"), world=world)[column].sum())


def letters(found):
    """The complaints that the panel's books hold: whom, on which day, why."""
    events = where(found.table("panel_events"), world=0, what=SIGHTED)
    mine = events["kind"] == found.names["kinds"].index("made-ill")
    return {name: column[mine] for name, column in events.items()}


def test_a_complaint_is_filed_next_month_by_its_source(complaints):
    sent, firsts = letters(complaints), [first for first, _ in complaints.month_spans()]
    assert len(sent["day"]) > 100
    assert {*sent["day"].tolist()} == {*firsts[1:]}
    neighbours = complaints.names["sources"].index("neighbours")
    assert (sent["source"] == neighbours).all()
    made = where(complaints.table("complaints"), world=0)
    early = made["made"][made["month"] < complaints.months - 1].sum()
    assert len(sent["day"]) == early, "those of the last month are read when it is over"


def test_so_many_complain_and_so_many_of_the_wrong_one(complaints):
    ill = complaints.names["harms"].index("ill")
    harmed = where(complaints.table("fault_harm"), world=0, harm=ill)["amount"].sum()
    assert summed(complaints, "harmed") == harmed > 1000
    made, elsewhere = summed(complaints, "made"), summed(complaints, "elsewhere")
    assert made / harmed == pytest.approx(0.5, abs=5 * (0.25 / harmed) ** 0.5)
    assert elsewhere / made == pytest.approx(0.4, abs=5 * (0.24 / made) ** 0.5)
    cause = letters(complaints)["cause"]
    assert {*cause.tolist()} == {RIGHT, WRONG_PERSON}
    assert (cause == WRONG_PERSON).mean() == pytest.approx(elsewhere / made, abs=0.02)


def test_measures_and_summary_tell_complaints(complaints):
    found, years = values(complaints), complaints.person_years
    made, elsewhere = summed(complaints, "made"), summed(complaints, "elsewhere")
    assert found["F10.a_year"] == pytest.approx(1000 * made / years)
    assert found["F10.elsewhere"] == elsewhere / made
    told = " ".join(summary_text(complaints).split())
    assert f"{made:,} complained" in told


def test_a_right_complaint_is_about_one_who_did_harm(complaints):
    """Whoever is rightly complained of had a fault that stood; of the others most had none."""
    sent, deeds = letters(complaints), complaints.table("panel_events")
    faulty = {
        who for name in ("dirty-kitchen", "leaking-tank")
        for who in where(deeds, world=0, kind=complaints.names["kinds"].index(name))["resident"]
    }  # fmt: skip
    right = {*sent["resident"][sent["cause"] == RIGHT].tolist()}
    wrong = sent["resident"][sent["cause"] == WRONG_PERSON].tolist()
    assert right <= faulty
    assert np.mean([who in faulty for who in wrong]) < 0.8


def test_whoever_knows_whom_to_complain_of_is_never_wrong():
    none = of_town(complaining(elsewhere=0.0))
    assert summed(none, "elsewhere") == 0 < summed(none, "made")


def test_who_complains_of_whom_moves_nobody_else():
    one, other = of_town(complaining(0.2)), of_town(complaining(0.2, 0.9))
    assert summed(one, "made") == summed(other, "made") > 50
    for name in ("faults", "fault_harm"):
        for column, found in one.table(name).items():
            assert (found == other.table(name)[column]).all()
    silent = of_town()
    assert not silent.has("complaints")
    assert (silent.table("faults")["open"] == one.table("faults")["open"]).all()


def test_inspectors_who_go_by_complaints_go_to_whom_people_complain_of():
    blind = [S + "sees={}", *by("complaints", of="[neighbours]", fades=0.0), "to=2016-08-31"]
    asked = of_town(*blind, complaining(1.0, 0.0))
    never = of_town(*blind, complaining(0.0))

    def met(found):
        seen = where(found.table("visits"), world=0, scheme=0)
        return seen["noticed"].sum() / max(seen["visits"].sum(), 1)

    assert met(asked) > 2 * met(never)


CALLED = {**apart.FAULTS, "ends": date(2016, 3, 31), "people": 400}
SETS = [complaining(), *by("complaints", of="[neighbours]", fades=0.1)]


def test_the_bits_hang_on_no_thread_no_compiler_and_no_kill(tmp_path):
    hashes = [
        run_folder.table_hashes(run.simulate(resolve(town(**CALLED), SETS), threads)[1])
        for threads in (1, 2)
    ]
    assert hashes[0] == hashes[1]
    wide = [f"CALLED, {SETS!r}", f"{str(tmp_path / 'run')!r}, 2, CALLED, {SETS!r}"]
    start = "from tests.engine.test_complaints import CALLED; "
    plain = apart.in_another_process(start + f"print_hashes({wide[0]})", NUMBA_DISABLE_JIT="1")
    assert plain.returncode == 0, plain.stderr
    assert json.loads(plain.stdout) == hashes[0]
    killed = apart.in_another_process(start + f"live_and_die({wide[1]})")
    assert killed.returncode == -9, killed.stderr
    run.resume(tmp_path / "run", threads=2)
    assert run_files.read_manifest(tmp_path / "run")["table_hashes"] == hashes[0]


@pytest.mark.parametrize(
    ("block", "said"),
    [("{of: smell, files: made-ill, chance: 0.1}", "harms people as `smell`"),
     ("{of: il, files: made-ill, chance: 0.1}", "harms people as `il`"),
     ("{of: ill, files: made-il, chance: 0.1}", "there is no deed `made-il`"),
     ("{of: ill, files: dirty-kitchen, chance: 0.1}", "a deed that people do"),
     ("{of: ill, files: made-ill, chance: 1.5}", "chance"),
     ("{of: ill, files: made-ill, chance: 0.1, elsewhere: -0.1}", "elsewhere")],
)  # fmt: skip
def test_what_nobody_can_complain_of_is_refused(block, said):
    with pytest.raises(SocialCreditError) as found:
        resolve(load_scenario(TOWN), [S + f"complaints={block}"])
    told = found.value.render()
    assert said in told
    assert found.value.expected or found.value.hint
