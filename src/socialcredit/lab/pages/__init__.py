"""The pages of the lab, a module each.

A module has some of

    ASKS   name -> `async def handler(visit, said) -> dict | bytes`: what a page asks by its socket
    GETS   path -> `async def answer(request) -> Response`; so `POSTS`
"""

from socialcredit.lab.pages import choose, ended, join, keep, lessons, live

PAGES = (choose, live, keep, ended, join, lessons)
