"""Amounts as they are typed and as they are told."""

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.engine.amounts import bytes_of, bytes_told, scale_of, seconds_told


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("12GB", 12 * 10**9), ("12 GB", 12 * 10**9), ("1.5GB", 15 * 10**8), ("400MB", 4 * 10**8),
     ("8GiB", 8 << 30), ("0.5KiB", 512), (" 1kB ", 1000)],
)  # fmt: skip
def test_an_amount_has_a_number_and_a_unit(typed, meant):
    assert bytes_of(typed) == meant


@pytest.mark.parametrize(
    ("typed", "wrong", "meant"),
    [("12", "needs a unit", None), ("12 Gb", "no amount", "12GB"), ("12gb", "no amount", "12GB"),
     ("12G", "no amount", "12GB"), ("-1GB", "above nought", None), ("0GB", "above nought", None),
     ("much", "no amount", None), ("1e9GB", "no amount", None), ("\u0661GB", "no amount", None)],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_what_was_meant(typed, wrong, meant):
    with pytest.raises(SocialCreditError, match=wrong) as refused:
        bytes_of(typed)
    assert refused.value.meant == meant
    assert refused.value.where == f"--memory {typed}"


@pytest.mark.parametrize(
    ("typed", "one_in"), [("1:1", 1), ("1:1000", 1000), ("1:1,000", 1000), ("1:10_000", 10_000)]
)
def test_a_scale_says_for_how_many_one_stands(typed, one_in):
    assert scale_of(typed) == one_in


@pytest.mark.parametrize("typed", ["1:0", "2:1", "1000", "1/1000", "all", "1:-1"])
def test_what_is_no_scale_is_refused(typed):
    with pytest.raises(SocialCreditError, match="no scale"):
        scale_of(typed)


def test_amounts_and_times_are_told_as_they_are_read():
    amounts = [bytes_told(n) for n in (12, 9_949, 400_000_000, 12_100_000_000, 1_500_000_000_000)]
    assert amounts == ["12 bytes", "9.9 kB", "400 MB", "12 GB", "1.5 TB"]
    times = [seconds_told(n) for n in (0.2, 100, 1000, 4 * 3600 + 900, 53 * 3600)]
    assert times == ["1 s", "100 s", "17 min", "4 h 20 min", "2 days 5 h"]
