"""What the extra `analysis` brings, fetched when it is first asked for."""

from typing import Any

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.lazy import fetch


def wanted(module: str, name: str) -> Any:
    """`name` of a module of the extra; a lack of it is told with the next step."""
    try:
        return fetch(module, name)
    except ImportError as lacking:
        raise SocialCreditError(
            f"this needs {module.partition('.')[0]}, which is not installed here",
            hint="pip install 'socialcredit[analysis]'; a grid, or one factor at a time, needs "
            "nothing more",
        ) from lacking
