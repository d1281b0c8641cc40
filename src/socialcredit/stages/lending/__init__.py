"""Beside the loop: who borrows, who lends, and what a shared file shows."""
