"""`python -m socialcredit` is the same as the command `socialcredit`."""

from socialcredit.cli import main

if __name__ == "__main__":
    main()
