"""The form of the linking page: one small form for each quotation, with what is proposed in it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models

from actors.dates import read_edtf
from actors.keys import as_number
from actors.models import Actor, Office
from actors.widgets import Choice
from summits.choices import DateBasis
from summits.models import Event

from .choices import Attribution, Channel
from .linking import Decision, Proposal
from .models import Quote

LINK, LEAVE, REJECT = "link", "leave", "reject"
NEW_SPEAKER, NEW_QUOTE, OTHER_EVENT = "new", "new", "other"
AUTOMATIC, NO_OFFICE = "auto", "none"
#: Where the page shows what the service refuses of a quote or a citation.
PLACES = {"quote": "source", "said_on_edtf": "said_on", "new_speaker": "new_speaker"}
#: The fields of a card that show only when somebody asks for more.
FOLDED_AWAY = ("said_on_basis", "platform", "addressee", "carried_by", "cue", "speaker_as_printed",
               "title_as_printed", "paragraph", "context", "continues")  # fmt: skip
GONE = "The quote that you chose is no longer on file. Link the words as a new one, or leave them."
CAME = "Words like these came on file meanwhile. Choose that quote, or a new one if they differ."


class Offered(Choice):
    """A row found by typing; what is proposed can be chosen without a script, too."""

    def __init__(self, field: str, offered: Sequence[models.Model], **attrs: Any) -> None:
        super().__init__(Quote._meta.get_field(field), admin.site, attrs=attrs)
        self.offered = {str(row.pk): str(row) for row in offered}

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:  # noqa: ARG002 - Django's
        """Draw the proposed rows and the chosen one, without asking the database."""
        chosen = {str(key) for key in value if key}
        rows = {"": "", **self.offered}
        return [
            (None, [self.create_option(name, key, text, key in chosen, place)], place)
            for place, (key, text) in enumerate(rows.items())
        ]


class RowField(forms.Field):
    """The key of a row; the rows of all forms are loaded together afterwards."""

    def __init__(self, field: str, offered: Sequence[models.Model], label: str) -> None:
        widget = Offered(field, offered, **{"aria-label": label, "data-placeholder": "Type a name"})
        super().__init__(required=False, label=label, widget=widget)

    def to_python(self, value: Any) -> int | None:
        """Return the key as a number."""
        return as_number(str(value or ""))


class LinkForm(forms.Form):
    """What to do with one quotation; nothing else of it is looked at unless it is linked."""

    def __init__(self, proposal: Proposal, data: Any = None) -> None:
        super().__init__(data, prefix=proposal.key, initial=_initial(proposal))
        self.proposal = proposal
        self.rows: Mapping[str, Mapping[int, Any]] = {}
        number = proposal.number
        self.fields["do"] = _radio(
            [(LINK, "Link"), (LEAVE, "Later"), (REJECT, "Reject")],
            f"What to do with quotation {number}",
        )
        if proposal.on_file:
            choices = [(str(one.quote.pk), str(one.quote)) for one in proposal.on_file]
            self.fields["source"] = _radio(
                [*choices, (NEW_QUOTE, "A new quote")], "Which quote is it?"
            )
        self.fields["attribution"] = _select(
            [
                (Attribution.NAMED, "An actor on file"),
                (NEW_SPEAKER, "A new actor"),
                (Attribution.UNNAMED, "An unnamed source"),
                (Attribution.ANONYMOUS, "An anonymous source"),
            ],
            "Said by",
        )
        self.fields["speaker"] = RowField(
            "speaker", [one.actor for one in proposal.speakers], "Speaker"
        )
        self.fields["new_speaker"] = _text("Name of the new actor", 200)
        self.fields["source_description"] = _text("Source as printed", 300)
        self.fields["office"] = _select(_offices(proposal), "Office")
        events = [(str(one.event.pk), str(one.event)) for one in proposal.events]
        self.fields["said_at"] = _radio(
            [*events, (OTHER_EVENT, "Another event"), ("", "No event")], "Said at"
        )
        self.fields["other_event"] = RowField("said_at", [], "Another event")
        self.fields["said_on"] = _text("Said on", 40)
        self.fields["said_on_basis"] = _select(DateBasis.choices, "The date is")
        self.fields["channel"] = _select(Channel.choices, "Channel")
        self.fields["platform"] = _text("Platform", 50)
        self.fields["addressee"] = _text("Told to", 200)
        carriers = [proposal.carrier] if proposal.carrier else []
        self.fields["carried_by"] = RowField("carried_by", carriers, "Carried by")
        self.fields["cue"] = _text("Cue", 100)
        self.fields["speaker_as_printed"] = _text("Speaker as printed", 300)
        self.fields["title_as_printed"] = _text("Title as printed", 200)
        self.fields["paragraph"] = forms.IntegerField(
            required=False, min_value=0, max_value=100_000, label="Paragraph"
        )
        self.fields["context"] = forms.CharField(
            required=False, label="Context", widget=forms.Textarea(attrs={"rows": 3})
        )
        if proposal.continues_key or proposal.continues:
            self.fields["continues"] = forms.BooleanField(
                required=False, label="Goes on from the quotation before it"
            )
        self.fields["seen"] = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def needs_more(self) -> bool:
        """Tell whether something is refused at a field that the card folds away."""
        return any(name in self.errors for name in FOLDED_AWAY)

    @property
    def does(self) -> str:
        """Return what is chosen to be done."""
        return str(self["do"].value() or LEAVE)

    @property
    def is_linked(self) -> bool:
        """Tell whether this quotation is to be linked."""
        return self.is_bound and self.does == LINK

    @property
    def is_rejected(self) -> bool:
        """Tell whether this is no quotation to keep."""
        return self.is_bound and self.does == REJECT

    def take_rows(self, rows: Mapping[str, Mapping[int, Any]]) -> None:
        """Take the rows that were chosen in any form of the page, to draw and to check them."""
        self.rows = rows
        for name, kind in (("speaker", "actor"), ("carried_by", "actor"), ("other_event", "event")):
            control: Any = self.fields[name].widget
            key = as_number(str(self[name].value() or ""))
            if key is not None and key in rows[kind]:
                control.offered.setdefault(str(key), str(rows[kind][key]))

    def keys(self, *names: str) -> list[int]:
        """Return the keys that are chosen in these fields."""
        found = (as_number(str(self[name].value() or "")) for name in names)
        return [key for key in found if key is not None]

    def clean(self) -> dict[str, Any]:
        """Ask for what a quote needs, where it is linked as a new one."""
        cleaned = super().clean() or self.cleaned_data
        if not self.is_linked:
            self._errors = forms.utils.ErrorDict()
            return cleaned
        self._ask_which_quote()
        if "source" not in self.fields or cleaned.get("source") == NEW_QUOTE:
            self._ask_for_the_source(cleaned)
            try:
                read_edtf(cleaned.get("said_on") or "")
            except ValueError as error:
                self.add_error("said_on", str(error))
        return cleaned

    def _ask_which_quote(self) -> None:
        """Ask again where what is on file changed meanwhile: the page never chooses."""
        sent = self.data.get(self.add_prefix("source"), "")
        offered = {str(one.quote.pk) for one in self.proposal.on_file}
        if sent not in {"", NEW_QUOTE} | offered:
            self.errors.pop("source", None)
            self.add_error("source" if offered else None, GONE)
        elif not sent and offered:
            self.add_error("source", CAME)

    def _ask_for_the_source(self, cleaned: Mapping[str, Any]) -> None:
        who = cleaned.get("attribution")
        if who == Attribution.NAMED and cleaned.get("speaker") not in self.rows["actor"]:
            self.add_error("speaker", "Choose who said it, or add a new actor.")
        if who == NEW_SPEAKER and not cleaned.get("new_speaker"):
            self.add_error("new_speaker", "Write the name of the person.")
        if who in (Attribution.UNNAMED, Attribution.ANONYMOUS) and not cleaned.get(
            "source_description"
        ):
            self.add_error("source_description", "Describe the source as printed.")
        other = cleaned.get("said_at") == OTHER_EVENT
        if other and cleaned.get("other_event") not in self.rows["event"]:
            self.add_error("other_event", "Choose the event, or “No event”.")

    def decision(self) -> Decision:
        """Return what was decided; the form is valid and its quotation is to be linked."""
        given, proposal = self.cleaned_data, self.proposal
        who = given["attribution"]
        is_named = who in (Attribution.NAMED, NEW_SPEAKER)
        source = given.get("source", NEW_QUOTE)
        quotes = {str(one.quote.pk): one.quote for one in proposal.on_file}
        speaker = self.rows["actor"].get(given["speaker"]) if who == Attribution.NAMED else None
        office = self._office(given["office"], speaker)
        social = given["channel"] == Channel.SOCIAL_MEDIA
        return Decision(
            key=proposal.key,
            words=proposal.quotation.words,
            kind=proposal.found.kind,
            quote=quotes.get(source),
            seen=frozenset(filter(None, map(as_number, given["seen"].split(",")))),
            attribution=Attribution.NAMED if is_named else who,
            speaker=speaker,
            new_speaker=given["new_speaker"] if who == NEW_SPEAKER else "",
            source_description="" if is_named else given["source_description"],
            office=office,
            proposes_office=given["office"] != NO_OFFICE,
            channel=given["channel"],
            platform=given["platform"] if social else "",
            addressee=given["addressee"],
            carried_by=self.rows["actor"].get(given["carried_by"]),
            said_on=given["said_on"],
            said_on_basis=self._basis(given),
            said_at=self._event(given),
            continues_key=proposal.continues_key if given.get("continues") else "",
            continues=proposal.continues if given.get("continues") else None,
            cue=given["cue"],
            speaker_as_printed=given["speaker_as_printed"],
            title_as_printed=given["title_as_printed"],
            paragraph=given["paragraph"],
            context=given["context"],
        )

    def refuse(self, by_field: Mapping[str, Iterable[str]]) -> None:
        """Show what the service refused at its field, or on top of the card."""
        for field, sentences in by_field.items():
            place = PLACES.get(field, field)
            for sentence in sentences:
                self.add_error(place if place in self.fields else None, sentence)

    def _office(self, chosen: str, speaker: Actor | None) -> Office | None:
        """Return the office that is chosen; one of another speaker gives way to the right one."""
        held = (one for one in self.proposal.offices if str(one.pk) == chosen)
        return next((one for one in held if speaker and one.holder_id == speaker.pk), None)

    def _event(self, given: Mapping[str, Any]) -> Event | None:
        if given["said_at"] == OTHER_EVENT:
            return self.rows["event"].get(given["other_event"])
        events = {str(one.event.pk): one.event for one in self.proposal.events}
        return events.get(given["said_at"])

    @staticmethod
    def _basis(given: Mapping[str, Any]) -> str:
        if not given["said_on"]:
            return DateBasis.NONE
        basis = given["said_on_basis"]
        return DateBasis.DERIVED if basis == DateBasis.NONE else basis

    @property
    def problems(self) -> list[str]:
        """Return what is wrong with the card as a whole."""
        return [str(text) for text in self.non_field_errors()] if self.is_bound else []


def _initial(proposal: Proposal) -> dict[str, Any]:
    found = proposal.found
    attribution = proposal.attribution
    if attribution == Attribution.NAMED and proposal.unknown_speaker:
        attribution = NEW_SPEAKER
    fit = [one for one in proposal.on_file if one.is_fit]
    return {
        "do": LINK if proposal.is_ready else LEAVE,
        "source": str(fit[0].quote.pk) if fit else NEW_QUOTE,
        "attribution": attribution,
        "speaker": proposal.speaker.pk if proposal.speaker else "",
        "new_speaker": proposal.unknown_speaker,
        "source_description": proposal.source_description,
        "office": str(proposal.office.pk) if proposal.office else AUTOMATIC,
        "said_at": str(proposal.said_at.pk) if proposal.said_at else "",
        "said_on": proposal.said_on.edtf,
        "said_on_basis": proposal.said_on.basis,
        "channel": proposal.channel,
        "platform": found.platform,
        "addressee": found.addressee,
        "carried_by": proposal.carrier.pk if proposal.carrier else "",
        "cue": found.cue[:100],
        "speaker_as_printed": found.speaker_as_printed[:300],
        "title_as_printed": found.title_as_printed[:200],
        "paragraph": proposal.quotation.paragraph,
        "context": proposal.quotation.context,
        "continues": True,
        "seen": ",".join(str(one.quote.pk) for one in proposal.on_file),
    }


def _offices(proposal: Proposal) -> list[tuple[str, str]]:
    return [
        (AUTOMATIC, "The only one possible that day"),
        *((str(one.pk), _office_name(one, proposal)) for one in proposal.offices),
        (NO_OFFICE, "None"),
    ]


def _office_name(office: Office, proposal: Proposal) -> str:
    return office.label if len(proposal.speakers) == 1 else str(office)


def _radio(choices: Sequence[tuple[str, str]], label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=list(choices), required=False, label=label, widget=forms.RadioSelect
    )


def _select(choices: Sequence[tuple[str, str]], label: str) -> forms.ChoiceField:
    return forms.ChoiceField(choices=list(choices), label=label)


def _text(label: str, longest: int) -> forms.CharField:
    return forms.CharField(required=False, label=label, max_length=longest)


def load_rows(forms_of_page: Sequence[LinkForm]) -> None:
    """Load what is chosen in any of the forms, in one query a model."""
    actors = {key for form in forms_of_page for key in form.keys("speaker", "carried_by")}
    events = {key for form in forms_of_page for key in form.keys("other_event")}
    rows = {
        "actor": Actor.objects.in_bulk(actors) if actors else {},
        "event": Event.objects.in_bulk(events) if events else {},
    }
    for form in forms_of_page:
        form.take_rows(rows)
