import pytest

from newsroom.models import User
from tests.browser import login

pytestmark = pytest.mark.browser


def test_a_superuser_logs_in_and_finds_the_users(page, live_server, admin_user):
    login(page, live_server, admin_user)

    page.goto(f"{live_server.url}/admin/newsroom/user/")

    assert page.get_by_role("link", name=admin_user.username).first.is_visible()


def test_what_a_browser_saves_is_in_the_database(page, live_server, admin_user):
    login(page, live_server, admin_user)
    page.goto(f"{live_server.url}/admin/newsroom/user/{admin_user.pk}/change/")

    page.get_by_label("First name").fill("Ada")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/admin/newsroom/user/")

    assert User.objects.get().first_name == "Ada"
