"""What comes with the program, by name, and what strangers may not put in a name's place."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from socialcredit import api
from socialcredit.core.errors import SocialCreditError, nearest
from socialcredit.lab import limits

PATHLIKE = re.compile(r"[/\\~]|^\.|\.(ya?ml|csv|json)$", re.IGNORECASE)
EXTENDS = re.compile(r"""extends["']?\s*:\s*(?P<name>[^\n,}#]*)""")
HINT = "correct the address, or choose a town on the first page"


@cache
def scenarios() -> dict[str, dict[str, Any]]:
    """The shipped scenarios in which residents live, by name."""
    return {one["name"]: one for one in api.scenarios() if one["people"]}


@cache
def alternatives() -> tuple[str, ...]:
    """Names of the shipped alternatives."""
    return tuple(one["name"] for one in api.alternatives())


@cache
def schemes() -> tuple[str, ...]:
    """Names of the shipped schemes."""
    return tuple(one["name"] for one in api.schemes())


def refuse_unshipped(kind: str, name: str, names: Iterable[str]) -> None:
    """Refuse a name that is not one of those that come with the program."""
    if name not in names:
        raise SocialCreditError(
            f"the lab has no {kind} `{name[:100]}`",
            name[:200],
            expected=f"the name of a {kind} that comes with the program, not of a file",
            meant=nearest(name, names),
            hint=HINT,
        )


def refuse_path(change: str) -> None:
    path, equals, value = change.partition("=")
    if not equals:
        raise SocialCreditError(
            "this is not a change", change[:200], expected="PATH=VALUE", hint=HINT
        )
    if PATHLIKE.search(value.strip()) or "/" in path or "\\" in path:
        raise SocialCreditError(
            "a change in an address cannot name a file",
            change[:200],
            expected="a value, or the name of what is shipped",
            hint=HINT,
        )


def edited(text: Any) -> str | None:
    """An edited scheme, if it is no larger than a scheme may be and extends what is shipped."""
    if text is None:
        return None
    if not isinstance(text, str):
        raise SocialCreditError("a scheme is sent as text", hint=HINT)
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > limits.TEXT:
        raise SocialCreditError(
            f"this scheme has {size:,} bytes",
            expected=f"at most {limits.TEXT:,} bytes",
            hint="leave out what is not needed",
        )
    for found in EXTENDS.finditer(text):
        name = found["name"].strip().strip("\"'").removeprefix("shipped:")
        if name not in schemes():
            raise SocialCreditError(
                "a scheme in the lab extends only what is shipped",
                f"extends: {name[:100]}",
                expected="the name of a shipped scheme",
                meant=nearest(name, schemes()),
                hint="write the name of a scheme, not of a file",
            )
    return text
