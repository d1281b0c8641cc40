"""Which schemes can be held against published numbers, and what is said of the others."""

import shutil

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.resolve.paths import SCHEMES, scheme_names
from socialcredit.language.resolve.published import FILE, load_published

WITH = [name for name in scheme_names() if (SCHEMES / name / FILE).is_file()]
WITHOUT = [name for name in scheme_names() if name not in WITH]


@pytest.mark.parametrize("name", WITH)
def test_what_was_published_about_a_scheme_fits_it(name):
    published, scheme = load_published(name)
    assert scheme.scheme == name and published.figures


@pytest.mark.parametrize("name", WITHOUT)
def test_of_a_scheme_without_published_numbers_those_that_have_some_are_named(name):
    with pytest.raises(SocialCreditError, match=f"`{name}` has no published numbers") as told:
        load_published(name)
    assert told.value.hint == f"schemes that have one: {', '.join(WITH)}"


def test_a_change_is_from_an_experiment_that_there_is(tmp_path):
    shutil.copytree(SCHEMES / "shanghai-food", tmp_path / "shanghai-food")
    file = tmp_path / "shanghai-food" / FILE
    told = file.read_text(encoding="utf-8")
    file.write_text(told.replace("change_from: no-visits", "change_from: no-visit"), "utf-8")
    with pytest.raises(SocialCreditError, match="there is no experiment `no-visit`") as refused:
        load_published(file.parent)
    assert refused.value.meant == "no-visits"
