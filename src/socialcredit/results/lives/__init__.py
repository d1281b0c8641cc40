"""One resident's life, out of the books of the panel."""
