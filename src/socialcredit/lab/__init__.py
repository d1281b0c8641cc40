"""The lab: a page on this machine on which a town is watched living under a score.

It asks `socialcredit.api` for everything about the world and holds no rule and no measure itself.
"""
