"""A run with alternatives beside the real scheme on the same people with the same luck."""

from typing import Any

from socialcredit.core.errors import SocialCreditError
from socialcredit.core.run_files import read_mapping, unchanged
from socialcredit.core.run_layout import REAL
from socialcredit.results.measures.registry import told
from socialcredit.results.run import Run


def beside_the_real(run: Run) -> list[dict[str, Any]]:
    """Rows of `measure`, its `words`, `real` and `variant`, of those that both have.

    None where the run was not lived beside the real scheme.
    """
    path = run.folder / REAL if run.folder else None
    if path is None or not path.exists():
        return []
    what, hint = "what the run is compared by", "delete the file, and `socialcredit resume` the run"
    found = unchanged(read_mapping(path, what, hint), path, what, hint)
    if not run.prefix and found["run"] != run.manifest.get("content_hash"):
        raise SocialCreditError(f"{what} is of another run", where=str(path), hint=hint)
    real, variant = run.of_own(found["real"]), run.of_own(found["variant"])
    return [
        {
            "measure": name,
            "words": told(name),
            "real": float(real[name]),
            "variant": float(variant[name]),
        }
        for name in variant
        if variant[name] is not None and real.get(name) is not None
    ]
