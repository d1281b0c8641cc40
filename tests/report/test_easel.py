"""The process that draws: each picture as asked, and a clear word where the process is gone."""

import pytest

from socialcredit.errors import SocialCreditError
from socialcredit.report.easel import Easel


def picture(colour):
    return {"data": {"values": [{}]}, "mark": {"type": "point", "color": colour}}


def test_pictures_come_in_the_order_they_were_asked_for(easel):
    colours = [f"#{n:06x}" for n in range(5)]
    assert all(colour in easel.draw(picture(colour)) for colour in colours)


def test_a_process_that_is_gone_is_named_not_waited_for():
    with Easel() as easel:
        easel._hand.kill()
        easel._hand.wait()
        with pytest.raises(SocialCreditError, match="could not be drawn"):
            easel.draw(picture("red"))
