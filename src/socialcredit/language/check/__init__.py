"""Whether the parts of files agree."""
