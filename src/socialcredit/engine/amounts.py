"""Amounts of memory and disk, of time and of people, as they are typed and as they are told."""

from __future__ import annotations

import re

from socialcredit.core.errors import SocialCreditError

UNITS = {
    "kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12,
    "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40,
}  # fmt: skip
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?) ?([A-Za-z]+)", re.ASCII)
_SCALE = re.compile(r"1:(\d+)", re.ASCII)
EXPECTED = "a number with its unit, such as 12GB, 400MB or 8GiB"
MINUTE, HOUR, DAY = 60, 3600, 86400


def bytes_of(text: str, option: str = "--memory") -> int:
    """Bytes of an amount such as `12GB` (10^9 each) or `8GiB` (2^30 each).

    option  what it was given as, for the error
    Raises SocialCreditError for what is no amount, or of which the unit is not clear.
    """
    found = _AMOUNT.fullmatch(text.strip())
    if found is None or found[2] not in UNITS or not float(found[1]):
        raise SocialCreditError(
            _wrong_with(text.strip()), f"{option} {text}", expected=EXPECTED,
            meant=_meant(found[1], found[2]) if found else None,
            hint="units: " + ", ".join(UNITS) + "; 1 GB is 1000 MB, 1 GiB is 1024 MiB",
        )  # fmt: skip
    return int(float(found[1]) * UNITS[found[2]])


def _wrong_with(text: str) -> str:
    if re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII):
        return "an amount of memory needs a unit"
    if text.startswith(("-", "0")) and not text.startswith("0."):
        return "an amount of memory must be above nought"
    return "this is no amount of memory"


def _meant(number: str, unit: str) -> str | None:
    """The unit whose letters were typed in another case, or without its B."""
    same = (one for one in UNITS if one.lower() in (unit.lower(), unit.lower() + "b"))
    found = next(same, None)
    return f"{number}{found}" if found and float(number) else None


def scale_of(
    text: str, option: str = "--scale",
    hint: str = "or say how many are simulated: --people NUMBER",
) -> int:  # fmt: skip
    """For how many people one is simulated, of `1:1` or `1:1000`.

    Raises SocialCreditError for what is no scale.
    """
    found = _SCALE.fullmatch(text.strip().replace(",", "").replace("_", ""))
    if found is None or not int(found[1]):
        raise SocialCreditError(
            "this is no scale", f"{option} {text}",
            expected="1:1 for everybody who lives there, 1:1000 for one in a thousand",
            hint=hint,
        )  # fmt: skip
    return int(found[1])


def bytes_told(amount: float) -> str:
    """An amount in the unit in which it is read best, with two digits at least: `12 GB`, `1.4 GB`.

    Of a thousand each, as disks are sold.
    """
    for unit in ("TB", "GB", "MB", "kB"):
        many = amount / UNITS[unit]
        if many >= 1:
            return f"{many:.1f} {unit}" if many < 10 else f"{many:,.0f} {unit}"
    return f"{amount:,.0f} bytes"


def seconds_told(seconds: float) -> str:
    """A time as somebody plans it: `40 s`, `12 min`, `3 h 20 min`, `2 days 5 h`."""
    if seconds < 2 * MINUTE:
        return f"{max(1, round(seconds))} s"
    if seconds < 2 * HOUR:
        return f"{round(seconds / MINUTE)} min"
    if seconds < 2 * DAY:
        hours, rest = divmod(round(seconds / MINUTE / 10) * 10, 60)
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    days, hours = divmod(round(seconds / HOUR), 24)
    return f"{days} days {hours} h" if hours else f"{days} days"
