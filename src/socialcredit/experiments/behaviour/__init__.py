"""Parts of behaviour held against published studies: one file each, gathered in `table.py`."""
