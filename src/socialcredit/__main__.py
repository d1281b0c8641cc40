"""`python -m socialcredit` is the same as the command `socialcredit`."""

from socialcredit.cli import command

if __name__ == "__main__":
    command()
