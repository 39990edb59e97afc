"""A moment on a form: typed and shown on the editor's clock, stored in UTC."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from .moments import clock_of, meanings, name_of_zone, offset_of, read_moment

#: Behind a field's name: that of the choice between the two meanings of its time.
OFFSET = "-offset"
TWICE = 2


class MomentInput(forms.DateTimeInput):
    """A date and its time in one box of the browser's own, with the clock that it is read on.

    A time that happens twice comes with a choice of the two offsets; the browser's box holds none.
    """

    input_type = "datetime-local"
    template_name = "widgets/moment.html"

    def format_value(self, value: Any) -> Any:
        """Return the local time without its offset, or what was typed instead."""
        local, _ = _on_the_clock(value)
        return value if local is None else _text(local)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Add the clock and, where the time happens twice, its two meanings."""
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        local, offset = _on_the_clock(value)
        possible = _meanings(local)
        zone = timezone.get_current_timezone()
        shown = [moment for moment in possible if len(possible) == 1 or _offset(moment) == offset]
        asked = len(possible) == TWICE and not shown
        clock = clock_of(zone, shown[0] if shown else None, timezone.now())
        widget["clock"] = str(zone) if asked else clock
        widget["clock_id"] = f"{widget['attrs'].get('id', name)}_clock"
        described = f"{widget['attrs'].get('aria-describedby', '')} {widget['clock_id']}"
        widget["attrs"]["aria-describedby"] = described.strip()
        if len(possible) == TWICE:
            widget["offset_name"], widget["offset"] = f"{name}{OFFSET}", offset
            widget["meanings"] = [
                (_offset(moment), f"The {order}: {name_of_zone(moment)}, {offset_of(moment)}")
                for moment, order in zip(possible, ("first", "second"), strict=True)
            ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return what is typed, with the offset that was chosen where it happens twice."""
        typed, chosen = super().value_from_datadict(data, files, name), data.get(f"{name}{OFFSET}")
        local, offset = _on_the_clock(typed)
        possible = _meanings(local) if chosen and not offset else []
        if len(possible) == TWICE and chosen in [_offset(moment) for moment in possible]:
            return f"{_text(possible[0])}{chosen}"
        return typed


class MomentField(forms.DateTimeField):
    """A moment, typed as the local time of the editor's clock or with an offset of its own."""

    widget = MomentInput

    def prepare_value(self, value: Any) -> Any:
        """Return the local time as text, with its offset where the clock shows it twice."""
        if not isinstance(value, datetime):
            return value
        local, offset = _on_the_clock(value)
        if local is None:
            return value
        return f"{_text(local)}{offset if len(_meanings(local)) == TWICE else ''}"

    def to_python(self, value: Any) -> Any:
        """Return the one moment that is meant, or say why there is none or which two there are."""
        if value in self.empty_values:
            return None
        moment = value if isinstance(value, datetime) else self._parsed(str(value).strip())
        if timezone.is_aware(moment):
            return moment
        try:
            return read_moment(moment, timezone.get_current_timezone())
        except ValueError as error:
            raise ValidationError(str(error), code="no_single_moment") from None

    def _parsed(self, text: str) -> datetime:
        try:
            moment = parse_datetime(text)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if moment is None:  # by the formats of the language, without Django's reading of the zone
            moment = super(forms.DateTimeField, self).to_python(text)
        return cast("datetime", moment)


def _on_the_clock(value: Any) -> tuple[datetime | None, str]:
    """Return the local time that a moment or a text says, and its offset where it says one."""
    if isinstance(value, str):
        try:
            value = parse_datetime(value.strip())
        except ValueError:
            return None, ""
    if not isinstance(value, datetime):
        return None, ""
    if timezone.is_naive(value):
        return value, ""
    try:
        moment = value.astimezone(timezone.get_current_timezone())
    except OverflowError:
        return None, ""
    return moment.replace(tzinfo=None), _offset(moment)


def _meanings(local: datetime | None) -> list[datetime]:
    try:
        return meanings(local, timezone.get_current_timezone()) if local else []
    except OverflowError:
        return []


def _text(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")


def _offset(moment: datetime) -> str:
    """Return the offset as one types it: +02:00."""
    return moment.replace(microsecond=0).isoformat()[len("2026-10-25T02:30:00") :]
