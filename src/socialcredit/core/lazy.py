"""The one place that imports late.

Some doors must open at once: `import socialcredit`, `socialcredit schemes`, any `--help`. None may
pay for NumPy and Numba (about a second) when it does not compute. They name what they need and
fetch it here, at first use. Everywhere else imports stand at the top of the file; a test enforces
it.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def fetch(module: str, name: str) -> Any:
    """Return `name` from the module, importing the module now if nobody has before."""
    return getattr(import_module(module), name)


def later(module: str, name: str) -> Callable[..., Any]:
    """A function of the module that is fetched when it is called, not when it is named.

    A command names so what computes, and its `--help` does not wait for the compiler.
    """

    def called(*args: Any, **kwargs: Any) -> Any:
        return fetch(module, name)(*args, **kwargs)

    return called


class Later:
    """A module that is imported when something of it is first asked for."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        return fetch(self._module, name)
