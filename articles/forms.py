"""The forms of articles and their citations: what they fill in and what they say about it."""

import copy
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from actors.forms import DeskModelForm
from actors.keys import as_number, as_numbers

from .choices import QuoteKind
from .markdown import paragraphs
from .models import Article, Quote
from .proposed import proposed_choices
from .rules import citation_problems
from .stale import Meanwhile, meanwhile, take_over
from .verbatim import fold_typography, stands_between_marks

#: What may break a citation that is not changed itself, and where the form then says so.
BREAKS_CITATIONS = {"R1": ("body",), "R4": ("source_date", "source_updated")}
#: As many rows as Django reads of one page.
MOST_ROWS = 2000


class ArticleForm(DeskModelForm):
    """An article; a save over a newer version is refused with what changed (R11)."""

    #: Whether the page has its citations as rows, which check themselves.
    has_citation_rows = True
    is_guarded = False  # it knows its versions by number

    edit_counter = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Article
        fields = ("headline",)
        widgets = {"headline": forms.Textarea(attrs={"rows": 1})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(
            proposed_choices(self.instance), edit_counter=self.instance.edit_counter
        )
        self.meanwhile = self._merge() if self.is_bound and self.instance.pk else None

    def _merge(self) -> Meanwhile | None:
        """Take over what a colleague saved meanwhile; the next save then goes over that version."""
        counter = as_number(str(self.data.get("edit_counter", "")))
        since = meanwhile(
            self.instance, counter or 0, self.user
        )  # without a number: as if opened first
        if since is not None:
            take_over(self, since)
            self.instance.meanwhile = since  # its rows on the page take over likewise
        return since

    def clean_headline(self) -> str:
        """Keep the headline on one line: its box grows with it, but Enter means nothing there."""
        return " ".join(str(self.cleaned_data["headline"]).split())

    def clean(self) -> dict[str, Any] | None:
        """Let an embargo move the old publication time of an article that is a draft again."""
        cleaned = super().clean() or self.cleaned_data
        if self.meanwhile is not None:
            self.add_error(None, ValidationError(self.meanwhile.sentence, code="R11"))
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

    def after_saving(self) -> None:
        """Name the quotes whose words do not stand in the body yet (R1)."""
        for citation in self.instance.citations.select_related("quote__speaker"):
            citation.article = self.instance
            for problem in citation_problems(citation):
                if problem.rule == "R1":
                    self.warnings.append(f"“{citation.quote}”: {problem.sentence}")

    def _check_citations(self, before: Article) -> None:
        """Refuse what breaks a stored citation that has no row on the page (R4; R1 in print)."""
        is_draft = self.instance.status != Article.Status.PUBLISHED
        rows = self.instance.citations.exclude(pk__in=self._citations_on_the_page())
        for citation in rows.select_related("quote__speaker"):
            citation.article = before
            known = citation_problems(citation)
            citation.article = self.instance
            for problem in citation_problems(citation):
                if is_draft and problem.rule == "R1":
                    continue  # after_saving warns of it
                places = BREAKS_CITATIONS.get(problem.rule, ())
                place = next((name for name in places if name in self.changed_data), None)
                if place and problem not in known:
                    self.add_error(place, f"“{citation.quote}”: {problem.sentence}")

    def _citations_on_the_page(self) -> list[int]:
        if not self.has_citation_rows:
            return []
        typed = as_number(str(self.data.get("citations-INITIAL_FORMS", ""))) or 0
        places = range(min(typed, MOST_ROWS))
        return as_numbers(str(self.data.get(f"citations-{place}-id", "")) for place in places)


class CitationForm(DeskModelForm):
    """A citation; what the quote and the body tell already need not be typed again."""

    is_guarded = False  # the article's page compares its rows

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
        quote = cleaned.get("quote") or getattr(self.instance, "quote", None)
        article = cleaned.get("article") or getattr(self.instance, "article", None)
        if quote and article:
            taken = taken_from(quote, article.body, cleaned)
            cleaned.update({name: value for name, value in taken.items() if not cleaned.get(name)})
            self._follow_the_words(article.body, cleaned)
        cleaned["kind"] = cleaned.get("kind") or QuoteKind.DIRECT
        return cleaned

    def _follow_the_words(self, body: str, cleaned: dict[str, Any]) -> None:
        """Renumber a paragraph whose words moved, unless its number was typed in this save."""
        if self.instance.pk is None or "paragraph" in self.changed_data:
            return
        printed = str(cleaned.get("as_printed") or "")
        number = moved_to(printed, cleaned.get("paragraph"), body)
        if number is not None:
            cleaned["paragraph"] = number
            self.changed_data.append("paragraph")  # so that the row is saved and on record


class CoverageForm(DeskModelForm):
    """An event that an article is about."""

    is_guarded = False  # as above


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
    return next(iter(_paragraphs_with(printed, body)), None)


def moved_to(printed: str, number: int | None, body: str) -> int | None:
    """Return where the words of a paragraph stand now, None where its number is right already.

    0 and no number are an editor's word for something else than a paragraph of the body.
    """
    holders = _paragraphs_with(printed, body) if number else []
    if number is None or number in holders or not holders:
        return None
    return min(holders, key=lambda place: abs(place - number))


def _paragraphs_with(printed: str, body: str) -> list[int]:
    words = fold_typography(printed)
    if not words:
        return []
    return [place for place, text in enumerate(_folded(body), start=1) if words in text]


@lru_cache(maxsize=16)
def _folded(body: str) -> tuple[str, ...]:
    return tuple(fold_typography(paragraph) for paragraph in paragraphs(body))
