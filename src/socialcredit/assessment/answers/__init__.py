"""Answers to the questions of forms, by their ids: each makes blocks of what the runs came to."""
