"""The stages of the loop, in the order in which a day passes through them.

society -> observation -> records -> scheme -> lists -> consequences -> response -> next day;
lending runs beside them, month by month. A stage is a function from columns it is given to columns
it returns. Stages import `core` and never each other; `month` and `engine` join them.
"""
