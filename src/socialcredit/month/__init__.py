"""A community's month: where the stages meet, in the order that `community.py` states."""
