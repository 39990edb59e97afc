"""Filters over people's words: slugs, days and names of kinds, each with its own description.

No filter joins: what concerns related rows is asked with EXISTS, so that nothing appears twice.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, QuerySet

from .binding import Bound, Family, chosen
from .countries import validate_country
from .models.base import successor
from .sorting import FirstDay

#: Each filter's value by its name, and the sentences about those that cannot be read.
Values = tuple[dict[str, Any], dict[str, list[str]]]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
LANGUAGE_TAG = RegexValidator(
    r"\A[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", "Write a BCP 47 tag, such as en or ru-Cyrl."
)


class ReferenceField(forms.CharField):
    """A slug of something that readers may see."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)


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


class MomentField(forms.CharField):
    """A day written YYYY-MM-DD that stands for its first or its last moment in UTC."""

    def __init__(self, *, at: datetime.time, **kwargs: Any) -> None:
        self.at, self.day = at, DayField(required=False)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> datetime.datetime | None:
        """Return the moment, or None where none is given."""
        day = self.day.clean(super().clean(value))
        return datetime.datetime.combine(day, self.at, datetime.UTC) if day else None


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
    """Things that refer to another one, named by its slug.

    What is hidden is refused like what never was. ``whole`` takes along all that is below it.
    """

    field_class = ReferenceField
    schema: ClassVar[dict[str, Any]] = {"type": "string"}

    def __init__(
        self,
        things: Callable[[], QuerySet[Any]],
        *,
        to: str,
        example: str,
        whole: bool = False,
        column: str = "pk",
        **kwargs: Any,
    ) -> None:
        self.things, self.to, self.example = things, to, example
        self.whole, self.column = whole, column
        super().__init__(**kwargs)

    def bound(self, name: str) -> Any:
        """Return what stands in a query for the thing, or the family, of the slug given later."""
        return (
            Family(self.things(), name) if self.whole else chosen(self.things(), name, self.column)
        )

    def current(self, slug: str) -> str:
        """Return the slug that a slug leads to now; refuse one that leads nowhere for readers."""
        things = self.things()
        if things.filter(slug=slug).exists():
            return slug
        if thing := successor(things, slug):
            return str(thing.slug)
        raise ValidationError(
            f"There is nothing called “{slug}” here. Use a slug from /api/v1/{self.to}/."
        )


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

    field_class: type[forms.Field] = DayField
    schema: ClassVar[dict[str, Any]] = {"type": "string", "format": "date"}
    output_field: ClassVar[models.Field] = models.DateField()

    def __init__(self, field_name: str, *, example: str, **kwargs: Any) -> None:
        self.example = example
        super().__init__(field_name=field_name, **kwargs)


class PartialDateFrom(DayFilter):
    """What may have been on that day or later; an open end may, an empty date may not."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """Compare with the latest day that the date may mean."""
        earliest, latest = f"{self.field_name}earliest", f"{self.field_name}latest"
        is_open = Q(**{f"{latest}__isnull": True, f"{earliest}__isnull": False})
        return qs.filter(Q(**{f"{latest}__gte": value}) | is_open)


class PartialDateTo(DayFilter):
    """What may have been on that day or earlier; an open start may, an empty date may not."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """Compare with the earliest day that the date may mean.

        In the words by which lists are sorted, so that a walk by days begins at this one.
        """
        earliest, latest = f"{self.field_name}earliest", f"{self.field_name}latest"
        return qs.alias(first_day=FirstDay(F(earliest))).filter(
            Q(**{f"{earliest}__isnull": False}) | Q(**{f"{latest}__isnull": False}),
            first_day__lte=value,
        )


class MomentFrom(DayFilter):
    """From the first moment of a day in UTC."""

    field_class = MomentField
    output_field = models.DateTimeField()

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(field_name, lookup_expr="gte", at=datetime.time.min, **kwargs)


class MomentTo(DayFilter):
    """Until the last moment of a day in UTC."""

    field_class = MomentField
    output_field = models.DateTimeField()

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(field_name, lookup_expr="lte", at=datetime.time.max, **kwargs)


class ResourceFilterSet(django_filters.FilterSet):
    """The filters of one resource.

    Queries are made from them once for each combination of filters, with open values: a filter
    gets an expression that stands for what is given later.
    """

    @classmethod
    def narrowed(cls, rows: QuerySet[Any], names: Iterable[str]) -> QuerySet[Any]:
        """Return the rows that the filters of these names keep, their values left open."""
        filters = cls(queryset=rows).filters
        for name in names:
            rows = filters[name].filter(rows, open_value(name, filters[name]))
        return rows


def open_value(name: str, found: Any) -> Any:
    """Return the expression that stands for a filter's value."""
    if isinstance(found, ReferenceFilter):
        return found.bound(name)
    return Bound(name, getattr(found, "output_field", None))


def read_values(filters: Mapping[str, Any], given: Mapping[str, str]) -> Values:
    """Return the values of the filters that are given, and what is wrong with them, by name.

    Whether a slug is one of something public shows when the query runs.
    """
    values, problems = {}, {}
    for name in [name for name in filters if name in given]:
        try:
            values[name] = filters[name].field.clean(given[name])
        except ValidationError as error:
            problems[name] = [str(text) for text in error.messages]
    for name in [name for name in values if name.endswith("_from")]:
        end = f"{name.removesuffix('_from')}_to"
        if end in values and values[name] > values[end]:
            problems[name] = [f"The range ends before it begins. Make {end} the later day."]
    return values, problems
