"""The author, their article, and their window, logged in."""

import pytest

from tests.browser import login
from tests.factories import make_article, make_user
from tests.newsroom.keeping.window import confirm


@pytest.fixture
def author(db):
    return make_user(username="author")


@pytest.fixture
def article(author):
    return make_article(body="“They were at home,” Peskov said.", created_by=author)


@pytest.fixture
def desk(page, live_server, author):
    """The author's first window, logged in; leaving a page is always confirmed."""
    login(page, live_server, author)
    confirm(page)
    # What an open page asks by itself would fill the console once the session is gone.
    nobody = {"others": [], "saved": None}
    page.route("**/presence/", lambda route: route.fulfill(json=nobody))
    page.route("**/preflight/", lambda route: route.fulfill(body=""))
    return page
