"""Writing a folder to start from: whole or not at all, and never over what is there."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from socialcredit.core.errors import SocialCreditError
from socialcredit.language.read.quantities import RESERVED
from socialcredit.language.schema import KINDS, json_schema

SCHEMA_FOLDER = ".schema"
LONGEST = 60
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def free_folder(name: str, what: str) -> Path:
    """The folder that is to be made in the current one; refused where it cannot, or is there."""
    if not _NAME.fullmatch(name) or len(name) > LONGEST or name in RESERVED:
        raise SocialCreditError(
            f"`{name}` cannot be the name of a {what}",
            f"new {name}",
            expected="small letters, digits and single hyphens, such as my-town",
            hint="choose another name; where the folder is to lie, change there first",
        )
    folder = Path(name)
    if os.path.lexists(folder):
        raise SocialCreditError(
            f"`{name}` exists already, and nothing is overwritten", hint="choose another name"
        )
    return folder


def write_folder(folder: Path, files: Mapping[str, str]) -> Path:
    """Write these files, by their paths inside, and return the folder; nothing is left half made.

    Beside each file that an editor can be told of lies what it may say.
    """
    with tempfile.TemporaryDirectory(dir=".", prefix=".new-") as workshop:
        made = Path(workshop) / folder.name
        for file, text in with_schemas(files).items():
            (made / file).parent.mkdir(parents=True, exist_ok=True)
            (made / file).write_text(text, encoding="utf-8")
        made.rename(folder)
    return folder


def with_schemas(files: Mapping[str, str]) -> dict[str, str]:
    """The files, with what each may say beside them and a first line by which editors find it."""
    told = dict(files)
    for file, text in files.items():
        path = Path(file)
        if path.suffix == ".yaml" and path.stem in KINDS:
            schema = (path.parent / SCHEMA_FOLDER / f"{path.stem}.json").as_posix()
            here = f"{SCHEMA_FOLDER}/{path.stem}.json"
            told[file] = f"# yaml-language-server: $schema={here}\n{text}"
            told[schema] = json.dumps(json_schema(path.stem), ensure_ascii=False, indent=1) + "\n"
    return told
