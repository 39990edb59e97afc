"""The forms of articles and quotes: what they fill in and what they say about it."""

from typing import Any

from django import forms
from django.utils.text import get_text_list

from actors.dates import read_edtf
from actors.forms import DeskModelForm
from actors.models import Actor, ActorKind, Office
from actors.widgets import MomentInput

from .choices import QuoteKind
from .markdown import paragraphs
from .models import Article, Quote
from .services import propose_office
from .verbatim import fold_typography, stands_between_marks


class ArticleForm(DeskModelForm):
    """An article, and when to publish it."""

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
        quote = cleaned.get("quote") or getattr(self.instance, "quote", None)
        article = cleaned.get("article") or getattr(self.instance, "article", None)
        if quote and article:
            taken = taken_from(quote, article.body, cleaned)
            cleaned.update({name: value for name, value in taken.items() if not cleaned.get(name)})
        cleaned["kind"] = cleaned.get("kind") or QuoteKind.DIRECT
        return cleaned


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

    def clean(self) -> dict[str, Any] | None:
        """Propose the speaker's office on the day of the quote."""
        cleaned = super().clean() or self.cleaned_data
        speaker = self._value(cleaned, "speaker")
        if speaker and self._value(cleaned, "office") is None:
            self._propose(cleaned, speaker, str(self._value(cleaned, "said_on_edtf") or ""))
        return cleaned

    def _propose(self, cleaned: dict[str, Any], speaker: Actor, day: str) -> None:
        office = propose_office(speaker, read_edtf(day))
        if office is not None:
            cleaned["office"] = office
            self.given = {**self.given, "office": office}
            self.remarks.append(f"Filled in the office on that day: {office}.")
        elif hint := office_hint(speaker, day):
            self.remarks.append(hint)

    def _value(self, cleaned: dict[str, Any], name: str) -> Any:
        return cleaned.get(name) if name in self.fields else getattr(self.instance, name)


def office_hint(speaker: Actor | None, day: str) -> str:
    """Say why no office is filled in, or nothing where none is to be expected."""
    if speaker is None or speaker.kind != ActorKind.PERSON or not speaker.offices.exists():
        return ""
    dates = read_edtf(day)
    possible = list(speaker.offices.possible_on(dates.earliest, dates.latest)[:5])
    if not possible:
        return f"No office of {speaker} is on file for that day: add it, or leave it empty."
    if len(possible) > 1:
        return f"{speaker} had several offices then. Choose one: {_titles(possible)}."
    return f"Save, and the office on that day is filled in: {possible[0].label}."


def _titles(offices: list[Office]) -> str:
    return str(get_text_list([office.label for office in offices], "or"))
