from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Quote
from newsroom.models import User
from newsroom.zones import zone_names
from tests.articles.desk_pages import change_url, errors_of, press
from tests.factories import make_article, make_quote, make_user
from tests.newsroom.page_form import read_form

pytestmark = pytest.mark.django_db
CLOCK = "/admin/clock/"
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def in_kolkata(client):
    user = make_user(time_zone="Asia/Kolkata")
    client.force_login(user)
    return user


def list_of_articles(client):
    return client.get(reverse("admin:articles_article_changelist")).text


def test_a_member_reads_and_enters_times_on_their_own_clock(client, in_kolkata):
    quote = make_quote()

    press(client, quote, "_save", embargo_until="2026-07-01T12:00")
    page = client.get(change_url(quote)).text

    quote.refresh_from_db()
    assert quote.embargo_until == datetime(2026, 7, 1, 6, 30, tzinfo=UTC)
    assert 'value="2026-07-01T12:00:00"' in page
    assert "Asia/Kolkata, UTC+5:30" in page


def test_a_member_without_a_clock_of_their_own_reads_the_desks(client, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    client.force_login(make_user())
    make_article(published=True, published_at=NOON)

    page = list_of_articles(client)

    assert "1 Jul 2026, 14:00 CEST" in page
    assert "Times in Europe/Berlin" in page


def test_two_editors_in_two_zones_see_the_same_moment(client, in_kolkata):
    quote = make_quote()
    press(client, quote, "_save", embargo_until="2026-11-01T12:15")

    client.force_login(make_user(time_zone="America/New_York"))
    shown = read_form(client.get(change_url(quote)))
    press(client, quote, "_save", note="Seen in New York")

    assert shown["embargo_until"] == ["2026-11-01T01:45:00"]
    assert shown["embargo_until-offset"] == ["-05:00"]
    quote.refresh_from_db()
    assert (quote.note, quote.embargo_until) == (
        "Seen in New York",
        datetime(2026, 11, 1, 6, 45, tzinfo=UTC),
    )


def test_a_repeated_time_is_asked_about_once_and_then_kept(client):
    client.force_login(make_user(time_zone="Europe/Berlin"))
    quote = make_quote()

    refused = press(client, quote, "_save", embargo_until="2026-10-25T02:30")
    chosen = {**read_form(refused), "embargo_until-offset": "+01:00", "_save": "1"}
    client.post(change_url(quote), chosen)
    press(client, quote, "_save", note="Nothing else")

    assert "happens twice" in errors_of(refused)["embargo_until"][0]
    assert "The first: CEST, UTC+2" in refused.text
    quote.refresh_from_db()
    assert quote.embargo_until == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_skipped_time_is_refused_with_what_was_typed_still_there(client):
    client.force_login(make_user(time_zone="America/New_York"))
    quote = make_quote()

    refused = press(client, quote, "_save", embargo_until="2026-03-08T02:30", note="Typed")

    assert "02:30 does not exist" in errors_of(refused)["embargo_until"][0]
    assert read_form(refused)["embargo_until"] == ["2026-03-08T02:30:00"]
    assert Quote.objects.get().embargo_until is None


def test_read_only_moments_carry_their_zone(client, in_kolkata):
    User.objects.filter(pk=in_kolkata.pk).update(date_joined=NOON)

    page = client.get(change_url(in_kolkata)).text

    assert '<div class="readonly">1 Jul 2026, 17:30 IST</div>' in page


def test_the_api_and_readers_keep_their_times_whoever_is_logged_in(client, in_kolkata):
    article = make_article(published=True, published_at=NOON)
    address = f"/api/v1/articles/{article.slug}/"

    as_editor = client.get(address).json()["published_at"]
    client.get("/admin/")

    assert as_editor == client.get(address).json()["published_at"] == "2026-07-01T12:00:00Z"
    assert "12:00 UTC" in client.get("/").text


def test_the_clock_goes_back_to_the_desks_once_the_page_is_made(client, in_kolkata):
    client.get("/admin/")

    assert str(timezone.get_current_timezone()) == "UTC"


def test_the_day_that_counts_for_quotes_stays_the_desks(settings):
    settings.TIME_ZONE = "Asia/Kolkata"
    article = make_article(published_at=datetime(2025, 9, 1, 19, tzinfo=UTC))

    with timezone.override(ZoneInfo("America/New_York")):
        day = article.own_date

    assert day is not None
    assert day.isoformat() == "2025-09-02"


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Asia/Kolkata", "Asia/Kolkata"),
        ("kolkata", "Asia/Kolkata"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
        ("  ", ""),
    ],
)
def test_every_member_sets_their_own_clock(client, typed, zone):
    user = make_user(is_superuser=False, time_zone="Europe/Berlin")
    client.force_login(user)

    response = client.post(CLOCK, {"time_zone": typed})

    user.refresh_from_db()
    assert (response.status_code, user.time_zone) == (302, zone)


@pytest.mark.parametrize("typed", ["Atlantis", "Europe", "IST", "../etc/passwd", "UTC\0"])
def test_what_is_no_zone_is_refused_and_stays_typed(client, in_kolkata, typed):
    response = client.post(CLOCK, {"time_zone": typed})

    assert response.status_code == 200
    assert response.context["form"].errors["time_zone"]
    assert User.objects.get(pk=in_kolkata.pk).time_zone == "Asia/Kolkata"


def test_the_clock_is_linked_from_every_page_and_offers_every_zone(client, in_kolkata):
    front, page = client.get("/admin/").text, client.get(CLOCK).text

    assert f'<a href="{CLOCK}">Times in Asia/Kolkata</a>' in front
    assert page.count('<option value="') == len(zone_names())
    assert "IST" in page


def test_an_administrator_sets_the_clock_of_a_member(client, in_kolkata):
    member = make_user()

    press(client, member, "_save", time_zone="Berlin")

    member.refresh_from_db()
    assert member.time_zone == "Europe/Berlin"


def test_a_zone_that_no_longer_exists_falls_back_to_the_desks(client):
    client.force_login(make_user(time_zone="Mars/Olympus"))

    assert "Times in UTC" in client.get("/admin/").text


def test_a_stranger_has_no_clock_to_set(client):
    assert client.get(CLOCK).url.startswith("/admin/login/")
