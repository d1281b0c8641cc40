"""Stage 2: who sees a deed, and how wrongly."""
