"""Deeds that come several at once: in ones to fours, by a source that is named."""

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.resolve.loading import load_beliefs

FILE = """\
extends: deeds.yaml
deeds:
  - deed: debt-judgment
    at_once: {{values: [{values}], source: {source}, evidence: assumed}}
"""
ONES = ", ".join(["1"] * 15)


@pytest.mark.parametrize(
    "values, source, words",
    [
        (ONES + ", 5", "assumed", "ones to fours"),
        (ONES + ", 0", "assumed", "ones to fours"),
        (ONES, "assumed", "too few items"),
        (ONES + ", 2", "nobody", "no document `nobody`"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path, values, source, words):
    file = tmp_path / "mine.yaml"
    file.write_text(FILE.format(values=values, source=source))
    with pytest.raises(SocialCreditError, match=words):
        load_beliefs({"deeds": file})
