"""What a notice says before a desk editor changes it: a sentence for each kind of change."""

import pytest

from articles.models import Quote
from articles.notice_texts import suggested_notice
from articles.services import open_corrections, state_of
from tests.factories import make_actor, make_article, make_citation, make_quote, make_user

pytestmark = pytest.mark.django_db


def changed(quote, **fields):
    """Change the quote as its page does, and return the one correction that this opens."""
    before = state_of(quote)
    if fields.get("speaker"):
        fields["speaker"] = make_actor(name=fields["speaker"])
    for name, value in fields.items():
        setattr(quote, name, value)
    quote.save()
    (correction,) = open_corrections(quote, before, by=make_user())
    return correction


@pytest.mark.parametrize(
    ("before", "after", "suggestion"),
    [
        ({}, {"text": "We have met"}, ("An earlier version of this article misquoted Ana Orlova: "
            "the words were “We have met”.")),
        (
            {},
            {"speaker": "Boris Petrov"},
            ("An earlier version of this article attributed “We met” to Ana Orlova. "
            "The speaker was Boris Petrov."),
        ),
        (
            {},
            {
                "attribution": "anonymous", "terms": "background", "speaker": None,
                "source_description": "an official",
            },
            ("An earlier version of this article did not give the right source of “We met”. "
            "The source is an official."),
        ),
        (
            {},
            {"attribution": "unnamed", "speaker": None, "source_description": "experts"},
            ("An earlier version of this article did not give the right source of “We met”. "
            "The source is experts."),
        ),
        (
            {},
            {"kind": "indirect"},
            ("An earlier version of this article put in quotation marks what was a paraphrase of "
            "Ana Orlova."),
        ),
        (
            {"kind": "indirect"},
            {"text": "They met twice."},
            "An earlier version of this article misreported what Ana Orlova said: They met twice.",
        ),
        (
            {},
            {"status": "disputed"},
            ("This article quoted Ana Orlova as saying “We met”. "
            "The quotation is disputed, and we are looking into it."),
        ),
        (
            {},
            {"status": "draft", "verified_by": None},
            ("This article quoted Ana Orlova as saying “We met”. "
            "We are checking this quotation again."),
        ),
    ],
)  # fmt: skip
def test_each_kind_of_change_has_its_sentence(before, after, suggestion):
    speaker = make_actor(name="Ana Orlova")
    quote = make_quote(verified=True, text="We met", speaker=speaker, **before)
    citation = make_citation(make_article(published=True), quote)

    assert suggested_notice(changed(quote, **after), citation) == suggestion


ANONYMOUS = {
    "attribution": "anonymous",
    "terms": "background",
    "speaker": None,
    "source_description": "an official",
}
NAMED = {
    "attribution": "named",
    "terms": "on_record",
    "speaker": "Ana Orlova",
    "source_description": "",
}


def test_who_became_anonymous_is_named_in_no_notice_whatever_changed_on_the_way():
    quote = make_quote(verified=True, text="We met", speaker=make_actor(name="Ana Orlova"))
    citation = make_citation(make_article(published=True), quote)
    changed(quote, speaker="Boris Petrov", text="We have met")

    text = suggested_notice(changed(quote, **ANONYMOUS), citation)

    assert text == (
        "An earlier version of this article did not give the right source of “We met”. "
        "The source is an official. "
        "An earlier version of this article misquoted an official: "
        "the words were “We have met”."
    )


def test_who_was_anonymous_and_is_named_now_is_named():
    quote = make_quote(verified=True, text="We met", **ANONYMOUS)
    citation = make_citation(make_article(published=True), quote)

    text = suggested_notice(changed(quote, **NAMED), citation)

    assert text == (
        "An earlier version of this article did not give the right source of “We met”. "
        "The source is Ana Orlova."
    )


def test_a_long_quote_is_shortened_and_one_without_citation_has_a_sentence_too():
    quote = make_quote(verified=True, text="We met", speaker=make_actor(name="Ana Orlova"))
    make_citation(make_article(published=True), quote)

    text = suggested_notice(changed(quote, text="Word " * 500, status="verified"), None)

    assert text.startswith("An earlier version of this article misquoted Ana Orlova: the words")
    assert text.endswith("Word …”.")
    assert len(text) < 400
    assert Quote.objects.get().text == "Word " * 500
