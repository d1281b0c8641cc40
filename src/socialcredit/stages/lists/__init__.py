"""Stage 5: who is named."""
