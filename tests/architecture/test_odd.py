"""`docs/odd.md` describes each mechanism of response in the words of its docstring."""

from tests.architecture.odd import ODD, with_mechanisms


def test_the_description_of_the_model_has_the_text_of_every_mechanism() -> None:
    page = ODD.read_text(encoding="utf-8")
    assert page == with_mechanisms(page), "python -m tests.architecture.odd writes it anew"
