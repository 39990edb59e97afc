"""What an article shows: the actors and events that readers meet by way of it."""

from django.db import models
from django.db.models import Q

from actors.models import Actor
from summits.models import Event

from .models import Article, Quote


def hidden_references(article: Article) -> list[Actor | Event]:
    """Return the actors and events that the article shows and that are not ticked public."""
    quotes = Quote.objects.filter(citations__article=article)
    claims = article.claims.all()
    actors = (
        Q(quotes__in=quotes)
        | Q(offices_within__quotes__in=quotes)
        | Q(quotes_carried__in=quotes)
        | Q(articles_as_credit=article)
        | Q(articles_as_outlet=article)
        | Q(claims__in=claims)
        | Q(claims_made__in=claims)
    )
    events = (
        Q(articles=article)
        | Q(quotes_said_at__in=quotes)
        | Q(quotes_about__in=quotes)
        | Q(claims__in=claims)
    )
    return [*_hidden(Actor, actors), *_hidden(Event, events)]


def _hidden(model: type[Actor | Event], shown: Q) -> models.QuerySet:
    return model._default_manager.filter(
        pk__in=model._default_manager.filter(shown, is_public=False).values("pk")
    )
