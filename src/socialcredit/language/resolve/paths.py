"""Where schemes, scenarios and assumption files are: names are shipped, paths the user's own."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from socialcredit.core.errors import SocialCreditError, nearest

PACKAGE = Path(__file__).parents[2]
SCHEMES, SCENARIOS, ASSUMPTIONS = (
    PACKAGE / name for name in ("schemes", "scenarios", "assumptions")
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


def scheme_folder(name_or_path: str | Path) -> Path:
    """Return the folder of a scheme by name or path."""
    return scheme_file(name_or_path).parent


def scheme_file(name_or_path: str | Path, beside: Path | None = None) -> Path:
    """Return the scheme.yaml of a shipped scheme, or of the folder or file at a path."""
    if str(name_or_path) in scheme_names():
        return SCHEMES / str(name_or_path) / "scheme.yaml"
    found = existing(name_or_path, beside)
    if found is not None and found.is_dir():
        found = found / "scheme.yaml"
    if found is None or not found.is_file():
        raise _no_scheme(str(name_or_path))
    return found


def _no_scheme(name: str) -> SocialCreditError:
    error = no_such("scheme", name, scheme_names(), "socialcredit schemes")
    if existing(name) is not None:
        error.message = f"the folder `{name}` holds no scheme.yaml"
    elif name in scenario_names():
        error.message = f"`{name}` is a scenario, not a scheme"
    return error


def scenario_file(name_or_path: str | Path, beside: Path | None = None) -> Path:
    """Return the file of a shipped scenario, or the file or folder's scenario.yaml at a path."""
    if str(name_or_path) in scenario_names():
        return SCENARIOS / f"{name_or_path}.yaml"
    found = existing(name_or_path, beside)
    if found is not None and found.is_dir():
        found = found / "scenario.yaml"
    if found is None and str(name_or_path) in scheme_names():
        raise SocialCreditError(
            f"`{name_or_path}` is a scheme, and no scenario has its name",
            expected="the name of a scenario, or the path of a file",
            hint="`socialcredit scenarios` lists which schemes each scenario runs",
        )
    if found is None or not found.is_file():
        raise no_such("scenario", str(name_or_path), scenario_names(), "socialcredit scenarios")
    return found


def assumption_file(name_or_path: str | Path, beside: Path | None = None) -> Path:
    """Return an assumption file: one beside a scenario or at a path, else a shipped one."""
    found = existing(name_or_path, beside)
    if found is not None and found.is_file():
        return found
    if str(name_or_path) in assumption_names():
        return ASSUMPTIONS / str(name_or_path)
    raise no_such("assumption file", str(name_or_path), assumption_names(), "")


def existing(name_or_path: str | Path, beside: Path | None = None) -> Path | None:
    """Return the path if there is something at it; a text that cannot be a path leads nowhere."""
    if "\0" in str(name_or_path) or len(str(name_or_path)) > 4000:
        return None
    path = Path(os.path.abspath(beside / name_or_path)) if beside else Path(name_or_path)
    try:
        return path if path.exists() else None
    except OSError:
        return None


def no_such(what: str, name: str, options: Iterable[str], list_with: str) -> SocialCreditError:
    hint = f"`{list_with}` lists them" if list_with else "one of " + ", ".join(options)
    expected = f"the name of a {what}, or the path of a file" if list_with else ""
    return SocialCreditError(
        f"there is no {what} `{name}`", "", "", expected, hint, meant=nearest(name, options)
    )


ALTERNATIVES = PACKAGE / "alternatives"


def alternative_names() -> list[str]:
    """Names of the alternatives that the package ships, in alphabetical order."""
    return sorted(path.stem for path in ALTERNATIVES.glob("*.yaml"))


def alternative_file(name_or_path: str | Path, beside: Path | None = None) -> Path:
    """Return the file of a shipped alternative, or the one at a path."""
    if str(name_or_path) in alternative_names():
        return ALTERNATIVES / f"{name_or_path}.yaml"
    found = existing(name_or_path, beside)
    if found is None or not found.is_file():
        raise SocialCreditError(
            f"there is no alternative `{name_or_path}`",
            expected="one of " + ", ".join(alternative_names()) + ", or the path of a file",
            meant=nearest(str(name_or_path), alternative_names()),
            hint="`socialcredit alternatives` says what each stands for",
        )
    return found
