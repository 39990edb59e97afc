from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest
import time_machine
from django.core.signing import Signer
from django.utils import timezone, translation

from actors.models import Actor
from actors.resources import is_previewing, previewing, visible
from articles.models import Article, Citation, Coverage, Notice, Quote, Topic
from articles.serializers import ArticleSerializer
from newsroom.problems import InvalidParameters
from newsroom.wire.preview import make_token, preview_address, preview_of, read_token
from newsroom.wire.verifying import differences
from summits.models import Event, Series
from tests import hidden
from tests.factories import (
    make_actor,
    make_article,
    make_citation,
    make_coverage,
    make_event,
    make_office,
    make_organisation,
    make_quote,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
FORGED = "This is no preview link of this desk. Copy the whole link, or ask the desk for a new one."
OF_ANOTHER = "This preview link is for another article. Open it at that article's own address."
EXPIRED = "This preview link has expired. Ask the desk for a new one."


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def previewed(article: Article) -> dict:
    body = preview_of(article.slug, make_token(article))
    assert body is not None
    return orjson.loads(body)


def refusal(text: str, slug: str) -> str:
    with pytest.raises(InvalidParameters) as refused:
        read_token(text, slug)
    assert list(refused.value.problems) == ["preview"]
    [sentence] = refused.value.problems["preview"]
    return sentence


# ---------------------------------------------------------------- tokens


def test_a_token_tells_when_it_expires(settings, clock):
    settings.PREVIEW_HOURS = 72
    article = make_article()

    assert read_token(make_token(article), article.slug) == NOW + timedelta(hours=72)
    assert read_token(make_token(article, 1), article.slug) == NOW + timedelta(hours=1)


def test_a_token_expires_at_its_very_second(clock):
    article = make_article()
    token = make_token(article, 1)

    clock.shift(timedelta(minutes=59, seconds=59))
    assert read_token(token, article.slug) == NOW + timedelta(hours=1)
    clock.shift(timedelta(seconds=1))
    assert refusal(token, article.slug) == EXPIRED


def test_a_token_of_another_article_says_so():
    article, other = make_article(), make_article()

    assert refusal(make_token(other), article.slug) == OF_ANOTHER


def test_a_token_signed_for_something_else_is_forged():
    article = make_article()
    content = [article.slug, int(timezone.now().timestamp()) + 3600]

    assert refusal(Signer(sep=".").sign_object(content), article.slug) == FORGED
    other_key = Signer(key="x" * 50, salt="newsroom.wire.preview", sep=".")
    assert refusal(other_key.sign_object(content), article.slug) == FORGED


@pytest.mark.parametrize("text", ["", ".", "x", "a.b", "\0.\0", "é.ü", "\ud800.x", "x" * 100_000])
def test_what_is_no_token_is_forged(text):
    assert refusal(text, "some-article") == FORGED


def test_every_change_of_a_character_makes_a_token_forged():
    article = make_article(slug="a-draft")
    token = make_token(article)

    for place, letter in enumerate(token):
        changed = token[:place] + ("A" if letter != "A" else "B") + token[place + 1 :]
        # The last letter of base64 carries bits that mean nothing; the text is compared.
        assert refusal(changed, article.slug) == FORGED


def test_an_address_needs_no_escapes():
    article = make_article(slug="a-draft")
    token = make_token(article)

    address = urlsplit(preview_address(article, token))

    assert address.path == "/api/v1/articles/a-draft/"
    assert address.query == f"preview={token}"
    assert parse_qs(address.query) == {"preview": [token]}


# ---------------------------------------------------------------- which articles


def test_articles_to_come_and_no_others_have_a_preview():
    now, later = timezone.now(), timezone.now() + timedelta(days=1)
    statuses = {
        "draft": make_article(),
        "in_review": make_article(status="in_review"),
        "scheduled": make_article(published=True, published_at=later),
        "published": make_article(published=True),
        "withdrawn": make_article(status="withdrawn", published_at=now),
        "retracted": make_article(status="retracted", published_at=now, retracted_at=now),
        "retracted unread": make_article(status="retracted", published_at=later, retracted_at=now),
    }

    shown = {
        name: body and orjson.loads(body)["preview"]["status"]
        for name, article in statuses.items()
        for body in [preview_of(article.slug, make_token(article))]
    }

    assert shown == {
        "draft": "draft",
        "in_review": "in_review",
        "scheduled": "scheduled",
        "published": None,
        "withdrawn": None,
        "retracted": None,
        "retracted unread": None,
    }
    to_come = set(Article.objects.to_come())
    assert to_come == {article for article in statuses.values() if article.is_to_come}
    assert to_come == {statuses["draft"], statuses["in_review"], statuses["scheduled"]}


def test_an_article_that_is_gone_has_no_preview():
    article = make_article()
    token = make_token(article)
    article.delete()

    assert preview_of(article.slug, token) is None


def test_at_its_hour_a_scheduled_article_has_no_preview_any_more(clock):
    at = NOW + timedelta(hours=1)
    article = make_article(published=True, published_at=at)
    token = make_token(article)

    assert preview_of(article.slug, token) is not None
    clock.move_to(at)
    assert preview_of(article.slug, token) is None


# ---------------------------------------------------------------- what it shows


def test_a_preview_is_the_representation_that_readers_will_get(clock):
    speaker = make_actor(is_public=False)
    office = make_office(speaker, title="Spokesman", body=make_organisation(is_public=False))
    article = make_article(outlet=office.body, image_caption="The hall")
    article.topics.set([make_topic()])
    quote = make_quote(verified=True, speaker=speaker, office=office)
    make_citation(article, quote, title_on_day=quote.title_on_day)
    make_coverage(article, make_event(is_public=False))
    article.refresh_from_db()

    seen = previewed(article)

    assert seen.pop("preview") == {"status": "draft", "expires_at": "2026-09-04T12:00:00Z"}
    Actor.objects.update(is_public=True)
    Event.objects.update(is_public=True)
    Article.objects.update(
        status="published", published_at=NOW, created_by=make_user(), reviewed_by=make_user()
    )
    [public] = ArticleSerializer.loaded(Article.objects.published())
    later = orjson.loads(orjson.dumps(ArticleSerializer(public).data))
    assert seen == {**later, "published_at": None}
    assert seen["citations"][0]["title_on_day"] == f"Spokesman, {office.body.name}"


def test_a_title_is_shown_before_it_is_frozen():
    office = make_office(title="Spokesman")
    article = make_article()
    make_citation(article, make_quote(speaker=office.holder, office=office))

    [citation] = previewed(article)["citations"]

    assert citation["title_on_day"] == f"Spokesman, {office.body.name}"


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"status": "draft"}, True),
        ({"status": "disputed"}, True),
        ({"verified": True, "embargo_until": datetime(2126, 1, 1, tzinfo=UTC)}, True),
        ({"attribution": "unnamed", "terms": "background"}, True),
        ({"status": "withdrawn"}, False),
        ({"terms": "off_record"}, False),
        ({"terms": "off_record", "status": "withdrawn"}, False),
    ],
)
def test_quotes_are_shown_but_those_off_the_record_and_withdrawn(fields, shown):
    article, quote = make_article(), make_quote(kind="indirect", **fields)
    make_citation(article, quote, cue="whispered")

    cited = previewed(article)["citations"]

    assert [citation["quote"]["slug"] for citation in cited] == ([quote.slug] if shown else [])


def test_an_anonymous_source_stays_anonymous():
    article = make_article()
    quote = make_quote(
        attribution="anonymous",
        terms="background",
        source_description="A diplomat",
        anonymity_reason="Feared for the post",
        note="It was Boris",
    )
    make_citation(
        article,
        quote,
        speaker_as_printed="Boris Nikitin",
        title_as_printed="Counsellor",
        title_on_day="Counsellor, Embassy",
    )

    body = preview_of(article.slug, make_token(article))

    assert body is not None
    [citation] = orjson.loads(body)["citations"]
    assert citation["quote"]["speaker"] is None
    assert citation["quote"]["attribution_line"] == "A diplomat"
    assert [citation[name] for name in citation if name.startswith(("speaker", "title"))] == [
        *[""] * 3
    ]
    assert all(word not in body for word in (b"Boris", b"Counsellor"))


def test_internal_notes_and_people_of_the_desk_stay_inside():
    author = make_user(username="secretauthor", first_name="Secretauthor")
    article = make_article(created_by=author, note="Secretnote", embargo_until=None)
    make_citation(article, make_quote(note="Secretnote", created_by=author))
    make_coverage(article, make_event(note="Secretnote"))

    body = preview_of(article.slug, make_token(article))

    assert body is not None
    assert b"ecretnote" not in body
    assert b"ecretauthor" not in body


# ---------------------------------------------------------------- what readers see meanwhile


def test_a_preview_opens_nothing_to_readers():
    hidden.build()
    models = (Actor, Article, Citation, Coverage, Event, Notice, Quote, Series, Topic)
    before = {model: set(model.objects.published()) for model in models}

    with previewing():
        assert {model: set(model.objects.published()) for model in models} == before
        assert set(visible(Actor)) == set(Actor.objects.all())
        assert set(visible(Notice)) == before[Notice]
        assert set(visible(Article)) == before[Article]
        assert Quote.objects.filter(terms="off_record").exists()
        assert not visible(Quote).filter(terms="off_record").exists()
        assert not visible(Citation).filter(quote__terms="off_record").exists()

    assert {model: set(visible(model)) for model in models} == before


def test_what_is_stored_is_for_readers_whoever_has_it_made():
    hidden.build()
    assert list(differences()) == []

    with previewing(), timezone.override("Asia/Tokyo"), translation.override("de"):
        assert list(differences()) == []
        assert is_previewing()


def test_a_preview_that_fails_leaves_no_gate_open(monkeypatch):
    article = make_article()

    def fail(*_arguments):
        raise RuntimeError

    monkeypatch.setattr(ArticleSerializer, "to_representation", fail)
    with pytest.raises(RuntimeError):
        preview_of(article.slug, make_token(article))

    assert not is_previewing()


def test_every_hidden_article_to_come_has_a_preview_without_words_off_the_record():
    hidden.build()
    off_record = hidden.slug_of("quote-off-record")
    quote = Quote.objects.get(slug=off_record)

    for article in Article.objects.to_come():
        make_citation(article, quote)
        cited = [citation["quote"]["slug"] for citation in previewed(article)["citations"]]
        assert cited
        assert off_record not in cited


def test_a_preview_costs_the_same_queries_however_much_is_cited(
    django_assert_max_num_queries, django_assert_num_queries
):
    def draft(number):
        article = make_article()
        for _ in range(number):
            office = make_office()
            make_citation(article, make_quote(speaker=office.holder, office=office))
            make_coverage(article, make_event())
        return article

    small, large = draft(1), draft(5)
    with django_assert_max_num_queries(16) as few:
        previewed(small)

    with django_assert_num_queries(len(few)):
        previewed(large)
