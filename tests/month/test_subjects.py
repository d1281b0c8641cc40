"""Who is scored is one question: whoever files are kept on is who answers to the scheme."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from socialcredit.core.limits import COMMUNITY
from socialcredit.engine import minds
from socialcredit.engine.preparing import prepared
from socialcredit.engine.step import run_month
from socialcredit.engine.workers import workspaces_for
from socialcredit.engine.world import begin
from socialcredit.language.resolve.inputs import resolve
from tests.engine.towns import town


def test_minds_and_files_ask_the_same_luck_who_consents(monkeypatch):
    inputs = resolve(town(people=900), ["schemes.rongcheng.subjects.consent=0.5"])
    setup = prepared(inputs, 1)
    asked = []
    monkeypatch.setattr(
        minds,
        "respond",
        lambda chosen, around, mind, start, stop, months: asked.append(around.subject.copy()),
    )
    world, spaces = begin(setup, 0), workspaces_for(setup, 1)
    spaces[0].luck[:] = np.arange(COMMUNITY)[::-1]  # everybody has somebody else's luck
    with ThreadPoolExecutor(1) as pool:
        run_month(setup, world, setup.months[0], pool, spaces)
    first, last = setup.communities.offset[-2:]
    filed = spaces[0].subject[:, : last - first]  # the space still holds the last community
    adults = int((setup.people.age[first:last] >= 18).sum())
    assert 0.4 * adults < filed.sum() < 0.6 * adults
    assert np.array_equal(asked[0][:, first:last], filed)
