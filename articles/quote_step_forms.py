"""What an editor fills in to take a step with a quote, or to change its embargo."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from actors.moments import say_moment
from actors.widgets import MomentField

from .correction_forms import Words
from .models import Article, Quote
from .services import embargo_quote


class QuoteStepForm(forms.Form):
    """Why a step is taken."""

    reason = Words(required=False, rows=3)

    def __init__(self, *args: Any, asks: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["reason"]
            return
        self.fields["reason"].label = asks
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = "Write the reason, for the record."


class EmbargoForm(forms.Form):
    """Another embargo of a quote in print, and the articles that move along with it."""

    until = MomentField(
        label="Embargo until", required=False, help_text="Empty: the embargo is lifted."
    )
    move = forms.ModelMultipleChoiceField(
        Article.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = Words(required=False, rows=2, label="Why, for the desk's record")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, quote: Quote, scheduled: list[Article], **kw: Any) -> None:
        kw["initial"] = {"until": quote.embargo_until, "seen": _said(quote)}
        super().__init__(*args, **kw)
        self.quote = quote
        keys = [article.pk for article in scheduled]
        field: Any = self.fields["move"]
        field.queryset = Article.objects.filter(pk__in=keys)

    def clean(self) -> dict[str, Any]:
        """Refuse a time that has passed, and a page that is out of date (R11)."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        until = cleaned.get("until")
        if until and until <= timezone.now():
            self.add_error(
                "until", "This time has passed. Choose a later one, or empty it to lift it."
            )
        if cleaned.get("seen") != _said(self.quote):
            now = _moment(self.quote)
            self.add_error(
                None,
                f"Somebody changed the embargo since you opened this page: now {now}. "
                "Send yours again to replace it.",
            )
        return cleaned

    def take(self, *, by: Any) -> bool:
        """Change the embargo; what the service refuses stands at its field."""
        cleaned = self.cleaned_data
        try:
            embargo_quote(
                self.quote,
                cleaned["until"],
                by=by,
                reason=cleaned["reason"],
                move=cleaned["move"],
            )
        except ValidationError as error:
            self._refuse(error)
            return False
        return True

    def _refuse(self, error: ValidationError) -> None:
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, problems in error.error_dict.items():
            self.add_error(name if name in self.fields else None, problems)


def _said(quote: Quote) -> str:
    return quote.embargo_until.isoformat() if quote.embargo_until else ""


def _moment(quote: Quote) -> str:
    if quote.embargo_until is None:
        return "there is none"
    return f"it ends on {say_moment(quote.embargo_until)}"
