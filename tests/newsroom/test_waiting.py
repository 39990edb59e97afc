"""What waits: for each list a row that belongs to it, and its neighbours that do not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Correction, Quote, Revision
from articles.workflow import is_approved
from summits.models import Event
from tests import factories as make
from tests.newsroom.desk_rows import (
    anonymous,
    correction,
    day,
    held,
    in_review,
    planned,
    proposed,
    scheduled,
    sent_back,
    soon,
    step,
    unnamed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return make.make_user(username="author")


@pytest.fixture
def other():
    return make.make_user(username="other")


def test_what_nobody_else_has_read_waits_for_review(author, other):
    unread = in_review(author)
    read_by_its_author = in_review(author, author)
    in_review(author, other)
    make.make_article(created_by=author)
    scheduled()

    assert set(Article.objects.awaiting_review()) == {unread, read_by_its_author}


def test_what_somebody_else_has_read_is_approved(author, other):
    read = in_review(author, other)
    without_author = in_review(None, other)
    in_review(author)
    in_review(author, author)
    make.make_article(published=True)

    assert set(Article.objects.approved()) == {read, without_author}
    assert [article for article in Article.objects.all() if is_approved(article)] == list(
        Article.objects.approved()
    )


def test_a_draft_that_was_sent_back_is_its_authors(author, other):
    back = sent_back(author)
    sent_back(other)
    make.make_article(created_by=author)

    assert list(Article.objects.sent_back_to(author)) == [back]


def test_saving_a_draft_that_was_sent_back_leaves_it_sent_back(author):
    back = sent_back(author)
    step(back, "saved", by=author)

    assert list(Article.objects.sent_back_to(author)) == [back]


@pytest.mark.parametrize("move", ["submitted", "taken_back", "reopened"])
def test_a_later_move_ends_being_sent_back(author, move):
    back = sent_back(author)
    step(back, move, by=author)

    assert list(Article.objects.sent_back_to(author)) == []
    assert list(Article.objects.unsubmitted_by(author)) == [back]


def test_my_drafts_are_those_of_mine_that_were_not_sent_back(author, other):
    new = make.make_article(created_by=author)
    sent_back(author)
    make.make_article(created_by=other)
    make.make_article()
    in_review(author)

    assert list(Article.objects.unsubmitted_by(author)) == [new]


def test_scheduled_and_embargoed_articles_are_held_back(author):
    to_come = scheduled(embargo_until=soon(hours=1))
    embargoed = make.make_article(embargo_until=soon(days=1))
    in_the_past = timezone.now() - timedelta(days=1)
    make.make_article(embargo_until=in_the_past)
    make.make_article(published=True)
    make.make_article(status="withdrawn", embargo_until=soon(days=1))

    assert set(Article.objects.held_back()) == {to_come, embargoed}


def test_a_proposed_change_waits_until_it_is_decided_on():
    waiting = proposed()
    decided = [proposed() for _ in range(2)]
    step(decided[0], "applied")
    step(decided[1], "rejected")
    again = proposed()
    step(again, "rejected")
    step(again, "proposed")
    noticed = proposed()
    step(noticed, "noticed")
    withdrawn = proposed()
    Article.objects.filter(pk=withdrawn.pk).update(status="withdrawn")
    make.make_article(published=True)

    assert set(Article.objects.awaiting_changes()) == {waiting, again, noticed}


def test_all_open_proposals_are_those_of_each_article():
    articles = [proposed() for _ in range(3)]
    step(articles[0], "applied")
    step(articles[1], "proposed")

    each = [Revision.objects.open_proposal(article) for article in articles]

    assert set(Revision.objects.open_proposals()) == set(each) - {None}


def test_a_correction_is_open_until_it_is_closed(author):
    waiting = correction()
    correction(closed_at=timezone.now(), closed_by=author, outcome="unneeded", reason="No.")

    assert list(Correction.objects.open()) == [waiting]


def test_drafts_and_disputed_quotes_are_unverified(author):
    draft, disputed = make.make_quote(), make.make_quote(status="disputed")
    make.make_quote(verified=True)
    make.make_quote(status="withdrawn")
    make.make_quote(terms="off_record")

    assert set(Quote.objects.unverified()) == {draft, disputed}


def test_a_quote_is_wanted_by_an_article_in_review_or_published(author):
    unwanted, wanted, printed = (make.make_quote() for _ in range(3))
    make.make_citation(make.make_article(), unwanted)
    make.make_citation(in_review(author), wanted)
    make.make_citation(make.make_article(published=True), printed)

    marked = {quote: quote.is_wanted for quote in Quote.objects.with_is_wanted()}

    assert marked == {unwanted: False, wanted: True, printed: True}


def test_a_quote_is_embargoed_until_its_time():
    waiting = make.make_quote(embargo_until=soon(hours=1))
    make.make_quote(embargo_until=timezone.now() - timedelta(seconds=1))
    make.make_quote(embargo_until=soon(hours=1), status="withdrawn")
    make.make_quote()

    assert list(Quote.objects.embargoed()) == [waiting]


def test_an_unnamed_quote_lacks_a_speaker_until_it_is_verified_as_it_is():
    draft, disputed = unnamed(), unnamed(status="disputed")
    unnamed(verified=True)
    unnamed(status="withdrawn")
    unnamed(terms="off_record")
    make.make_quote()

    assert set(Quote.objects.without_speaker()) == {draft, disputed}


def test_an_anonymous_quote_lacks_a_speaker_until_a_reason_is_given():
    draft, verified = anonymous(), anonymous(verified=True)
    anonymous(anonymity_reason="They fear for their posts.")
    anonymous(status="withdrawn")
    anonymous(terms="off_record")

    assert set(Quote.objects.without_speaker()) == {draft, verified}


@pytest.mark.parametrize("channel", ["press_conference", "briefing", "in_meeting", "unstated"])
def test_what_was_said_on_an_occasion_needs_its_event(channel):
    loose = make.make_quote(channel=channel)
    make.make_quote(channel=channel, said_at=make.make_event())
    make.make_quote(channel=channel, status="withdrawn")
    make.make_quote(channel="social_media")
    make.make_quote(channel="document")

    assert list(Quote.objects.without_event()) == [loose]


def test_events_of_the_next_fourteen_days_are_upcoming():
    today, last = planned(0), planned(14)
    under_way = planned(0, date_edtf=f"{day(-2)}/{day(1)}")
    planned(-1)
    planned(15)
    planned(1, status="held", occurrence="")
    planned(1, status="cancelled", occurrence="eos6")
    planned(0, date_edtf=f"{day(0).year}")
    make.make_event(status="planned", occurrence="eos1")

    assert set(Event.objects.upcoming()) == {today, last, under_way}


def test_planned_events_are_overdue_once_their_last_day_has_passed():
    yesterday = planned(-1)
    last_month = planned(0, date_edtf="2025-08")
    planned(0)
    planned(0, date_edtf="2025-08-01/..")
    planned(-1, status="postponed", occurrence="")
    make.make_event(date_edtf="2025-08-31")

    assert set(Event.objects.overdue()) == {yesterday, last_month}


def test_an_event_of_late_lacks_quotes_of_its_participants():
    actor = make.make_actor()
    today, month_ago = held(0, actor), held(-30, actor)
    held(-31, actor)
    held(-1)
    held(-1, actor, is_public=False)
    planned(1)
    label_only = held(-1)
    make.make_participation(label_only, label="more than 20 leaders")
    invited = held(-1)
    make.make_participation(invited, actor, status="invited")

    assert set(Event.objects.without_quotes()) == {today, month_ago}


def test_a_quote_said_there_or_at_a_part_of_it_or_about_it_is_enough():
    actor = make.make_actor()
    there, at_a_part, about = (held(-1, actor) for _ in range(3))
    make.make_quote(speaker=actor, said_at=there)
    make.make_quote(speaker=actor, said_at=make.make_event(parent=at_a_part))
    make.make_quote(speaker=actor, about=[about])

    assert list(Event.objects.without_quotes()) == []


def test_a_quote_of_somebody_who_was_not_there_is_not_enough():
    event = held(-1, make.make_actor())
    make.make_quote(said_at=event)
    make.make_quote(about=[event])
    make.make_quote(speaker=event.participations.get().actor)

    assert list(Event.objects.without_quotes()) == [event]
