"""What a finished run leaves in its folder: tables, and a manifest that says it is done."""

from pathlib import Path

from socialcredit.core.archive import renew
from socialcredit.core.crate import now
from socialcredit.core.run_files import read_manifest, write_sealed
from socialcredit.core.run_layout import MANIFEST
from socialcredit.engine import folder as run_folder
from socialcredit.engine.collect import Table, of_firms


def write(folder: Path, tables: dict[str, Table], seconds: float) -> None:
    """Tables first, then the manifest that says the run is done; for archives what there is."""
    hashes = run_folder.table_hashes(tables)
    files = run_folder.write_tables(folder, tables)
    manifest = read_manifest(folder)
    manifest |= {
        "state": "done",
        "content_hash": run_folder.content_hash(hashes),
        "table_hashes": hashes,
        "table_files": files,
        "seconds": round(seconds, 3),
        "ended": now(),
    }
    if firms := of_firms(tables):
        alone = run_folder.content_hash(run_folder.table_hashes(firms))
        manifest["firms"] = manifest["firms"] | {"content_hash": alone}
    write_sealed(folder / MANIFEST, manifest)
    renew(folder)
