"""Corrections to issue: what stands in print, what is on file now, and the notice for readers."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .alignment import Aligned, align_texts
from .choices import NoticeKind, QuoteKind
from .markdown import paragraphs
from .models import Article, Citation, Correction, Notice, Quote
from .notice_texts import suggested_notice
from .prose import control_characters
from .services import close_correction, issue_notices
from .services.notices import KINDS
from .verbatim import fold_typography, is_excerpt
from .workflow import refusal

LONGEST = 10_000
#: As many rows as one page shows: those that wait the longest.
MOST = 100
AS_IT_IS = "The quote was changed again since you opened this page. Read it, then your notice."


class Words(forms.CharField):
    """A text of several lines without what no reader could see."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": kwargs.pop("rows", 3)}), **kwargs)

    def clean(self, value: Any) -> str:
        """Return the text; name the control characters in it, and say when it is too long."""
        text = str(super().clean(value)).replace("\r\n", "\n")
        if names := control_characters(text):
            raise ValidationError(
                f"Remove what cannot be seen in this text: {', '.join(names)}.", code="control"
            )
        if len(text) > LONGEST:
            raise ValidationError(
                f"Shorten this text to {LONGEST:,} characters: it has {len(text):,}.", code="long"
            )
        return text


class RowForm(forms.Form):
    """One article on the page: whether it is dealt with now, and the notice on it."""

    chosen = forms.BooleanField(required=False)
    text = Words(required=False, label="Notice for readers", rows=3)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class AllForm(forms.Form):
    """What holds for every article that is ticked."""

    kind = forms.ChoiceField(
        label="The notices are",
        choices=[(kind.value, kind.label) for kind in KINDS],
        initial=NoticeKind.CORRECTION,
    )
    reason = Words(
        required=False,
        rows=2,
        label="Why no notice is needed",
        help_text="For the desk's record; readers do not see it.",
    )


@dataclass(slots=True)
class Row:
    """One correction on the page, with what is needed to judge it."""

    correction: Correction
    citation: Citation | None
    suggestion: str
    by: Any
    form: RowForm = field(init=False)

    def bind(self, data: Any) -> None:
        """Fill the row's form with what was sent, or with what the desk suggests."""
        initial = {
            "chosen": self.is_open and self.may_be_noticed,
            "text": self.suggestion,
            "seen": self.state,
        }
        self.form = RowForm(data, prefix=f"row{self.correction.pk}", initial=initial)

    @property
    def article(self) -> Article:
        """Return the article that owes its readers a correction."""
        return self.correction.article

    @property
    def quote(self) -> Quote:
        """Return the quote as it is on file now."""
        return self.correction.quote

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has dealt with it yet."""
        return self.correction.closed_at is None

    @property
    def may_be_noticed(self) -> bool:
        """Tell whether this person may issue a notice on the article now."""
        return not refusal("notice", self.article, self.by)

    @property
    def state(self) -> str:
        """Return what tells one state of the correction from another."""
        changes = json.dumps(self.correction.changes, sort_keys=True)
        return hashlib.sha256(changes.encode()).hexdigest()[:16]

    @property
    def difference(self) -> Aligned | None:
        """Return the quote's words in print beside those on file now, where they differ."""
        words = self.correction.changes.get("text")
        return align_texts(*words) if words else None

    @property
    def other_changes(self) -> list[tuple[str, str, str]]:
        """Return (what, in print, now) of everything else that changed."""
        found = []
        for name, label in (("speaker", "Speaker"), ("kind", "Kind"), ("status", "Status")):
            if name in self.correction.changes:
                old, new = self.correction.changes[name]
                found.append((label, old, new))
        return found

    @property
    def still_stands(self) -> bool:
        """Tell whether what the article prints is an excerpt of the new words all the same."""
        printed = self.citation.as_printed if self.citation else ""
        only_text = set(self.correction.changes) == {"text"}
        return only_text and bool(printed) and is_excerpt(printed, self.quote.text)

    @property
    def in_context(self) -> SafeString | str:
        """Return the paragraph that prints the quote, its words marked where they stand alike."""
        if self.citation is None:
            return ""
        printed = self.citation.as_printed.strip() or self.citation.context.strip()
        paragraph = self._paragraph(printed)
        if self.citation.kind == QuoteKind.INDIRECT or printed not in paragraph:
            return paragraph or printed or "Not word for word."
        before, found, after = paragraph.partition(printed)
        return format_html("{}<mark>{}</mark>{}", before, found, after)

    def _paragraph(self, printed: str) -> str:
        """Return the paragraph of the body that holds the words, else the one that is named."""
        body, words = paragraphs(self.article.body), fold_typography(printed)
        if found := [text for text in body if words and words in fold_typography(text)]:
            return found[0]
        number = self.citation.paragraph if self.citation else None
        return body[number - 1] if number and number <= len(body) else ""

    @property
    def has_changed(self) -> bool:
        """Tell whether the quote changed since the page was opened: so does the suggestion."""
        return self.form["seen"].value() != self.state

    @property
    def is_ticked(self) -> bool:
        """Tell whether the row is among those to deal with now."""
        return bool(self.form["chosen"].value())

    @property
    def is_untouched(self) -> bool:
        """Tell whether its notice is still the desk's suggestion."""
        typed = str(self.form["text"].value() or "").replace("\r\n", "\n").strip()
        return typed == self.suggestion.strip()


class CorrectionsPage:
    """The rows of one page, and what is done with those that are ticked: all of it or nothing."""

    def __init__(self, corrections: Iterable[Correction], data: Any, *, by: Any) -> None:
        self.by = by
        self.rows = list(_rows(corrections, by))
        self.form = AllForm(data)
        for row in self.rows:
            row.bind(data)

    @property
    def chosen(self) -> list[Row]:
        """Return the rows that are ticked."""
        return [row for row in self.rows if row.is_ticked]

    def issue(self) -> list[Notice]:
        """Issue a notice for each ticked row; nothing where any of them is refused."""
        for row in self._valid_rows():
            if row.form.errors:
                continue
            if sentence := refusal("notice", row.article, self.by):
                row.form.add_error(None, sentence)
            elif not row.form.cleaned_data["text"]:
                row.form.add_error("text", "Write the notice, or untick the article.")
        if not self._is_clean():
            return []
        texts = {row.correction: row.form.cleaned_data["text"] for row in self.chosen}
        try:
            return issue_notices(texts, by=self.by, kind=self.form.cleaned_data["kind"])
        except ValidationError as error:
            self.form.add_error(None, error.messages)
            return []

    def close(self) -> int:
        """Close each ticked row without a notice; nothing where any of them is refused."""
        self._valid_rows()
        if self.form.is_valid() and not self.form.cleaned_data["reason"]:
            self.form.add_error("reason", "Say why readers need no notice.")
        if not self._is_clean():
            return 0
        reason = self.form.cleaned_data["reason"]
        try:
            with transaction.atomic():
                for row in self.chosen:
                    close_correction(row.correction, by=self.by, reason=reason)
        except ValidationError as error:
            self.form.add_error(None, error.messages)
            return 0
        return len(self.chosen)

    def _valid_rows(self) -> list[Row]:
        """Check what is ticked, and that it is as it was when the page was opened."""
        for row in self.chosen:
            row.form.is_valid()
            if not row.is_open:
                row.form.add_error(None, dealt_with(row.correction))
            elif row.form.cleaned_data.get("seen") != row.state:
                row.form.add_error(None, AS_IT_IS)
        return self.chosen

    def _is_clean(self) -> bool:
        if not self.chosen:
            self.form.add_error(None, "Tick at least one article.")
        return self.form.is_valid() and not any(row.form.errors for row in self.chosen)


def dealt_with(correction: Correction) -> str:
    """Say who dealt with a closed correction, and how."""
    how = correction.get_outcome_display().lower()
    return f"{correction.closed_by} has dealt with this already: {how}. Untick it."


def corrections_with_context(rows: models.QuerySet[Correction]) -> models.QuerySet[Correction]:
    """Return corrections with all that showing them needs."""
    return rows.select_related("article", "quote__speaker", "closed_by", "notice")


def _rows(corrections: Iterable[Correction], by: Any) -> Iterable[Row]:
    found = list(corrections)
    cited = Citation.objects.filter(
        article__in={row.article_id for row in found}, quote__in={row.quote_id for row in found}
    )
    by_place = {(citation.article_id, citation.quote_id): citation for citation in cited}
    for correction in found:
        citation = by_place.get((correction.article_id, correction.quote_id))
        yield Row(correction, citation, suggested_notice(correction, citation), by)
