"""A town as one file: its recording and what plays it, without a server and without the net.

Browsers load no module of a page that lies on a disk, so the scripts of the player are laid one
after the other into one. They are our own and written for it: imports by name from files beside
them, exports before what they are of.
"""

import base64
import hashlib
import json
import re
import struct
import zlib
from typing import Any

from socialcredit.lab.address import Asked, completed
from socialcredit.lab.rendering import STATIC, templates
from socialcredit.lab.shared_town import SharedTown, opened

PLAYER = "player"
# What the first page plays while kernels compile.
SHIPPED, OF_SHIPPED = STATIC / "small-town.town", Asked("small-town", people=1500)
IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"\./([\w-]+)\.js";[ \t]*$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?function\*? (\w+)|(?:const|class) (\w+))", re.MULTILINE)
LEFT = re.compile(r"^\s*(?:import|export)\b|\bimport\(", re.MULTILINE)


def recorded(asked: Asked, tell: Any = None) -> SharedTown:
    """The town of an address, lived here and now from its first month to its last.

    tell  called with months done and months in all
    """
    town = SharedTown(completed(asked))
    months = len(town.settle().facts["months"])
    for month in range(1, months + 1):
        town.step(month)
        if tell is not None:
            tell(month, months)
    return town


def packed(town: SharedTown) -> bytes:
    """A recorded town as `static/player.js` reads it.

    u32 (little end first) length of a JSON head; the head, `facts` as `open` answers them and
    `sizes` in bytes of what follows: the people, then the frame of each month from the first
    morning on, as the socket sends them, deflated better.
    """
    recording = town.settle()
    sent = [town.people, *(recording.frame(month) for month in range(recording.months + 1))]
    parts = [zlib.compress(zlib.decompress(part), 9) for part in sent]  # a file has the time
    facts = opened(recording.facts, town.asked)
    head = json.dumps({"facts": facts, "sizes": [len(part) for part in parts]}).encode()
    return b"".join([struct.pack("<I", len(head)), head, *parts])


def unpacked(data: bytes) -> tuple[dict[str, Any], bytes, list[bytes]]:
    """What `packed` packed: facts, people, frames."""
    (size,) = struct.unpack_from("<I", data)
    head = json.loads(data[4 : 4 + size])
    parts, at = [], 4 + size
    for length in head["sizes"]:
        parts.append(data[at : at + length])
        at += length
    return head["facts"], parts[0], parts[1:]


def page(town: SharedTown) -> str:
    """The file that plays a recorded town; its policy lets in nothing but what stands in it."""
    script, style = bundle(PLAYER), (STATIC / "lab.css").read_text(encoding="utf-8")
    for text, end in ((script, "</script"), (style, "</style")):
        if end in text.lower():
            raise ValueError(f"{end} stands in what is put into a page")
    # A template would change line ends and escape quotes; hashes are of what stands in the page.
    policy = f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}"
    return (
        templates()
        .get_template("saved.html.j2")
        .render(
            policy=policy,
            script=script,
            style=style,
            title=town.settle().facts["title"],
            command=town.asked.command(),
            saved=_letters(packed(town)),
        )
    )


def bundle(name: str) -> str:
    """The script of that name with all that it imports, as one script without any import."""
    parts: dict[str, str] = {}
    _lay(name, parts, ())
    return '"use strict";\n' + "\n".join(parts.values()) + "\n"


def _lay(name: str, parts: dict[str, str], within: tuple[str, ...]) -> None:
    """Lay a script behind those that it imports, as a function that gives what it exports."""
    if name in within:
        raise ValueError(f"{name}.js imports itself by way of {', '.join(within)}")
    if name in parts:
        return
    text = (STATIC / f"{name}.js").read_text(encoding="utf-8")
    for found in IMPORT.finditer(text):
        _lay(found[2], parts, (*within, name))
    exports = [one or other for one, other in EXPORT.findall(text)]
    body = EXPORT.sub("", IMPORT.sub(_taken, text))
    left = LEFT.search(body)
    if left is not None:
        raise ValueError(f"{name}.js cannot be laid into one script: {left[0].strip()}")
    given = ", ".join(exports)
    parts[name] = f"const {_called(name)} = (() => {{\n{body}\nreturn {{ {given} }};\n}})();"


def _taken(found: re.Match[str]) -> str:
    names = re.sub(r"\bas\b", ":", " ".join(found[1].split()))
    return f"const {{ {names} }} = {_called(found[2])};"


def _called(name: str) -> str:
    return "$" + name.replace("-", "_")


def _hash(text: str) -> str:
    return f"'sha256-{_letters(hashlib.sha256(text.encode()).digest())}'"


def _letters(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


if (
    __name__ == "__main__"
):  # the recording that ships, anew: after a change that is meant to move it
    SHIPPED.write_bytes(packed(recorded(OF_SHIPPED)))
