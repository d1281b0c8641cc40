"""What an editor offers at a place of a scheme's text."""

import pytest

from socialcredit.language.check_text import Spoken, vocabulary
from socialcredit.language.completing import offered, path_of


@pytest.mark.parametrize(
    ("before", "keys", "key"),
    [
        ("", (), None),
        ("scheme: x\n", (), None),
        ("extends: ", (), "extends"),
        ("procedure:\n  - since: 2014\n    notice: {chance: 0.3, ", ("procedure", "notice"), None),
        ("procedure:\n  - notice: {chance: ", ("procedure", "notice"), "chance"),
        ("entries:\n  - {deed: ", ("entries",), "deed"),
        ("entries:\n  - {deed: a, seen_by: [courts, ", ("entries",), "seen_by"),
        ("entries:\n  - {deed: a, doubt: [{of: points, ", ("entries", "doubt"), None),
        ("entries:\n  - {deed: a, source:\n     ", ("entries",), "source"),
        ("entries:\n  - deed: a\n    ", ("entries",), None),
        ("entries:\n  - {deed: a}\n  - {", ("entries",), None),
        ("grades:\n  - since: 2014\n    bands: {A: 1}\n    penal: [", ("grades",), "penal"),
        ("sources:\n  some-law:\n    ", ("sources", "some-law"), None),
        ("grades:\n  - since: 2014-01-01\n", (), None),
        ("story:\n  - 'a: b' # c: d\n  - ", ("story",), None),
    ],
)
def test_the_path_to_a_place_is_read_from_what_stands_before(before, keys, key) -> None:
    assert path_of(before) == (keys, key)


@pytest.fixture(scope="module")
def spoken() -> Spoken:
    return vocabulary("rongcheng", "small-town")


@pytest.mark.parametrize(
    ("before", "offer"),
    [
        ("ent", "entries"),
        ("procedure:\n  - since: 2014-01-01\n    noti", "notice"),
        ("entries:\n  - {deed: drun", "drunk-driving"),
        ("entries:\n  - {evidence: pri", "primary"),
        ("sources:\n  law:\n    title: x\nentries:\n  - {source: l", "law"),
        ("grades:\n  - bands: {AAA: 5, D: lowest}\n    penal: [", "AAA"),
        ("extends: r", "rongcheng"),
        ("sources:\n  law:\n    rea", "read"),
    ],
)
def test_what_fits_a_place_is_offered(before: str, offer: str, spoken: Spoken) -> None:
    found = offered(before, len(before), spoken)
    assert offer in [word for word, _ in found.words]
    assert offer.startswith(before[found.start :])


def test_a_key_comes_with_what_it_means(spoken: Spoken) -> None:
    told = dict(offered("entries:\n  - {", 14, spoken).words)
    assert told["points"] == "each record brings the same points"
