"""No setting is idle: each one that a file may hold makes a difference, or is said to be words."""

import shutil

import pytest

from socialcredit.core.errors import SocialCreditError
from tests.settings.fields import settings
from tests.settings.of_beliefs import OF_BELIEFS, OF_SCENARIO
from tests.settings.of_schemes import OF_RESULTS, OF_SCHEMES, REFUSED
from tests.settings.of_towns import (
    OF_BODIES,
    OF_BOTH,
    OF_FILES,
    OF_FIRMS,
    OF_LOANS,
    OF_LOBBYING,
    OF_ROUNDS,
    OF_SIGNS,
    OF_VISITED,
    REFUSED_FILES,
)
from tests.settings.together import OF_TOGETHER
from tests.settings.town import HERE, Change, differ, outcome, undisturbed
from tests.settings.words import ELSEWHERE, ONLY_WORDS, WORDS

NAMED = settings()
WORDY = {name for name in NAMED if name.partition(".")[2] in WORDS} | ONLY_WORDS
BY_SETS: dict[str, dict[str, Change]] = {
    "scenario": OF_SCHEMES | OF_RESULTS | OF_TOGETHER | OF_BELIEFS | OF_SCENARIO,
    "loans": OF_LOANS,
    "pressed": OF_LOBBYING,
    "joined": OF_BODIES,
    "rounds": OF_ROUNDS,
    "visited": OF_VISITED,
    "firms": OF_FIRMS,
    "both": OF_BOTH,
    "signs": OF_SIGNS,
}
TOWNS = ("milder", "joined", "loans", "bodies")
TRIED = {*ELSEWHERE, *OF_FILES, *REFUSED, *REFUSED_FILES}.union(*BY_SETS.values())


def test_every_setting_is_tried_or_said_to_be_words():
    assert not NAMED - WORDY - TRIED, "settings of which nothing says that they act"
    assert not (TRIED | ONLY_WORDS) - NAMED, "settings that are no more"


@pytest.mark.parametrize(
    ("town", "name"),
    [(town, name) for town, changes in BY_SETS.items() for name in sorted(changes)],
)
def test_a_setting_acts(town, name):
    change = BY_SETS[town][name]
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


def rewritten(folder, file, words, others):
    """The town that a file belongs to, beside its files, in which these words are replaced."""
    shutil.copytree(HERE, folder, dirs_exist_ok=True)
    written = (folder / f"{file}.yaml").read_text(encoding="utf-8")
    assert words in written
    (folder / f"{file}.yaml").write_text(written.replace(words, others), encoding="utf-8")
    return f"{file if file in TOWNS else 'milder'}.yaml"


@pytest.mark.parametrize("name", sorted(OF_FILES))
def test_a_setting_of_a_file_acts(name, tmp_path):
    town = rewritten(tmp_path, *OF_FILES[name])
    assert differ(undisturbed(scenario=HERE / town), outcome(scenario=tmp_path / town))


@pytest.mark.parametrize("name", sorted(REFUSED_FILES))
def test_a_setting_of_a_file_without_which_the_rest_does_not_hold_acts(name, tmp_path):
    *change, words = REFUSED_FILES[name]
    town = rewritten(tmp_path, *change)
    undisturbed(scenario=HERE / town)
    with pytest.raises(SocialCreditError, match=words):
        outcome(scenario=tmp_path / town)
