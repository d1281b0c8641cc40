"""The process that draws: each picture as asked, and a clear word where the process is gone."""

import pytest

from socialcredit.core.errors import SocialCreditError
from socialcredit.report.pictures.renderer import Renderer


def picture(colour):
    return {"data": {"values": [{}]}, "mark": {"type": "point", "color": colour}}


def test_pictures_come_in_the_order_they_were_asked_for(renderer):
    colours = [f"#{n:06x}" for n in range(5)]
    assert all(colour in renderer.draw(picture(colour)) for colour in colours)


def test_a_process_that_is_gone_is_named_not_waited_for():
    with Renderer() as renderer:
        renderer._hand.kill()
        renderer._hand.wait()
        with pytest.raises(SocialCreditError, match="could not be drawn"):
            renderer.draw(picture("red"))
