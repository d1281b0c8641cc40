"""Stage 1: who lives here and what they truly do."""
