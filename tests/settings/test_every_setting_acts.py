"""No setting is idle: each one that a file may hold makes a difference, or is said to be words."""

import shutil

import pytest

from socialcredit.core.errors import SocialCreditError
from tests.settings.changes import (
    CHANGES,
    OF_BODIES,
    OF_FILES,
    OF_LOANS,
    ONLY_WORDS,
    REFUSED,
    WORDS,
)
from tests.settings.fields import settings
from tests.settings.town import HERE, differ, outcome, undisturbed

NAMED = settings()
WORDY = {name for name in NAMED if name.partition(".")[2] in WORDS} | ONLY_WORDS
TRIED = {*CHANGES, *OF_LOANS, *OF_BODIES, *OF_FILES, *REFUSED}
TOWNS = ("milder", "joined", "loans", "bodies")
BY_SETS = [("scenario", CHANGES), ("loans", OF_LOANS), ("joined", OF_BODIES)]


def test_every_setting_is_tried_or_said_to_be_words():
    assert not NAMED - WORDY - TRIED, "settings of which nothing says that they act"
    assert not (TRIED | ONLY_WORDS) - NAMED, "settings that are no more"


@pytest.mark.parametrize(
    ("town", "name"), [(town, name) for town, changes in BY_SETS for name in sorted(changes)]
)
def test_a_setting_acts(town, name):
    change = dict(BY_SETS)[town][name]
    *given, changed = (change,) if isinstance(change, str) else change
    scenario = HERE / f"{town}.yaml"
    moved = outcome(*given, changed, scenario=scenario)
    assert differ(undisturbed(*given, scenario=scenario), moved)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_setting_that_would_not_act_is_refused(name):
    change, words = REFUSED[name]
    given = (change,) if isinstance(change, str) else change
    with pytest.raises(SocialCreditError, match=words):
        outcome(*given)


@pytest.mark.parametrize("name", sorted(OF_FILES))
def test_a_setting_of_a_file_acts(name, tmp_path):
    file, words, others = OF_FILES[name]
    town = file if file in TOWNS else "milder"
    shutil.copytree(HERE, tmp_path, dirs_exist_ok=True)
    written = (tmp_path / f"{file}.yaml").read_text(encoding="utf-8")
    assert words in written
    (tmp_path / f"{file}.yaml").write_text(written.replace(words, others), encoding="utf-8")
    moved = outcome(scenario=tmp_path / f"{town}.yaml")
    assert differ(undisturbed(scenario=HERE / f"{town}.yaml"), moved)
