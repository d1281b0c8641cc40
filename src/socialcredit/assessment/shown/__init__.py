"""A document on a page, in print and in Word, and what differs from an earlier one."""
