"""A town as a link: what was asked in its query, and behind the # an edited text, packed small."""

import base64
import binascii
import re
import zlib
from urllib.parse import parse_qs

from socialcredit.core.errors import SocialCreditError
from socialcredit.lab import limits
from socialcredit.lab.address import Asked, read
from socialcredit.lab.shipped import HINT

USUAL = "small-town"  # where a link names no scenario


def written(asked: Asked) -> str:
    """The query of the town's address, and behind a # its text where it has one."""
    if asked.text is None:
        return asked.written()
    packed = zlib.compress(asked.text.encode("utf-8", "replace"))
    return f"{asked.written()}#text={base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


def followed(link: str) -> Asked:
    """What a link asks for. Raises SocialCreditError."""
    query, _, behind = link.partition("#")
    if not re.search(r"(^|&)scenario=", query):
        query = "&".join(["scenario=" + USUAL, *filter(None, [query])])
    packed = parse_qs(behind).get("text")
    return read(query, None if packed is None else _unpacked(packed[0]))


def _unpacked(said: str) -> str:
    """The text in a link; no more of it is unpacked than shows that it is too long."""
    try:
        packed = base64.b64decode(said + "=" * (-len(said) % 4), altchars=b"-_", validate=True)
        return zlib.decompressobj().decompress(packed, limits.TEXT + 1).decode("utf-8", "replace")
    except (binascii.Error, ValueError, zlib.error):
        raise SocialCreditError(
            "the rules in this link cannot be read", said[:60], expected="a whole link", hint=HINT
        ) from None
