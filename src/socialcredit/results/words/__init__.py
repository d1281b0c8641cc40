"""Measures in sentences."""
