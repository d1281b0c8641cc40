"""A town as one file: its recording and what plays it, without a server and without the net.

Browsers load no module of a page that lies on a disk, so the scripts of the player are laid one
after the other into one. They are our own and written for it: imports by name from files beside
them, exports before what they are of.
"""

import base64
import hashlib
import json
import re
from typing import Any

from socialcredit.lab.address import Asked, completed
from socialcredit.lab.rendering import STATIC, templates
from socialcredit.lab.sessions import SharedTown

PLAYER = "player"
SHIPPED = STATIC / "small-town.json"  # what the first page plays while kernels compile
IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"\./([\w-]+)\.js";[ \t]*$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?function\*? (\w+)|(?:const|class) (\w+))", re.MULTILINE)
LEFT = re.compile(r"^\s*(?:import|export)\b|\bimport\(", re.MULTILINE)


def recorded(asked: Asked, tell: Any = None) -> dict[str, Any]:
    """The whole town of an address as a file has it, lived here and now.

    tell  called with months done and months in all
    """
    town = SharedTown(completed(asked))
    months = len(town.settle().facts["months"])
    for month in range(1, months + 1):
        town.step(month)
        if tell is not None:
            tell(month, months)
    return as_saved(town)


def as_saved(town: SharedTown) -> dict[str, Any]:
    """Facts, people and frames of a shared town, as far as it is recorded; bytes in base64."""
    recording = town.settle()
    frames = [recording.frame(month) for month in range(recording.months + 1)]
    return {
        "asked": town.asked.form(),
        "command": town.asked.command(),
        "facts": recording.facts,
        "people": _letters(town.people),
        "frames": [_letters(frame) for frame in frames],
    }


def page(saved: dict[str, Any]) -> str:
    """The file that plays a saved town; its policy lets in nothing but what stands in it."""
    script, style = bundle(PLAYER), (STATIC / "lab.css").read_text(encoding="utf-8")
    for text, end in ((script, "</script"), (style, "</style")):
        if end in text.lower():
            raise ValueError(f"{end} stands in what is put into a page")
    # A template would change line ends and escape quotes; hashes are of what stands in the page.
    policy = f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}"
    return (
        templates()
        .get_template("saved.html.j2")
        .render(policy=policy, script=script, style=style, saved=saved)
    )


def as_json(saved: dict[str, Any]) -> str:
    """A saved town for a page of the lab to fetch."""
    return json.dumps(saved, ensure_ascii=False, separators=(",", ":")) + "\n"


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
