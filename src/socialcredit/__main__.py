"""`python -m socialcredit`: the command line where no script of that name is on the path."""

from socialcredit.cli import command

if __name__ == "__main__":
    command()
