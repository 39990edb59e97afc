"""Filters over people's words: slugs, days and names of kinds, each with its own description.

No filter joins: what concerns related rows is asked with EXISTS, so that nothing appears twice.
"""

import datetime
import re
from collections.abc import Callable
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Q, QuerySet

from .countries import validate_country
from .models.base import successor

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
LANGUAGE_TAG = RegexValidator(
    r"\A[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", "Write a BCP 47 tag, such as en or ru-Cyrl."
)


def family(things: QuerySet[Any], root: Any) -> set[Any]:
    """Return the keys of a thing and of its descendants, walking only through these things.

    Readers are shown a tree without its hidden members, so what hangs below one of those is not
    below its public ancestor for them.
    """
    found = generation = {root.pk}
    while generation:
        children = things.filter(parent__in=generation).values_list("pk", flat=True)
        generation = set(children) - found
        found = found | generation
    return found


class ReferenceField(forms.CharField):
    """A slug of something readers may see; what is hidden is refused like what never was."""

    def __init__(self, *, things: Callable[[], QuerySet[Any]], to: str, **kwargs: Any) -> None:
        self.things, self.to = things, to
        super().__init__(strip=False, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the thing with that slug, or None where no slug is given."""
        slug = super().clean(value)
        if slug == "":
            return None
        thing = self.things().filter(slug=slug).first() or successor(self.things(), slug)
        if thing is None:
            raise ValidationError(
                f"There is nothing called “{slug}” here. Use a slug from /api/v1/{self.to}/."
            )
        return thing


class DayField(forms.CharField):
    """A day written YYYY-MM-DD."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def clean(self, value: Any) -> datetime.date | None:
        """Return the day, or None where none is given."""
        text = super().clean(value)
        if text == "":
            return None
        try:
            if not _DAY.match(text):
                raise ValueError
            return datetime.date.fromisoformat(text)
        except ValueError:
            raise ValidationError(
                f"“{text}” is not a day. Write it as YYYY-MM-DD, such as 2025-08-31."
            ) from None


class WordFilter(django_filters.CharFilter):
    """A word that must look a certain way and equal the column."""

    def __init__(self, *, example: str, **kwargs: Any) -> None:
        self.example = example
        super().__init__(strip=False, **kwargs)

    schema: ClassVar[dict[str, Any]] = {"type": "string"}


class CountryFilter(WordFilter):
    """A country by its two capitals."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "The country: two capitals of ISO 3166-1.")
        super().__init__(validators=[validate_country], **kwargs)


class LanguageFilter(WordFilter):
    """A language by its BCP 47 tag."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            validators=[LANGUAGE_TAG], example="en", help_text="BCP 47 tag, as stored.", **kwargs
        )


class ReferenceFilter(django_filters.Filter):
    """Things that refer to another one, named by its slug."""

    field_class = ReferenceField
    schema: ClassVar[dict[str, Any]] = {"type": "string"}

    def __init__(
        self, things: Callable[[], QuerySet[Any]], *, to: str, example: str, **kwargs: Any
    ) -> None:
        self.example = example
        super().__init__(things=things, to=to, **kwargs)


class KindFilter(django_filters.ChoiceFilter):
    """One word of a list."""

    def __init__(self, choices: Any, *, example: str, **kwargs: Any) -> None:
        self.example = example
        self.schema = {"type": "string", "enum": [value for value, _ in choices]}
        words = ", ".join(self.schema["enum"])
        message = f"“%(value)s” is not in the list. Use one of: {words}."
        super().__init__(choices=choices, error_messages={"invalid_choice": message}, **kwargs)


class DayFilter(django_filters.Filter):
    """One end of a range of days; both ends are included."""

    field_class = DayField
    schema: ClassVar[dict[str, Any]] = {"type": "string", "format": "date"}

    def __init__(self, field_name: str, *, example: str, **kwargs: Any) -> None:
        self.example = example
        super().__init__(field_name=field_name, **kwargs)


class PartialDateFrom(DayFilter):
    """What may have been on that day or later; an open end may, an empty date may not."""

    def filter(self, qs: QuerySet[Any], value: datetime.date | None) -> QuerySet[Any]:
        """Compare with the latest day that the date may mean."""
        if value is None:
            return qs
        earliest, latest = f"{self.field_name}earliest", f"{self.field_name}latest"
        is_open = Q(**{f"{latest}__isnull": True, f"{earliest}__isnull": False})
        return qs.filter(Q(**{f"{latest}__gte": value}) | is_open)


class PartialDateTo(DayFilter):
    """What may have been on that day or earlier; an open start may, an empty date may not."""

    def filter(self, qs: QuerySet[Any], value: datetime.date | None) -> QuerySet[Any]:
        """Compare with the earliest day that the date may mean."""
        if value is None:
            return qs
        earliest, latest = f"{self.field_name}earliest", f"{self.field_name}latest"
        is_open = Q(**{f"{earliest}__isnull": True, f"{latest}__isnull": False})
        return qs.filter(Q(**{f"{earliest}__lte": value}) | is_open)


class MomentFrom(DayFilter):
    """From the first moment of a day in UTC."""

    def filter(self, qs: QuerySet[Any], value: datetime.date | None) -> QuerySet[Any]:
        """Compare with midnight in UTC."""
        if value is None:
            return qs
        start = datetime.datetime.combine(value, datetime.time.min, datetime.UTC)
        return qs.filter(**{f"{self.field_name}__gte": start})


class MomentTo(DayFilter):
    """Until the last moment of a day in UTC."""

    def filter(self, qs: QuerySet[Any], value: datetime.date | None) -> QuerySet[Any]:
        """Compare with the last microsecond of the day in UTC."""
        if value is None:
            return qs
        end = datetime.datetime.combine(value, datetime.time.max, datetime.UTC)
        return qs.filter(**{f"{self.field_name}__lte": end})


class RangeForm(forms.Form):
    """Refuses a range whose start lies after its end."""

    def clean(self) -> dict[str, Any]:
        """Compare each field X_from with its X_to."""
        cleaned = super().clean() or {}
        for name in [name for name in self.fields if name.endswith("_from")]:
            end = f"{name.removesuffix('_from')}_to"
            if cleaned.get(name) and cleaned.get(end) and cleaned[name] > cleaned[end]:
                self.add_error(name, f"The range ends before it begins. Make {end} the later day.")
        return cleaned


class ResourceFilterSet(django_filters.FilterSet):
    """The filters of one resource."""

    class Meta:
        form = RangeForm
