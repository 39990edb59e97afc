"""What a person fills in to take a step with an article, and the service that takes it."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from actors.forms import SeenTexts
from actors.moments import say_moment
from actors.widgets import MomentField

from . import services
from .models import Article, Correction, NoticeKind, Revision
from .references import hidden_references
from .services.notices import KINDS
from .services.trail import lock_article

WORDS = forms.Textarea(attrs={"rows": 4})
#: An internal comment or a notice: long enough for anything, short enough to be read.
LONGEST = 10_000
CHANGED = (
    "Somebody changed the article after you opened this page. It is shown below as it is now. "
    "Look at it, then confirm again."
)


class StepForm(SeenTexts, forms.Form):
    """A step that asks nothing more than whether it is meant."""

    #: The service, called with the article, ``by`` and ``given()``.
    service: ClassVar[Any]

    def __init__(self, *args: Any, article: Article, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article, self.by = article, by
        #: Which version the page showed: nothing goes out that changed since.
        self.seen = f"seen_{article.pk}"
        self.fields[self.seen] = forms.IntegerField(required=False, widget=forms.HiddenInput)
        self.initial[self.seen] = article.edit_counter
        self.prepare()

    def prepare(self) -> None:
        """Fit the fields to the article."""

    def given(self) -> dict[str, Any]:
        """Return what the service is told, by the names of its parameters."""
        return dict(self.cleaned_data)

    def take(self) -> bool:
        """Take the step; what the service refuses stands at its field, or on top of the form."""
        seen = self.cleaned_data.pop(self.seen, None)
        try:
            with transaction.atomic():
                if seen is not None and lock_article(self.article).edit_counter != seen:
                    raise ValidationError(CHANGED)
                type(self).service(self.article, by=self.by, **self.given())
        except ValidationError as error:
            self._refuse(error)
            self._show_anew()
            return False
        return True

    def _show_anew(self) -> None:
        """Let the page carry the numbers of what it shows now, to be confirmed again."""
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        for field in self.hidden_fields():
            data[field.name] = self.initial.get(field.name)
        self.data = data

    def _refuse(self, error: ValidationError) -> None:
        placed = error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
        for name, problems in placed.items():
            self.add_error(name if name in self.fields else None, problems)


class SubmitForm(StepForm):
    """Hand a draft in."""

    service = services.submit_article


class TakeBackForm(StepForm):
    """Write on."""

    service = services.take_back_article


class ApproveForm(StepForm):
    """It was read and is good."""

    service = services.approve_article


class ReopenForm(StepForm):
    """Work on a withdrawn article."""

    service = services.reopen_article


class SendBackForm(StepForm):
    """What the author should change."""

    service = services.send_back_article
    reason = forms.CharField(
        label="Comment for the author",
        max_length=LONGEST,
        required=False,
        widget=WORDS,
        help_text="What should change before it is submitted again. The author sees it first.",
    )


class WithdrawForm(StepForm):
    """Why readers should no longer see it."""

    service = services.withdraw_article
    reason = forms.CharField(
        max_length=LONGEST, required=False, widget=WORDS, help_text="For the desk's record only."
    )


class RetractForm(StepForm):
    """What readers are told of a retracted article."""

    service = services.retract_article
    text = forms.CharField(
        label="Notice for readers",
        max_length=LONGEST,
        required=False,
        widget=WORDS,
        help_text="What was wrong. It stands in the article's place for good.",
    )


class RescheduleForm(StepForm):
    """Another time for an article that is still to come."""

    service = services.reschedule_article
    at = MomentField(label="Publish at")
    embargo_until = MomentField(
        required=False, help_text="Empty: no embargo. It cannot end after the publication."
    )
    reason = forms.CharField(max_length=LONGEST, required=False, widget=WORDS)

    def prepare(self) -> None:
        """Start from the times as they are."""
        self.initial = {
            "at": self.article.published_at,
            "embargo_until": self.article.embargo_until,
            **self.initial,
        }

    def clean(self) -> dict[str, Any]:
        """Refuse an embargo that outlasts the publication at the time that was changed."""
        cleaned = super().clean() or self.cleaned_data
        at, embargo = cleaned.get("at"), cleaned.get("embargo_until")
        if at and embargo and embargo > at:
            name = "embargo_until" if "embargo_until" in self.changed_data else "at"
            self.add_error(
                name,
                "The embargo lasts longer than the article waits: it would appear on "
                f"{say_moment(at)}, under embargo until {say_moment(embargo)}. "
                "Change one of the two.",
            )
        return cleaned


class AcknowledgingForm(StepForm):
    """A step before which preflight's warnings are acknowledged by name."""

    def acknowledged(self) -> list[str]:
        """Return the names of the warnings that were ticked."""
        return self.data.getlist("acknowledged") if hasattr(self.data, "getlist") else []


class PublishForm(AcknowledgingForm):
    """When readers get it, and what they may see of others."""

    service = services.publish_article
    at = MomentField(
        label="Publish at",
        required=False,
        help_text="Empty: now.",
    )
    show = forms.MultipleChoiceField(
        label="Tick public with it",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Readers would otherwise meet these without a name. They become visible at once, "
        "so leave them where the article is to appear later.",
    )

    def prepare(self) -> None:
        """Offer what readers would not see; all of it ticked, unless the article appears later."""
        embargo = self.article.embargo_until
        appears_later = embargo is not None and embargo > timezone.now()
        if embargo and appears_later:
            self.fields["at"].help_text = f"Empty: when the embargo ends, {say_moment(embargo)}."
        hidden = {_key(thing): str(thing) for thing in hidden_references(self.article)}
        if not hidden:
            del self.fields["show"]
            return
        self.fields["show"].choices = list(hidden.items())  # type: ignore[attr-defined]
        self.initial.setdefault("show", [] if appears_later else list(hidden))

    def given(self) -> dict[str, Any]:
        show = _things(self.cleaned_data.get("show", ()))
        return {"at": self.cleaned_data["at"], "show": show, "acknowledged": self.acknowledged()}


class NoticeForm(StepForm):
    """What readers are told of an article that they have."""

    service: ClassVar[Any] = services.issue_notice
    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in KINDS])
    text = forms.CharField(
        label="Notice for readers",
        max_length=LONGEST,
        required=False,
        widget=WORDS,
        help_text="What was wrong and what is right.",
    )
    corrections = forms.ModelMultipleChoiceField(
        label="This settles",
        queryset=Correction.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        """Offer the open corrections of the article."""
        waiting = self.article.corrections.open().select_related("quote__speaker", "article")
        if waiting:
            self.fields["corrections"].queryset = waiting  # type: ignore[attr-defined]
            self.initial.setdefault("corrections", [row.pk for row in waiting])
        else:
            del self.fields["corrections"]


class ApplyForm(NoticeForm, AcknowledgingForm):
    """What readers are told of a proposed change, once it was read."""

    service = services.apply_proposal
    typographical = forms.BooleanField(
        required=False,
        label="Only typographical: no notice",
        help_text="A slip of the pen that changes no meaning.",
    )
    seq = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("typographical", "kind", "text", "corrections", "seq")

    def prepare(self) -> None:
        """Ask for a notice only where readers have the article already."""
        super().prepare()
        self.initial.setdefault("kind", NoticeKind.CORRECTION)
        self.initial.setdefault("seq", _number(Revision.objects.open_proposal(self.article)))
        if not self.article.is_published:
            for name in ("typographical", "kind", "text", "corrections"):
                self.fields.pop(name, None)

    def given(self) -> dict[str, Any]:
        return {**self.cleaned_data, "acknowledged": self.acknowledged()}


class RejectForm(StepForm):
    """Why a proposed change is not applied."""

    service = services.reject_proposal
    reason = forms.CharField(max_length=LONGEST, required=False, widget=WORDS)
    seq = forms.IntegerField(widget=forms.HiddenInput)

    def prepare(self) -> None:
        """Reject what was read."""
        self.initial.setdefault("seq", _number(Revision.objects.open_proposal(self.article)))


def _number(proposal: Revision | None) -> int | None:
    return proposal.seq if proposal else None


def _key(thing: models.Model) -> str:
    return f"{thing._meta.label_lower}:{thing.pk}"


def _things(keys: Iterable[str]) -> list[models.Model]:
    """Return the rows that were ticked, by keys that the form itself made."""
    found = []
    for key in keys:
        label, _, pk = key.partition(":")
        row = apps.get_model(label)._default_manager.filter(pk=pk).first()
        found.extend([row] if row else [])
    return found
