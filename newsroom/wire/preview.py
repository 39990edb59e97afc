"""Previews: a signed link shows one article that is still to come, as readers would get it."""

import datetime
from datetime import timedelta
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from actors.resources import address, previewing
from articles.models import Article
from articles.serializers import ArticleSerializer
from newsroom.problems import InvalidParameters

PARAMETER = "preview"

FORGED = "This is no preview link of this desk. Copy the whole link, or ask the desk for a new one."
OF_ANOTHER = "This preview link is for another article. Open it at that article's own address."
EXPIRED = "This preview link has expired. Ask the desk for a new one."


def make_token(article: Article, hours: int | None = None) -> str:
    """Return what lets its holder see the article for so many hours, PREVIEW_HOURS unless told."""
    lasts = timedelta(hours=settings.PREVIEW_HOURS if hours is None else hours)
    expires_at = int((timezone.now() + lasts).timestamp())
    return _signer().sign_object([article.slug, expires_at])


def read_token(text: str, slug: str) -> datetime.datetime:
    """Return when a token for the article of that slug expires, or refuse it."""
    try:
        of, expires_at = _signer().unsign_object(text)
    except (BadSignature, UnicodeError):  # the second: a lone surrogate cannot be signed
        raise _refused(FORGED) from None
    if of != slug:
        raise _refused(OF_ANOTHER)
    expires = datetime.datetime.fromtimestamp(expires_at, datetime.UTC)
    if expires <= timezone.now():
        raise _refused(EXPIRED)
    return expires


def preview_address(article: Article, token: str) -> str:
    """Return the root-relative address at which a token shows its article."""
    return f"{address('articles', article.slug)}?{urlencode({PARAMETER: token})}"


def preview_of(slug: str, token: str) -> bytes | None:
    """Return the JSON of an article as the holder of a token gets it.

    None where nothing is to come at this address: the holder then gets what everybody gets, the
    article once it is out, a tombstone or nothing. Raises InvalidParameters where the token is
    not one for this article. Nobody may keep the answer.
    """
    if Article.objects.published().filter(slug=slug).exists():
        return None  # links outlive their purpose: the article is out
    expires_at = read_token(token, slug)
    with previewing():
        article = ArticleSerializer.loaded(Article.objects.to_come().filter(slug=slug)).first()
        if article is None:
            return None
        document = dict(ArticleSerializer(article).data)
    status = "scheduled" if article.is_scheduled else str(article.status)
    document["preview"] = {"status": status, "expires_at": expires_at}
    return orjson.dumps(document, option=orjson.OPT_UTC_Z)


def _signer() -> Signer:
    # The point between its parts needs no escape in an address.
    return Signer(salt="newsroom.wire.preview", sep=".")


def _refused(sentence: str) -> InvalidParameters:
    return InvalidParameters({PARAMETER: [sentence]})
