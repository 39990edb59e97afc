"""The desk's front page: which boxes somebody sees, what stands in them, what they cost."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from newsroom.desk.boxes import SECTIONS, SHOWN
from tests import factories as make
from tests.examples import slow
from tests.newsroom.desk_rows import (
    anonymous,
    correction,
    held,
    in_review,
    member,
    planned,
    proposed,
    scheduled,
    sent_back,
    soon,
    unnamed,
)

FRONT, BOXES = reverse("admin:index"), reverse("admin:waiting")
DECIDING = ["awaiting-review", "approved", "awaiting-changes", "open", "unverified"]
OWN = ["sent-back-to", "unsubmitted-by"]
CLOCK = ["held-back", "embargoed"]
EVENTS = ["upcoming", "overdue", "without-quotes"]
QUOTES = ["without-speaker", "without-event"]
ALL = [*DECIDING, *OWN, *CLOCK, *EVENTS, *QUOTES]
INLINE_CODE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.I)


@pytest.fixture
def author(db):
    return make.make_user(username="author", first_name="Asha", last_name="Nair")


@pytest.fixture
def editor(db):
    return member("desk editor", username="editor")


def one_of_each(user):
    """Make one row for every box of this member of the desk."""
    actor = make.make_actor()
    in_review(make.make_user())
    in_review(make.make_user(), make.make_user())
    proposed(make.make_user())
    correction()
    make.make_quote(channel="document")
    sent_back(user, make.make_user())
    make.make_article(created_by=user)
    scheduled()
    make.make_quote(verified=True, channel="document", embargo_until=soon(hours=1))
    planned(3)
    planned(-3)
    held(-3, actor)
    unnamed(channel="document")
    make.make_quote(verified=True, channel="briefing")


def sections(client, page=FRONT):
    return client.get(page).context["sections"]


def boxes(client, page=FRONT):
    return {box.name: box for section in sections(client, page) for box in section.boxes}


def numbers(client):
    return {name: box.number for name, box in boxes(client).items()}


def listed(client, box):
    """Return how many rows the list behind a box's title holds."""
    response = client.get(box.url)
    assert response.status_code == 200
    return response.context["cl"].result_count


def queries(client, page=FRONT):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("reporter", [*OWN, *CLOCK, *EVENTS, *QUOTES]),
        (
            "sub-editor",
            ["awaiting-review", "unverified", *OWN, *CLOCK, *EVENTS, *QUOTES],
        ),
        ("desk editor", ALL),
        ("legal", ["awaiting-review", "unverified", *CLOCK, "upcoming"]),
        ("administrator", [*CLOCK, "upcoming"]),
    ],
)
def test_each_role_sees_what_it_can_act_on_and_decisions_first(client, db, role, expected):
    user = member(role)
    one_of_each(user)
    client.force_login(user)

    assert list(boxes(client)) == expected


def test_somebody_without_a_role_sees_the_pages_alone(client, db):
    client.force_login(make.make_user(is_superuser=False))

    response = client.get(FRONT)

    assert response.context["sections"] == []
    assert "desk-waiting" not in response.text
    assert "dashboard.js" not in response.text


def test_a_box_needs_the_right_to_look_as_well(client, db):
    user = make.make_user(is_superuser=False)
    user.user_permissions.add(Permission.objects.get(codename="review_article"))
    client.force_login(user)

    assert sections(client) == []


def test_who_writes_begins_an_article_from_the_front_page(client, db):
    for role, begins in (("reporter", True), ("legal", False)):
        client.force_login(make.make_member(role))

        page = client.get("/admin/").text

        assert ('href="/admin/articles/article/take-in/"' in page) is begins
        assert ('class="button desk-quieter">Write an article</a>' in page) is begins


def test_the_pages_of_one_app_have_no_boxes(client, editor):
    client.force_login(editor)

    response = client.get(reverse("admin:app_list", args=["articles"]))

    assert "desk-waiting" not in response.text
    assert reverse("admin:articles_article_changelist") in response.text


def test_a_stranger_gets_no_box(client, db):
    response = client.get(BOXES)

    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")


def test_every_page_stays_within_reach(client, editor):
    client.force_login(editor)

    page = client.get(FRONT).text

    for name in ("articles_article", "articles_quote", "summits_event", "actors_actor"):
        assert f'href="{reverse(f"admin:{name}_changelist")}"' in page


def test_an_idle_desk_says_so_in_a_line_for_each_section(client, editor):
    client.force_login(editor)

    response = client.get(FRONT)

    found = response.context["sections"]
    assert [section.boxes for section in found] == [()] * len(SECTIONS)
    assert [len(section.empty) for section in found] == [len(rows) for _, _, rows in SECTIONS]
    assert '<div class="desk-box">' not in response.text
    assert response.text.count("Nothing waiting.") == len(SECTIONS)


def test_the_front_page_and_the_boxes_alone_have_no_inline_code(client, editor):
    one_of_each(editor)
    client.force_login(editor)

    for page in (FRONT, BOXES):
        response = client.get(page)
        assert INLINE_CODE.search(response.text) is None
        assert "unsafe" not in response.headers["Content-Security-Policy"]


def test_the_boxes_alone_are_those_of_the_front_page(client, editor):
    one_of_each(editor)
    client.force_login(editor)

    whole, alone = boxes(client), boxes(client, BOXES)

    assert alone.keys() == whole.keys()
    assert client.get(BOXES).text.lstrip().startswith('<div id="desk-waiting"')


def test_a_box_shows_five_and_counts_all(client, editor):
    for _ in range(SHOWN + 2):
        make.make_article(created_by=editor)
    client.force_login(editor)

    drafts = boxes(client)["unsubmitted-by"]

    assert (drafts.number, len(drafts.lines), drafts.more) == (7, 5, 2)
    assert "and 2 more" in client.get(FRONT).text


def test_one_of_each_is_counted_once_everywhere(client, editor):
    one_of_each(editor)
    client.force_login(editor)

    # The unnamed quote is to be verified too.
    assert numbers(client) == dict.fromkeys(ALL, 1) | {"unverified": 2}


def test_what_a_box_counts_is_what_its_title_leads_to(client, editor):
    for _ in range(2):
        one_of_each(editor)
    client.force_login(editor)

    found = boxes(client)

    assert list(found) == ALL
    assert {name: listed(client, box) for name, box in found.items()} == numbers(client)


def test_the_cost_does_not_grow_with_the_rows(client, editor):
    client.force_login(editor)
    client.get(FRONT)
    for _ in range(SHOWN + 1):
        one_of_each(editor)
    for_six = queries(client)
    for _ in range(20):
        one_of_each(editor)

    assert queries(client) == for_six


def test_a_full_desk_costs_two_queries_a_box_and_an_empty_one_one(client, editor):
    client.force_login(editor)
    client.get(BOXES)
    for_none = queries(client, BOXES)
    for _ in range(SHOWN + 1):
        one_of_each(editor)

    for_many = queries(client, BOXES)

    # Who is logged in, with what rights: four. Who took a step is loaded for two of the boxes.
    assert for_none <= len(ALL) + 4
    assert for_many <= 2 * len(ALL) + 2 + 2 + 4


def test_what_waits_longest_comes_first(client, editor):
    newer, older = in_review(make.make_user()), in_review(make.make_user())
    first = older.revisions.get()
    type(first).objects.bulk_create(
        [
            type(first)(article=newer, seq=2, action="submitted", snapshot={}, at=timezone.now()),
        ]
    )
    client.force_login(editor)

    lines = boxes(client)["awaiting-review"].lines

    assert [line.key for line in lines] == [older.pk, newer.pk]


def test_what_is_due_next_comes_first(client, editor):
    tomorrow = scheduled(published_at=soon(days=1))
    tonight = make.make_article(embargo_until=soon(hours=5))
    client.force_login(editor)

    lines = boxes(client)["held-back"].lines

    assert [line.key for line in lines] == [tonight.pk, tomorrow.pk]
    assert [line.verb for line in lines] == ["embargo ends", "readers see it"]


def test_quotes_that_an_article_waits_for_are_verified_first(client, editor):
    unwanted, wanted = make.make_quote(), make.make_quote()
    make.make_citation(in_review(make.make_user()), wanted)
    client.force_login(editor)

    lines = boxes(client)["unverified"].lines

    assert [line.key for line in lines] == [wanted.pk, unwanted.pk]


def test_a_draft_sent_back_says_who_sent_it_and_why(client, author):
    reviewer = make.make_user(first_name="Bela", last_name="Roy")
    sent_back(author, reviewer, "The second date is <wrong>.")
    client.force_login(author)

    page = client.get(FRONT).text

    assert "sent back by Bela Roy" in page
    assert "The second date is &lt;wrong&gt;." in page


def test_what_one_made_oneself_is_marked_where_somebody_else_decides(client, author):
    in_review(author)
    proposed(author)
    client.force_login(author)
    assert client.get(BOXES).text.count("yours, so somebody else decides") == 2

    client.force_login(make.make_user())

    assert "yours" not in client.get(BOXES).text


def test_a_wait_reads_well_without_javascript_and_names_the_zone(client, editor):
    editor.time_zone = "Europe/Moscow"
    editor.save()
    moment = datetime.now(UTC) + timedelta(hours=2, minutes=5, seconds=30)
    scheduled(published_at=moment)
    client.force_login(editor)

    page = client.get(FRONT).text

    moscow = moment + timedelta(hours=3)
    assert f">in 2 h 5 min</time>, {moscow.day} {moscow:%b %Y, %H:%M} MSK" in page


def test_somebody_elses_own_lists_are_not_mine(client, author, editor):
    sent_back(author)
    make.make_article(created_by=author)
    client.force_login(editor)

    assert numbers(client) == {}
    for name in ("sent_back", "my_drafts"):
        rows = client.get(reverse("admin:articles_article_changelist"), {"waiting": name})
        assert list(rows.context["cl"].result_list) == []


def test_an_anonymous_source_is_described_and_never_named(client, editor):
    anonymous(source_description="Experts in Moscow", channel="document")
    client.force_login(editor)

    (line,) = boxes(client)["without-speaker"].lines

    assert line.details == ("Experts in Moscow", "anonymous, no reason given")


MAKERS = {
    "in review": lambda _user, other: in_review(other),
    "own in review": lambda user, _other: in_review(user),
    "approved": lambda user, other: in_review(other, user),
    "proposed": lambda _user, other: proposed(other),
    "correction": lambda _user, _other: correction(),
    "quote": lambda _user, _other: make.make_quote(),
    "disputed": lambda _user, _other: make.make_quote(status="disputed", channel="video"),
    "withdrawn": lambda _user, _other: make.make_quote(status="withdrawn"),
    "unnamed": lambda _user, _other: unnamed(verified=True),
    "anonymous": lambda _user, _other: anonymous(),
    "sent back": sent_back,
    "sent back to another": lambda user, other: sent_back(other, user),
    "draft": lambda user, _other: make.make_article(created_by=user),
    "nobody's draft": lambda _user, _other: make.make_article(),
    "scheduled": lambda _user, _other: scheduled(),
    "embargoed": lambda _user, _other: make.make_article(embargo_until=soon(hours=1)),
    "published": lambda _user, _other: make.make_article(published=True),
    "embargoed quote": lambda _user, _other: make.make_quote(embargo_until=soon(hours=1)),
    "event ahead": lambda _user, _other: planned(3),
    "event passed": lambda _user, _other: planned(-3),
    "held": lambda _user, _other: held(-3, make.make_actor()),
    "held long ago": lambda _user, _other: held(-300, make.make_actor()),
}


@pytest.mark.property
class AnyDesk(TestCase):
    """Whatever there is, a box counts exactly what its list holds."""

    @slow()
    @given(st.lists(st.sampled_from(sorted(MAKERS)), max_size=14))
    def test_every_number_is_that_of_its_list(self, rows):
        user, other = make.make_user(), make.make_user()
        for row in rows:
            MAKERS[row](user, other)
        self.client.force_login(user)

        found = boxes(self.client)

        assert {name: listed(self.client, box) for name, box in found.items()} == {
            name: box.number for name, box in found.items()
        }
