"""R6: published() and its instance twin agree, whatever the state of a row and its relations."""

import datetime
from itertools import product
from typing import Any

import pytest
import time_machine
from django.apps import apps

from actors.models import Actor, ActorName, Office
from articles.models import (
    Article,
    Citation,
    Claim,
    Coverage,
    Notice,
    Quote,
    Topic,
)
from summits.models import Event, Participation, Series, Summit
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_claim,
    make_coverage,
    make_event,
    make_name,
    make_notice,
    make_office,
    make_participation,
    make_quote,
    make_series,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2025, 9, 1, 12, tzinfo=datetime.UTC)
MOMENT = datetime.timedelta(microseconds=1)
EARLIER, LATER = NOW - MOMENT, NOW + MOMENT
PUBLIC = [True, False]


@pytest.fixture(autouse=True)
def frozen_time():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def people():
    return {"created_by": make_user(), "reviewed_by": make_user()}


@pytest.fixture
def articles(people) -> list[Article]:
    """Return an article of every status, published before, at and after this moment or never."""
    made = []
    for status, at in product(Article.Status.values, [None, EARLIER, NOW, LATER]):
        if status == "published" and at is None:
            continue
        retracted_at = NOW if status == "retracted" else None
        made.append(
            make_article(status=status, published_at=at, retracted_at=retracted_at, **people)
        )
    return made


def quotes(people, speakers: list[Actor]) -> list[Quote]:
    """Return a quote of every status, terms and embargo, by every speaker and by none."""
    verified = {"created_by": people["created_by"], "verified_by": people["reviewed_by"]}
    made = []
    for status, terms, embargo, speaker in product(
        Quote.Status.values, Quote.Terms.values, [None, EARLIER, NOW, LATER], [*speakers, None]
    ):
        if (terms == "off_record" and status == "verified") or (terms == "background" and speaker):
            continue
        attribution = {"speaker": speaker} if speaker else {"attribution": "unnamed"}
        state = {"status": status, "terms": terms, "embargo_until": embargo, **verified}
        made.append(make_quote(kind="indirect", **state, **attribution))
    return made


def agreed(model: Any) -> set[int]:
    """Return the rows that readers see, after asking the query and every row itself."""
    rows = list(model._default_manager.all())
    by_query = set(model._default_manager.published().values_list("pk", flat=True))

    assert {row.pk for row in rows if row.is_published} == by_query
    assert len(model._default_manager.published()) == len(by_query), "a row comes twice"
    return by_query


def keys(rows) -> set[int]:
    return {row.pk for row in rows}


def test_every_public_model_is_compared_here() -> None:
    public = {
        model
        for label in ("actors", "summits", "articles")
        for model in apps.get_app_config(label).get_models()
        if hasattr(model._default_manager, "published")
    }

    assert public == {
        Actor, ActorName, Office, Event, Summit, Series, Participation, Topic, Article, Coverage,
        Quote, Citation, Claim, Notice,
    }  # fmt: skip


def test_articles(articles) -> None:
    seen = [a for a in articles if a.status == "published" and a.published_at in (EARLIER, NOW)]

    assert agreed(Article) == keys(seen)
    assert len(seen) == 2


def test_an_article_appears_at_its_very_moment(people) -> None:
    article = make_article(status="published", published_at=NOW, **people)

    for moment, shown in ((EARLIER, False), (NOW, True), (LATER, True)):
        with time_machine.travel(moment, tick=False):
            assert article.is_published is shown
            assert Article.objects.published().exists() is shown


def test_an_embargo_on_a_quote_ends_at_its_very_moment(people) -> None:
    quote = make_quote(verified=True, embargo_until=NOW)
    long_ago = NOW - datetime.timedelta(days=1)
    make_citation(make_article(status="published", published_at=long_ago, **people), quote)

    for moment, shown in ((EARLIER, False), (NOW, True), (LATER, True)):
        with time_machine.travel(moment, tick=False):
            assert quote.is_published is shown
            assert Quote.objects.published().exists() is shown


def test_actors_names_and_offices() -> None:
    shown, hidden = make_actor(), make_actor(is_public=False)
    for actor in (shown, hidden):
        make_name(actor)
        make_office(actor, body=make_actor(kind="state", country="IN", is_public=False)
                    if actor is shown else Actor.objects.get(country="IN"))  # fmt: skip

    assert agreed(Actor) == {shown.pk}
    assert agreed(ActorName) == keys(shown.names.all())
    assert agreed(Office) == keys(shown.offices.all())


def test_events_series_and_participations() -> None:
    for public_event, public_actor, series in product(PUBLIC, PUBLIC, [make_series(), None]):
        event = make_event(is_public=public_event, series=series, kind="summit")
        make_participation(event, make_actor(is_public=public_actor))
        make_participation(event, label="more than 20 leaders")
    only_hidden = make_series()
    make_event(is_public=False, series=only_hidden)
    empty = make_series()

    assert agreed(Event) == keys(Event.objects.filter(is_public=True))
    assert agreed(Summit) == keys(Event.objects.filter(is_public=True))
    assert agreed(Series) == keys(Series.objects.exclude(pk__in=[only_hidden.pk, empty.pk]))
    assert len(agreed(Participation)) == 2 + 4


def test_topics() -> None:
    topic = make_topic()

    assert agreed(Topic) == {topic.pk}


def test_coverage(articles) -> None:
    for article, public in product(articles, PUBLIC):
        make_coverage(article, make_event(is_public=public))

    assert len(agreed(Coverage)) == 2


def test_quotes_and_citations(articles, people) -> None:
    speakers = [make_actor(), make_actor(is_public=False)]
    published = next(a for a in articles if a.status == "published" and a.published_at == NOW)
    scheduled = next(a for a in articles if a.status == "published" and a.published_at == LATER)
    draft = next(a for a in articles if a.status == "draft")
    carriers = [(), (published,), (scheduled,), (draft,), (published, draft)]
    for number, quote in enumerate(quotes(people, speakers)):
        for article in carriers[number % len(carriers)]:
            make_citation(article, quote)
    for article in articles:
        make_citation(article, make_quote(verified=True, kind="indirect", speaker=speakers[0]))

    shown = agreed(Quote)

    assert shown
    for quote in Quote.objects.filter(pk__in=shown):
        assert (quote.status, quote.terms in ("on_record", "background")) == ("verified", True)
        assert quote.speaker in (None, speakers[0])
        assert quote.embargo_until is None or quote.embargo_until <= NOW
        assert agreed(Article) & keys(quote.articles.all())
    assert agreed(Citation) <= keys(Citation.objects.filter(quote__in=shown))


@pytest.mark.parametrize("carrier", [None, "draft", "scheduled", "published", "withdrawn"])
def test_every_quote_under_every_carrier(people, carrier) -> None:
    made = quotes(people, [make_actor(), make_actor(is_public=False)])
    times = {"draft": None, "scheduled": LATER, "published": NOW, "withdrawn": NOW}
    if carrier:
        status = "published" if carrier == "scheduled" else carrier
        article = make_article(status=status, published_at=times[carrier], **people)
        Citation.objects.bulk_create(
            Citation(article=article, quote=quote, kind="indirect") for quote in made
        )

    shown = agreed(Quote)

    # Verified, embargo none, past or ending now: on the record by the public speaker or by
    # nobody named, or on background by nobody named.
    assert len(shown) == (3 * 3 if carrier == "published" else 0)
    assert agreed(Citation) == keys(Citation.objects.filter(quote__in=shown))


def test_a_quote_is_counted_once_however_many_articles_carry_it(people) -> None:
    quote = make_quote(verified=True)
    for _ in range(3):
        make_citation(make_article(status="published", published_at=NOW, **people), quote)

    assert list(Quote.objects.published()) == [quote]


def test_claims(articles, people) -> None:
    subjects: list[dict[str, Any]] = [
        *({"event": make_event(is_public=public)} for public in PUBLIC),
        *({"actor": make_actor(is_public=public)} for public in PUBLIC),
        {"topic": make_topic()},
    ]
    sources: list[dict[str, Any]] = [{}, {"attributed_label": "reports"},
               *({"attributed_to": make_actor(is_public=public)} for public in PUBLIC)]  # fmt: skip
    published = next(a for a in articles if a.status == "published" and a.published_at == NOW)
    shown_quote, draft_quote = make_quote(verified=True), make_quote()
    make_citation(published, shown_quote)
    make_citation(published, draft_quote)
    for subject, source, quote in product(subjects, sources, [None, shown_quote, draft_quote]):
        make_claim(published, **subject, **source, quote=quote)
    for article in articles:
        make_claim(article)

    # 3 public subjects, 3 public sources, no quote or a public one; and one for each of the two
    # published articles.
    assert len(agreed(Claim)) == 3 * 3 * 2 + 2


def test_notices(articles) -> None:
    for article, issued_at in product(articles, [EARLIER, NOW, LATER]):
        make_notice(article, issued_at=issued_at)
    gone = make_article()
    make_notice(gone)
    gone.delete()

    # Two published articles and three retracted ones that were not still to appear, each with two
    # notices issued by now.
    assert len(agreed(Notice)) == (2 + 3) * 2
