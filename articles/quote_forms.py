"""The form of a quote: what it fills in, what it refuses, and what it says once it is saved."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import get_text_list

from actors.dates import known_date
from actors.forms import DeskModelForm
from actors.models import Actor, ActorKind, Office
from actors.widgets import narrow
from summits.forms import fill_basis

from .history import forget_speaker
from .models import Article, ArticleStatus, Quote
from .quote_workflow import PERMISSION
from .rules import citation_problems
from .services import open_corrections, propose_office, state_of

#: What nobody rewrites in an anonymous quote of their own once somebody else has verified it.
SWORN = ("text", "context", "original_text", "attribution", "speaker", "source_description")
#: What was checked against the source when the quote was verified: its words and its speaker.
CHECKED = (
    "text",
    "kind",
    "context",
    "original_text",
    "attribution",
    "speaker",
    "source_description",
)
WHO_CORRECTS = (
    "This quote is verified: only sub-editors and desk editors change its words or its speaker."
)
WHERE_TO_EMBARGO = (
    "A published or scheduled article prints this quote, so its embargo is changed on a page of "
    "its own: “Change the embargo”."
)
WHO_EMBARGOES = (
    "A published or scheduled article prints this quote: its embargo is changed by those who "
    "verify quotes, sub-editors, desk editors and legal."
)


def are_words_fixed(quote: Quote, user: Any) -> bool:
    """Tell whether this person may not change the words and the speaker of the quote."""
    is_verified = quote.status == Quote.Status.VERIFIED and not quote._state.adding
    return is_verified and not (user and user.has_perm(PERMISSION))


def is_in_print(quote: Quote) -> bool:
    """Tell whether an article prints the quote that readers have or will have by the clock."""
    if quote._state.adding:
        return False
    return quote.articles.filter(status=ArticleStatus.PUBLISHED).exists()


#: What the name of a quote is made of, in the history of the desk too.
NAMING = {"attribution", "speaker", "source_description", "text"}


class QuoteForm(DeskModelForm):
    """A quote; an empty office is filled in where only one is possible on that day (R3)."""

    #: What the quote was called before it was saved.
    known_as = ""
    #: What articles printed of it before it was saved; None for a new one.
    before: dict[str, str] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        narrow(self, "office", by="speaker", key="holder")

    def clean(self) -> dict[str, Any] | None:
        """Keep what somebody else verified; propose the speaker's office on the day."""
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk is not None:
            self.known_as = str(self.instance)
            self.before = state_of(self.instance)
        fill_basis(self, cleaned, "said_on_edtf", "said_on_basis")
        self._refuse_strangers()
        self._refuse_rewriting(cleaned)
        self._refuse_hiding_what_is_verified(cleaned)
        self._refuse_a_quiet_embargo()
        speaker = self._value(cleaned, "speaker")
        if speaker and self._value(cleaned, "office") is None:
            self._propose(cleaned, speaker, str(self._value(cleaned, "said_on_edtf") or ""))
        return cleaned

    def after_saving(self) -> None:
        """Name the articles that print other words (R12), and open their corrections.

        Forget who an anonymous source was.
        """
        self.warnings.extend(no_longer_printed(self.instance))
        if not self.known_as:
            self.warnings.extend(same_words(self.instance))
        if self.before is not None and self.user:
            self._open_corrections(self.before)
        if self.instance.attribution == Quote.Attribution.ANONYMOUS and NAMING & {
            *self.changed_data
        }:
            forget_speaker(self.instance, self.known_as)

    def _open_corrections(self, before: dict[str, str]) -> None:
        scheduled = list(Article.objects.scheduled().filter(citations__quote=self.instance))
        if opened := len(open_corrections(self.instance, before, by=self.user)):
            self.warnings.append(to_correct(self.instance, opened))
        for article in scheduled:
            article.refresh_from_db()
            if not article.is_scheduled:
                self.warnings.append(f"“{article}” was scheduled. It is back in review.")

    def _refuse_strangers(self) -> None:
        """Refuse new words for a verified quote, which the page did not offer to change."""
        if are_words_fixed(self.instance, self.user):
            for name in CHECKED:
                if name in self.changed_data:
                    self.add_error(name, WHO_CORRECTS)

    def _refuse_a_quiet_embargo(self) -> None:
        """Refuse another embargo of a quote that went into print while the page was open."""
        if "embargo_until" in self.changed_data and is_in_print(self.instance):
            self.add_error("embargo_until", WHERE_TO_EMBARGO)

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


def to_correct(quote: Quote, number: int) -> str:
    """Return how many articles owe their readers a correction of the quote, with a link."""
    articles = "article prints" if number == 1 else "articles print"
    corrections = "correction" if number == 1 else f"{number} corrections"
    return format_html(
        '{} {} this quote as it was: <a href="{}">issue the {}</a>.',
        number,
        articles,
        reverse("admin:articles_quote_corrections", args=[quote.pk]),
        corrections,
    )


def same_words(quote: Quote) -> Iterator[str]:
    """Yield a sentence that leads to another quote of the same words by the same speaker."""
    alike = Quote.objects.filter(speaker=quote.speaker_id, folded=quote.folded)
    if twin := alike.exclude(pk=quote.pk).order_by("pk").first():
        yield format_html(
            'The same words of the same speaker are on file: <a href="{}">{}</a>. Cite that quote '
            "and delete this one, unless they were said twice.",
            reverse("admin:articles_quote_change", args=[twin.pk]),
            twin,
        )


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
