"""YAML with the position of every word, and what is wrong with it."""
