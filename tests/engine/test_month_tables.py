"""What a month is lived by is compiled once, also where several threads ask for it."""

from socialcredit.engine import month_tables
from socialcredit.engine.month_tables import Compiled, tables_of
from socialcredit.engine.preparing import prepared
from socialcredit.language.resolve.inputs import resolve
from tests.engine.towns import town


def test_whoever_asks_while_another_compiles_a_month_has_all_of_it(monkeypatch):
    """Two towns of the same rules share what is compiled, and live on threads of their own."""
    setup, kept, asked = prepared(resolve(town(people=60)), 1), Compiled(), []
    standing = month_tables.standing_of

    def meanwhile(*given):
        if not asked:
            asked.append("by the other")
            asked.append(tables_of(setup, setup.months[0], 0, kept))
        return standing(*given)

    monkeypatch.setattr(month_tables, "standing_of", meanwhile)
    mine = tables_of(setup, setup.months[0], 0, kept)
    assert (mine.fresh.grade == asked[1].fresh.grade).all()
