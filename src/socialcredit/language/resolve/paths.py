"""Where schemes, scenarios and assumption files are: names are shipped, paths the user's own.

A name means what is shipped. Where something of that name lies about as well, neither wins in
silence: the finders refuse a name that somebody wrote, and say how each of the two is called. Names
that were found once (of a scenario that is loaded) are passed on as they are and not asked again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from socialcredit.core.errors import SocialCreditError, nearest

SHIPPED = "shipped:"  # before a name: the one that comes with the package, whatever lies about
PACKAGE = Path(__file__).parents[2]
SCHEMES, SCENARIOS, ASSUMPTIONS, ALTERNATIVES = (
    PACKAGE / name for name in ("schemes", "scenarios", "assumptions", "alternatives")
)


def scheme_names() -> list[str]:
    """Names of the schemes that the package ships, in alphabetical order."""
    return sorted(path.parent.name for path in SCHEMES.glob("*/scheme.yaml"))


def scenario_names() -> list[str]:
    """Names of the scenarios that the package ships, in alphabetical order."""
    return sorted(path.stem for path in SCENARIOS.glob("*.yaml"))


def assumption_names() -> list[str]:
    """Names of the assumption files that the package ships, in alphabetical order."""
    return sorted(path.relative_to(ASSUMPTIONS).as_posix() for path in ASSUMPTIONS.rglob("*.yaml"))


def alternative_names() -> list[str]:
    """Names of the alternatives that the package ships, in alphabetical order."""
    return sorted(path.stem for path in ALTERNATIVES.glob("*.yaml"))


def plain_name(name_or_path: str | Path) -> str:
    """A name without the word that it is shipped."""
    return str(name_or_path).removeprefix(SHIPPED)


def unambiguous(
    name_or_path: str | Path, shipped: Path | None, beside: Path, reader: Path | None = None
) -> None:
    """Refuse a name that somebody wrote where it may mean what is shipped or what lies about.

    shipped  what the package has under the name;  beside  the folder in which it was written
    reader   the file that it was written in: that can hardly mean itself
    """
    if shipped is None or str(name_or_path).startswith(SHIPPED) or is_shipped(beside):
        return
    here = existing(name_or_path, beside)
    if here is None or is_shipped(here) or (reader is not None and _same(here, reader)):
        return
    name = str(name_or_path)
    kind = "folder" if here.is_dir() else "file"
    raise SocialCreditError(
        f"`{name}` may be what is shipped with the package, or the {kind} {here}",
        text=name,
        expected=f"./{name} for the {kind}, or {SHIPPED}{name} (in a file: '{SHIPPED}{name}')",
        hint=f"write `./{name}`, or `{SHIPPED}{name}` for what is shipped",
    )


def is_shipped(path: Path) -> bool:
    """Whether a file or folder is one of the package's."""
    return PACKAGE in (path.resolve(), *path.resolve().parents)


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def asked_scheme(name_or_path: str | Path) -> str:
    """The name or path of a scheme that somebody typed, which must mean one thing only."""
    scheme_file(name_or_path, Path())
    return plain_name(name_or_path)


def scheme_folder(name_or_path: str | Path) -> Path:
    """Return the folder of a scheme by name or path."""
    return scheme_file(name_or_path).parent


def scheme_called(name_or_path: str | Path) -> str:
    """What a scheme's folder is called, also where it is given as `.`."""
    return scheme_folder(name_or_path).resolve().name


def scheme_file(
    name_or_path: str | Path, beside: Path | None = None, reader: Path | None = None
) -> Path:
    """Return the scheme.yaml of a shipped scheme, or of the folder or file at a path.

    With `beside`, the folder in which somebody wrote the name, it must mean one thing only.
    """
    files = {name: SCHEMES / name / "scheme.yaml" for name in scheme_names()}
    found = _found(name_or_path, files, beside, reader)
    if found is not None and found.is_dir():
        found = found / "scheme.yaml"
    if found is None or not found.exists():
        raise _no_scheme(plain_name(name_or_path))
    return found


def shipped_scheme(
    name: str | Path, beside: Path | None = None, reader: Path | None = None
) -> Path:
    """The scheme.yaml of a shipped scheme by its name, for a text that may reach no other file."""
    if plain_name(name) not in scheme_names():
        error = no_such("scheme", plain_name(name), scheme_names(), "socialcredit schemes")
        error.expected = "the name of a shipped scheme"
        raise error
    return SCHEMES / plain_name(name) / "scheme.yaml"


def _shipped(
    name_or_path: str | Path, files: Mapping[str, Path], beside: Path | None, reader: Path | None
) -> Path | None:
    """What the package has under a name; refused where it was written and may mean another."""
    if isinstance(name_or_path, Path):
        return None  # a name is text; `Path("./rongcheng")` has lost what says that it is none
    found = files.get(plain_name(name_or_path))
    if beside is not None:
        unambiguous(name_or_path, found, beside, reader)
    return found


def _found(
    name_or_path: str | Path, files: Mapping[str, Path], beside: Path | None, reader: Path | None
) -> Path | None:
    """What is shipped under a name, else what lies at the path."""
    return _shipped(name_or_path, files, beside, reader) or _own(name_or_path, beside)


def _own(name_or_path: str | Path, beside: Path | None) -> Path | None:
    return None if str(name_or_path).startswith(SHIPPED) else existing(name_or_path, beside)


def _no_scheme(name: str) -> SocialCreditError:
    error = no_such("scheme", name, scheme_names(), "socialcredit schemes")
    if existing(name) is not None:
        error.message = f"the folder `{name}` holds no scheme.yaml"
    elif name in scenario_names():
        error.message = f"`{name}` is a scenario, not a scheme"
    return error


def scenario_file(
    name_or_path: str | Path, beside: Path | None = None, reader: Path | None = None
) -> Path:
    """Return the file of a shipped scenario, or the file or folder's scenario.yaml at a path."""
    files = {name: SCENARIOS / f"{name}.yaml" for name in scenario_names()}
    found = _found(name_or_path, files, beside, reader)
    if found is not None and found.is_dir():
        found = found / "scenario.yaml"
    if found is None and plain_name(name_or_path) in scheme_names():
        raise SocialCreditError(
            f"`{name_or_path}` is a scheme, and no scenario has its name",
            expected="the name of a scenario, or the path of a file",
            hint="`socialcredit scenarios` lists which schemes each scenario runs",
        )
    if found is None or not found.exists():
        name = plain_name(name_or_path)
        raise no_such("scenario", name, scenario_names(), "socialcredit scenarios")
    return found


def assumption_file(
    name_or_path: str | Path, beside: Path | None = None, reader: Path | None = None
) -> Path:
    """Return an assumption file: one that lies beside who names it, or a shipped one.

    What ends in `.yaml` names a file, so that one that is there is meant, unless it names itself.
    Without `beside` the name was found before, and means what is shipped where there is such.
    """
    name = plain_name(name_or_path)
    files = {name: ASSUMPTIONS / name} if name in assumption_names() else {}
    shipped, own = _shipped(name_or_path, files, None, None), _own(name_or_path, beside)
    if own is not None and shipped is not None:
        own = None if beside is None or (reader and _same(own, reader)) else own
    if own is not None and not own.is_dir():
        return own
    if shipped is None:
        raise no_such("assumption file", plain_name(name_or_path), assumption_names(), "")
    return shipped


def alternative_file(
    name_or_path: str | Path, beside: Path | None = None, reader: Path | None = None
) -> Path:
    """Return the file of a shipped alternative, or the one at a path."""
    files = {name: ALTERNATIVES / f"{name}.yaml" for name in alternative_names()}
    found = _found(name_or_path, files, beside, reader)
    if found is None or found.is_dir():
        raise SocialCreditError(
            f"there is no alternative `{plain_name(name_or_path)}`",
            expected="one of " + ", ".join(alternative_names()) + ", or the path of a file",
            meant=nearest(plain_name(name_or_path), alternative_names()),
            hint="`socialcredit alternatives` says what each stands for",
        )
    return found


def existing(name_or_path: str | Path, beside: Path | None = None) -> Path | None:
    """Return the path if there is something at it; a text that cannot be a path leads nowhere."""
    name = str(name_or_path)
    if len(name) > 4000 or not name or "\0" in name:
        return None
    path = Path(os.path.abspath(beside / name)) if beside is not None else Path(name)
    try:
        return path if path.exists() else None
    except OSError:
        return None


def no_such(what: str, name: str, options: Iterable[str], list_with: str) -> SocialCreditError:
    """What is said of a name that nothing has."""
    hint = f"`{list_with}` lists them" if list_with else "one of " + ", ".join(options)
    expected = f"the name of a {what}, or the path of a file" if list_with else ""
    return SocialCreditError(
        f"there is no {what} `{name}`", "", "", expected, hint, meant=nearest(name, options)
    )
