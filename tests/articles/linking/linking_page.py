"""What the tests of the linking page do on it."""

from typing import Any

from django.urls import reverse

from articles.linking import Proposal, proposals
from articles.linking.decisions import Decision
from articles.models import Article
from tests.newsroom.page_form import read_form


def link_url(article: Article) -> str:
    return reverse("admin:articles_article_link_quotes", args=[article.pk])


def cards(response: Any) -> dict[str, Any]:
    """Return the cards of the page by the beginning of their words."""
    rows = [*response.context["marked"], *response.context["statements"]]
    return {row.proposal.quotation.words[:7]: row for row in rows}


def save(client: Any, article: Article, **changes: dict[str, Any]) -> Any:
    """Save the page as it stands, with changes to cards: {first words: {field: value}}."""
    page = client.get(link_url(article))
    return client.post(link_url(article), filled(page, **changes))


def filled(page: Any, **changes: dict[str, Any]) -> dict[str, Any]:
    """Return what the page would send, with these changes."""
    data = read_form(page)
    for beginning, fields in changes.items():
        card = next(row for words, row in cards(page).items() if words.startswith(beginning))
        for name, value in fields.items():
            data[f"{card.proposal.key}-{name}"] = value
    return data


def by_words(article: Article) -> dict[str, Proposal]:
    """Return the proposals for an article by the first word of each."""
    return {one.quotation.words.split()[0]: one for one in proposals(article)}


def decided(proposal: Proposal, **changes: Any) -> Decision:
    """Return the decision to link a quotation just as it is proposed."""
    found = proposal.found
    given: dict[str, Any] = {
        "key": proposal.key,
        "words": proposal.quotation.words,
        "kind": found.kind,
        "seen": frozenset(one.quote.pk for one in proposal.on_file),
        "attribution": proposal.attribution,
        "speaker": proposal.speaker,
        "source_description": proposal.source_description,
        "channel": proposal.channel,
        "platform": found.platform,
        "addressee": found.addressee,
        "carried_by": proposal.carrier,
        "said_on": proposal.said_on.edtf,
        "said_on_basis": proposal.said_on.basis,
        "said_at": proposal.said_at,
        "continues_key": proposal.continues_key,
        "cue": found.cue,
        "speaker_as_printed": found.speaker_as_printed,
        "paragraph": proposal.quotation.paragraph,
        "context": proposal.quotation.context,
    }
    return Decision(**{**given, **changes})
