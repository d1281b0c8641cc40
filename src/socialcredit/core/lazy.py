"""The one place that imports late.

Doors must open at once: `import socialcredit`, `socialcredit schemes` and `--help` of any command.
None may pay for NumPy and Numba (about a second) when it does not compute. They name what they
need and get it here, at first use. Everywhere else imports stand at the top of the file; a test
enforces it.
"""

import sys
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType
from typing import Any


def fetch(module: str, name: str) -> Any:
    """Return `name` from the module, importing the module now if nobody has before."""
    return getattr(import_module(module), name)


def later(module: str) -> ModuleType:
    """The module, which is imported when something in it is first asked for."""
    if module in sys.modules:
        return sys.modules[module]
    spec = find_spec(module)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"there is no module {module}", name=module)
    spec.loader = LazyLoader(spec.loader)
    made = sys.modules[module] = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made
