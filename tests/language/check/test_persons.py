"""Numbers and addresses of people are sought only where there may be some, and none is missed."""

from hypothesis import example, given
from hypothesis import strategies as st

from socialcredit.language.check import persons
from socialcredit.language.check.persons import persons_in

PIECES = st.sampled_from([
    "138", "1381", "0755", "12345678", "110101", "19900307", "2014-01-01", "+86", "+44", "(20)",
    "ISBN 978-7-04-000000", "https://x.cn/201907", "doi: 10.1000/1", "a@b.cn", "９", "７５5", "年",
    " ", "-", "(", ")", ".", ",", "+", "X", "x", "\n", "~", "1", "0",
])  # fmt: skip


def everything_in(text: str) -> list[str]:
    """What is found where it is sought everywhere."""
    kept = persons._has_number
    persons._has_number = lambda _: True
    try:
        return [f"{one.where} {one}" for one in persons_in(text, "text")]
    finally:
        persons._has_number = kept


@given(st.lists(PIECES, max_size=30).map("".join))
@example("ring +86 138-1234-5678 at night")
@example("ISBN 978-7-04-00000013812345678")
@example("(0755) 12345678 and 110101199003078888")
def test_where_nothing_is_sought_there_is_nothing(text: str) -> None:
    assert [f"{one.where} {one}" for one in persons_in(text, "text")] == everything_in(text)
