"""The pages of the lab, a module each.

A module has some of

    ASKS   name -> `async def handler(visit, said) -> dict | bytes`: what a page asks by its socket
    GETS   path -> `async def answer(request) -> Response`; so `POSTS`
"""

from socialcredit.lab.pages import change, choose, ended, join, keep, lessons, life, live

PAGES = (choose, live, change, life, join, keep, ended, lessons)
