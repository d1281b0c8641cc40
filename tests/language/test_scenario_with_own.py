"""A scenario with a scheme of one's own in place of a shipped one is the same in all else."""

import shutil

import pytest

from socialcredit.language.catalogue import scenario_with_own
from socialcredit.language.resolve.loading import load_scenario
from socialcredit.language.resolve.paths import SCHEMES

OWN = ("scenario", "under", "twin", "divided")


# One scheme; with days of its own; several of which one is replaced; divided; laid over another's.
NAMES = ("small-town", "rongcheng-ended", "side-by-side", "national", "suining-protest", "lobbied")


@pytest.mark.parametrize("name", NAMES)
def test_only_the_folder_of_the_scheme_differs(name, tmp_path):
    scheme = load_scenario(f"shipped:{name}").schemes[0]
    shutil.copytree(SCHEMES / scheme, tmp_path / scheme)
    file = tmp_path / "scenario.yaml"
    file.write_text(scenario_with_own(name, scheme), encoding="utf-8")
    own, shipped = load_scenario(file), load_scenario(f"shipped:{name}")
    folder = str(tmp_path / scheme / "scheme.yaml")
    assert [one.scheme.replace(folder, scheme) for one in own.under] == [*shipped.schemes]
    assert own.schemes[0].startswith(folder)
    assert [(one.starts, one.ends) for one in own.under] == [
        (one.starts, one.ends) for one in shipped.under
    ]
    assert own.model_dump(exclude=set(OWN)) == shipped.model_dump(exclude=set(OWN))
    twins = [one and [name.replace(folder, scheme) for name in one.without]
             for one in (own.twin, shipped.twin)]  # fmt: skip
    assert twins[0] == twins[1]
