"""The one place that imports late.

Two doors must open at once: `import socialcredit` and `socialcredit schemes`. Neither may pay for
NumPy and Numba (about a second) when it does not compute. They name what they need and fetch it
here, at first use. Everywhere else imports stand at the top of the file; a test enforces it.
"""

from importlib import import_module
from typing import Any


def fetch(module: str, name: str) -> Any:
    """Return `name` from the module, importing the module now if nobody has before."""
    return getattr(import_module(module), name)
