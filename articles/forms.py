"""The forms of articles and quotes: what they fill in and what they say about it."""

import copy
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import InlineForeignKeyField
from django.utils.text import get_text_list

from actors.dates import known_date
from actors.forms import DeskModelForm
from actors.locks import lock_rows
from actors.models import Actor, ActorKind, Office
from actors.widgets import MomentInput

from .choices import QuoteKind
from .history import forget_speaker
from .markdown import paragraphs
from .models import Article, Quote
from .rules import citation_problems
from .services import propose_office
from .verbatim import fold_typography, stands_between_marks

#: What may break a citation that is not changed itself, and where the form then says so.
BREAKS_CITATIONS = {"R1": ("body",), "R4": ("source_date", "source_updated")}
#: As many rows as Django reads of one page.
MOST_ROWS = 2000
#: What nobody rewrites in an anonymous quote of their own once somebody else has verified it.
SWORN = ("text", "context", "original_text", "attribution", "speaker", "source_description")


class ArticleForm(DeskModelForm):
    """An article, and when to publish it."""

    #: Whether the page has its citations as rows, which check themselves.
    has_citation_rows = True

    publish_at = forms.DateTimeField(
        label="Publish at",
        required=False,
        widget=MomentInput,
        help_text="Used by “Save and publish” only. Empty: now, or when the embargo ends.",
    )

    class Meta:
        model = Article
        fields = ("headline",)
        widgets = {"headline": forms.Textarea(attrs={"rows": 1})}

    def clean_headline(self) -> str:
        """Keep the headline on one line: its box grows with it, but Enter means nothing there."""
        return " ".join(str(self.cleaned_data["headline"]).split())

    def clean(self) -> dict[str, Any] | None:
        """Let an embargo move the old publication time of an article that is a draft again."""
        cleaned = super().clean() or self.cleaned_data
        embargo, published_at = cleaned.get("embargo_until"), self.instance.published_at
        fixed = (Article.Status.PUBLISHED, Article.Status.RETRACTED)
        if embargo and published_at and self.instance.status not in fixed:
            self.given = {**self.given, "published_at": max(embargo, published_at)}
        return cleaned

    def _post_clean(self) -> None:
        before = copy.copy(self.instance)
        super()._post_clean()
        fields = {name for names in BREAKS_CITATIONS.values() for name in names}
        if self.instance.pk is not None and fields & set(self.changed_data):
            self._check_citations(before)

    def _check_citations(self, before: Article) -> None:
        """Refuse what breaks a stored citation that has no row on the page (R1, R4)."""
        rows = self.instance.citations.exclude(pk__in=self._citations_on_the_page())
        for citation in rows.select_related("quote__speaker"):
            citation.article = before
            known = citation_problems(citation)
            citation.article = self.instance
            for problem in citation_problems(citation):
                places = BREAKS_CITATIONS.get(problem.rule, ())
                place = next((name for name in places if name in self.changed_data), None)
                if place and problem not in known:
                    self.add_error(place, f"“{citation.quote}”: {problem.sentence}")

    def _citations_on_the_page(self) -> list[int]:
        if not self.has_citation_rows:
            return []
        typed = str(self.data.get("citations-INITIAL_FORMS", ""))
        number = min(int(typed), MOST_ROWS) if typed.isdecimal() else 0
        keys = [str(self.data.get(f"citations-{place}-id", "")) for place in range(number)]
        return [int(key) for key in keys if key.isdecimal()]


class CitationForm(DeskModelForm):
    """A citation; what the quote and the body tell already need not be typed again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields.get("kind")
        if kind is None:
            return
        kind.required = False
        kind.choices = [("", "Same as the quote"), *QuoteKind.choices]  # type: ignore[attr-defined]
        if self.instance.pk is None:
            kind.initial = self.initial["kind"] = ""

    def clean(self) -> dict[str, Any] | None:
        """Take kind and context from the quote, words and paragraph from the body."""
        cleaned = super().clean() or self.cleaned_data
        if self.is_settled and not self.has_changed():
            return cleaned
        self._lock_article(cleaned)
        quote = cleaned.get("quote") or getattr(self.instance, "quote", None)
        article = cleaned.get("article") or getattr(self.instance, "article", None)
        if quote and article:
            taken = taken_from(quote, article.body, cleaned)
            cleaned.update({name: value for name, value in taken.items() if not cleaned.get(name)})
            self._freeze_title(article, quote)
        cleaned["kind"] = cleaned.get("kind") or QuoteKind.DIRECT
        return cleaned

    def _lock_article(self, cleaned: dict[str, Any]) -> None:
        """Hold the article as it is while its new citation is checked and saved.

        On the article's own page it is locked already, and has words that are not saved yet.
        """
        article = cleaned.get("article")
        if article and not isinstance(self.fields["article"], InlineForeignKeyField):
            lock_rows(Article.objects.filter(pk=article.pk))
            article.refresh_from_db()

    def _freeze_title(self, article: Article, quote: Quote) -> None:
        """Keep the title on the day where the article is out already (R3)."""
        is_new = "quote" in self.changed_data or not self.instance.title_on_day
        if article.status == Article.Status.PUBLISHED and is_new:
            self.given = {**self.given, "title_on_day": quote.title_on_day}


def taken_from(quote: Quote, body: str, typed: dict[str, Any]) -> dict[str, Any]:
    """Return what a citation of the quote holds where an editor typed nothing else."""
    kind = typed.get("kind") or quote.kind
    printed = typed.get("as_printed") or ""
    if not printed and kind != QuoteKind.INDIRECT and stands_between_marks(quote.text, body):
        printed = quote.text
    taken = {"kind": kind, "as_printed": printed}
    if kind == QuoteKind.MIXED:
        taken["context"] = quote.context
    if typed.get("paragraph") is None and (number := paragraph_of(printed, body)):
        taken["paragraph"] = number
    return taken


def paragraph_of(printed: str, body: str) -> int | None:
    """Return the number of the body's first paragraph that holds the words, None for nowhere."""
    words = fold_typography(printed)
    for number, paragraph in enumerate(paragraphs(body), start=1):
        if words and words in fold_typography(paragraph):
            return number
    return None


class QuoteForm(DeskModelForm):
    """A quote; an empty office is filled in where only one is possible on that day (R3)."""

    #: What the quote was called before it was saved.
    known_as = ""

    def clean(self) -> dict[str, Any] | None:
        """Keep what somebody else verified; propose the speaker's office on the day."""
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk is not None:
            self.known_as = str(self.instance)
        self._refuse_rewriting(cleaned)
        self._refuse_hiding_what_is_verified(cleaned)
        speaker = self._value(cleaned, "speaker")
        if speaker and self._value(cleaned, "office") is None:
            self._propose(cleaned, speaker, str(self._value(cleaned, "said_on_edtf") or ""))
        return cleaned

    def after_saving(self) -> None:
        """Name the articles that print other words (R12); forget who an anonymous source was."""
        self.warnings.extend(no_longer_printed(self.instance))
        if self.instance.attribution == Quote.Attribution.ANONYMOUS:
            forget_speaker(self.instance, self.known_as)

    def _refuse_rewriting(self, cleaned: dict[str, Any]) -> None:
        """R9: who entered an anonymous quote does not change what another has verified."""
        quote, anonymous = self.instance, Quote.Attribution.ANONYMOUS
        if anonymous not in (quote.attribution, cleaned.get("attribution")):
            return
        if quote.status != Quote.Status.VERIFIED or quote.created_by_id != self._user_id:
            return
        for name in SWORN:
            if name in self.changed_data:
                self.add_error(
                    name, "You entered this anonymous quote, so somebody else has to correct it."
                )

    def _refuse_hiding_what_is_verified(self, cleaned: dict[str, Any]) -> None:
        is_verified = self.instance.status == Quote.Status.VERIFIED
        if is_verified and cleaned.get("terms") == Quote.Terms.OFF_RECORD:
            self.add_error(
                "terms",
                "Words off the record are never verified for print. Return the quote to draft "
                "first, then take it off the record.",
            )

    @property
    def _user_id(self) -> int | None:
        return self.user.pk if self.user else None

    def _propose(self, cleaned: dict[str, Any], speaker: Actor, day: str) -> None:
        """Fill in the office of a new speaker or day; an office that was emptied stays empty."""
        is_new = self.instance.pk is None or {"speaker", "said_on_edtf"} & set(self.changed_data)
        if not is_new and "office" not in self.changed_data:
            return
        office = propose_office(speaker, known_date(day)) if is_new else None
        if office is not None:
            cleaned["office"] = office
            self.given = {**self.given, "office": office}
            self.remarks.append(f"Filled in the office on that day: {office}.")
        elif hint := office_hint(speaker, day):
            self.remarks.append(hint)

    def _value(self, cleaned: dict[str, Any], name: str) -> Any:
        return cleaned.get(name) if name in self.fields else getattr(self.instance, name)


def no_longer_printed(quote: Quote) -> Iterator[str]:
    """Yield a sentence for each article that prints other words, or prints them as more (R12)."""
    for citation in quote.citations.select_related("article"):
        citation.quote = quote
        broken = {problem.rule for problem in citation_problems(citation)}
        if "R1" in broken:
            yield f"“{citation.article}” prints other words. Correct its body and citation."
        if "R2" in broken:
            yield (
                f"“{citation.article}” cites this {quote.kind} quote as {citation.kind}. "
                "Correct its citation."
            )


def office_hint(speaker: Actor | None, day: str) -> str:
    """Say why no office is filled in, or nothing where none is to be expected."""
    if speaker is None or speaker.kind != ActorKind.PERSON or not speaker.offices.exists():
        return ""
    dates = known_date(day)
    possible = list(speaker.offices.possible_on(dates.earliest, dates.latest)[:5])
    if not possible:
        return f"No office of {speaker} is on file for that day: add it, or leave it empty."
    if len(possible) > 1:
        return f"{speaker} had several offices then. Choose one: {_titles(possible)}."
    return f"One office was possible then: {possible[0].label}. Choose it, or leave it empty."


def _titles(offices: list[Office]) -> str:
    return str(get_text_list([office.label for office in offices], "or"))
