"""The contract of a response: built from its "must" alone it works, and is neutral when off."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from socialcredit.compile.response import compile_terms, kinds_of
from socialcredit.core import run_files
from socialcredit.core.errors import SocialCreditError
from socialcredit.engine import folder as run_folder
from socialcredit.engine import run
from socialcredit.engine.preparing import prepared
from socialcredit.engine.world import begin
from socialcredit.language.resolve import paths
from socialcredit.language.resolve.inputs import resolve
from socialcredit.stages.response import mechanisms
from socialcredit.stages.response.contract import ALWAYS, Mechanism, Term, of_household
from socialcredit.stages.response.mechanisms import Chosen
from socialcredit.stages.society.people import empty
from tests.engine.towns import mechanisms_off, town

SHORT = {"people": 500, "ends": town().starts.replace(month=3, day=31)}
STRONG = "assumptions.behaviour.dummy.strength=1.0"


class Dummy(NamedTuple):
    """Settings: how far a zeal of one lowers the log-hazard of bad deeds, and good deeds a day."""

    strength: float = 0.0


def monthly(settings, around, start, stop, rows, effort, months):
    """Whom a scheme scores is zealous from the second month on, and does something good."""
    if settings.strength == 0.0:
        return
    for s in np.flatnonzero(around.active):
        scored = around.subject[s].astype(bool)
        rows["zeal"][start:stop][scored] = around.shared["months"][around.community][scored]
        effort[scored] += settings.strength / 30.0
        rows["known"].flags.writeable or READ_ONLY.append(True)


def collective(settings, sums, shared, months, words):
    """Counts the months in each community, after each of them."""
    assert months == 1.0 and len(words) == len(sums.residents)
    if settings.strength > 0.0:
        shared["months"][:] = np.minimum(shared["months"] + (sums.residents > 0), 255)


READ_ONLY = []
TERM = Term(
    "zeal", "", lambda settings: -settings.strength * np.arange(256.0),
    lambda kinds: kinds.signed("bad"), ALWAYS,
)  # fmt: skip


@pytest.fixture(autouse=True)
def known(monkeypatch):
    """The dummy among the mechanisms, as a file of its own would put it there."""
    dummy = Mechanism(
        "dummy", Dummy, terms=(TERM,), rows=("zeal",), reads=("known",), shared=("months",),
        monthly=monthly, collective=collective,
    )  # fmt: skip
    monkeypatch.setitem(mechanisms.MECHANISMS, "dummy", dummy)


@pytest.fixture
def believed(tmp_path) -> dict[str, str]:
    """The shipped beliefs about behaviour with the dummy at their end, at its neutral strength."""
    shipped = (paths.ASSUMPTIONS / "behaviour.yaml").read_text(encoding="utf-8")
    path = Path(tmp_path) / "behaviour.yaml"
    path.write_text(
        f"{shipped}\n  - {{mechanism: dummy, strength: 0.0, from: assumed, evidence: assumed}}\n"
    )
    return {"behaviour": str(path)}


def tables_of(*sets, threads=1, **changes):
    _, tables = run.simulate(resolve(town(**{**SHORT, **changes}), sets), threads)
    return tables


def hash_of(tables):
    return run_folder.content_hash(run_folder.table_hashes(tables))


def deeds(tables, world, column="deeds"):
    done = tables["conduct"]
    return int(done[column][done["world"] == world].sum())


@pytest.fixture
def without():
    """The town that has never heard of the dummy."""
    return hash_of(tables_of())


def test_at_strength_nought_it_is_neutral(without, believed):
    assert hash_of(tables_of(assumptions=believed)) == without


def test_switched_off_it_is_neutral_whatever_its_strength(without, believed):
    off = {"responses": {"dummy": False}, "assumptions": believed}
    assert hash_of(tables_of(STRONG, **off)) == without


def test_its_strength_is_set_from_outside_and_acts_under_a_scheme_alone(believed):
    alone = {**mechanisms_off(), "dummy": True}
    tables = tables_of(STRONG, assumptions=believed, responses=alone)
    assert deeds(tables, 0, "effort") > 0 == deeds(tables, 1, "effort")
    still = tables_of(assumptions=believed, responses=alone)
    assert deeds(tables, 1) == deeds(still, 1), "the twin knows no scheme to respond to"
    assert deeds(still, 0) == deeds(still, 1)
    alone = deeds(tables, 0) - deeds(tables, 0, "effort")
    assert alone < deeds(still, 0)


def test_it_composes_with_the_others(believed):
    """More is made up for points than by the shipped mechanisms alone, and they go on as before."""
    shipped, both = tables_of(), tables_of(STRONG, assumptions=believed)
    assert 0 < deeds(shipped, 0, "effort") < deeds(both, 0, "effort")
    assert both["response"]["aware"].sum() > 0
    assert both["response"]["belief_sum"].sum() > 0


def test_threads_and_resume_come_free(tmp_path, believed):
    whole = hash_of(tables_of(STRONG, assumptions=believed))
    assert hash_of(tables_of(STRONG, assumptions=believed, threads=7)) == whole

    def stop(news):
        if news["done"] == 2:
            raise KeyboardInterrupt

    asked = town(**SHORT, assumptions=believed)
    with pytest.raises(KeyboardInterrupt):
        run.run_scenario(
            asked, threads=2, out=tmp_path / "run", sets=[STRONG], progress=stop,
            checkpoint_every=1,
        )  # fmt: skip
    run.resume(tmp_path / "run", threads=1)
    assert run_files.read_manifest(tmp_path / "run")["content_hash"] == whole


def test_a_mistyped_switch_names_it(believed):
    with pytest.raises(SocialCreditError) as caught:
        tables_of("responses.dumy=true", assumptions=believed)
    assert caught.value.meant == "responses.dummy"


def test_it_keeps_its_rows_while_it_is_on_and_no_longer(believed):
    """One byte a resident and a number a community; what others keep it may only read."""
    READ_ONLY.clear()
    inputs = resolve(town(**SHORT, assumptions=believed), [STRONG])
    on = begin(prepared(inputs, 1), 0)
    assert on.mind.rows.shape == (1, 500) and len(on.shared) == 1
    off = begin(prepared(resolve(town(**SHORT), []), 1), 0)
    assert off.mind.rows.size == 1 and off.shared.size == 0
    tables_of(STRONG, assumptions=believed)
    assert READ_ONLY


def test_what_it_kept_people_from_is_told_under_its_name(believed):
    alone = {**mechanisms_off(), "dummy": True}
    asked = resolve(town(**SHORT, assumptions=believed, responses=alone), [STRONG])
    setup, tables = run.simulate(asked, 1)
    assert setup.responses.names == ("dummy", "while-listed")
    assert set(tables["refrained"]["term"].tolist()) == {0}
    left = deeds(tables, 1) + deeds(tables, 0, "effort") - deeds(tables, 0)
    assert tables["refrained"]["deeds"].sum() == left > 0


def test_a_term_of_a_row_that_its_mechanism_does_not_read_is_a_mistake_of_the_program():
    astray = Mechanism("astray", Dummy, terms=(TERM._replace(byte="belief"),))
    with pytest.raises(ValueError, match="belief"):
        compile_terms([Chosen(astray, Dummy(1.0))], kinds_of([]), 255)


def test_the_strength_of_perceived_risk_set_by_path_is_the_one_that_acts():
    alone = {"responses": {**mechanisms_off(), "perceived-risk": True}}
    path = "assumptions.behaviour.perceived-risk.strength"
    weak, strong = (tables_of(f"{path}={value}", **alone) for value in ("0", "0.9"))
    assert deeds(weak, 0) != deeds(strong, 0)
    assert deeds(weak, 1) == deeds(strong, 1)


def test_a_household_is_summed_over_its_members():
    people = empty(6)
    people.position[:] = [9, 0, 1, 2, 0, 0]
    assert of_household(people, 1, 6, np.array([1, 2, 4, 8, 16])).tolist() == [7, 7, 7, 8, 16]
