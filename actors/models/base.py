"""What every public row shares: a slug, times, derived columns, and sentences at their fields."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.text import slugify

from actors.fields import derived_fields
from actors.names import fold_name

#: One character that readers see: neither white space nor control nor invisible. Spelt out, since
#: the databases do not agree on what `\s` holds beyond ASCII.
NOT_BLANK = (
    r"[^\s\u0001-\u0020\u007f-\u00a0\u00ad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f"
    r"\u205f-\u206f\u2800\u3000\u3164\ufeff]"
)
SLUG_PATTERN = r"\A[a-z0-9]+(-[a-z0-9]+)*\Z"
COUNTRY_PATTERN = r"\A[A-Z]{2}\Z"
SLUG_LENGTH = 100

LANGUAGE_PATTERN = r"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z"

validate_language = RegexValidator(
    LANGUAGE_PATTERN, "Write the language as a BCP 47 tag, such as en or ru-Cyrl."
)
validate_slug = RegexValidator(
    SLUG_PATTERN, "Use lower-case letters, digits and single hyphens, such as sco-summit-2025."
)


def check(name: str, condition: Q, sentence: str, *, at: str = "") -> models.CheckConstraint:
    """Return a named CHECK constraint whose sentence a form shows at the field ``at``."""
    return models.CheckConstraint(
        name=name,
        condition=condition,
        violation_error_message=sentence,
        violation_error_code=at or None,
    )


def unique(
    name: str, *fields: str, sentence: str, at: str = "", when: Q | None = None
) -> models.UniqueConstraint:
    """Return a named UNIQUE constraint whose sentence a form shows at the field ``at``."""
    return models.UniqueConstraint(
        name=name,
        fields=fields,
        condition=when,
        violation_error_message=sentence,
        violation_error_code=at or None,
    )


def in_list(name: str, field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """Return a constraint that keeps a field within its list."""
    words = ", ".join(choices.values)
    return check(name, Q(**{f"{field}__in": choices.values}), f"Choose one of: {words}.", at=field)


def not_blank(field: str) -> Q:
    """Return the condition that a text holds more than white space."""
    return Q(**{f"{field}__regex": NOT_BLANK})


def absent_or_among(relation: str, things: models.QuerySet[Any]) -> Q:
    """Return the condition that a row refers to nothing there, or to one of these things (R6).

    As a comparison and not as EXISTS: in an OR, PostgreSQL would first gather all of these things,
    however few rows are asked for.
    """
    one = things.order_by().filter(pk=OuterRef(relation)).values("pk")[:1]
    return Q(**{relation: None}) | Q(**{relation: Subquery(one)})


class Record(models.Model):
    """A row with its times; its forms show a broken constraint at the field concerned."""

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False)

    #: What a merge fills in from the row that goes, where it is empty; a group goes together.
    merge_fills: ClassVar[tuple[str | tuple[str, ...], ...]] = ()
    #: Columns that only count what happened to the row, and never go back.
    counters: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def full_clean(
        self,
        exclude: Any = None,
        validate_unique: bool = True,  # noqa: FBT002 - Django's
        validate_constraints: bool = True,  # noqa: FBT002 - Django's
    ) -> None:
        """Check everything; a problem at a field that the form lacks concerns the whole row.

        Django would answer “form has no field named …” with an exception instead.
        """
        try:
            super().full_clean(exclude, validate_unique, validate_constraints)
        except ValidationError as error:
            placed: dict[str, list[ValidationError]] = {}
            for field, problems in error.error_dict.items():
                shown = NON_FIELD_ERRORS if field in (exclude or ()) else field
                placed.setdefault(shown, []).extend(problems)
            raise ValidationError(placed) from None

    def clean_fields(self, exclude: Any = None) -> None:
        """Clean the fields, then compute the derived ones, which constraints compare."""
        super().clean_fields(exclude=exclude)
        for field in derived_fields(type(self)):
            if field.source not in (exclude or ()):
                setattr(self, field.attname, field.derive(self))

    def validate_constraints(self, exclude: Any = None) -> None:
        """Check the constraints, each sentence at the field that its constraint names.

        Django skips a constraint on a field that the form lacks. No form has the number of a row
        or its derived columns, yet “not part of itself” and “ends after it starts” need them.
        """
        never_in_forms = {field.name for field in self._meta.concrete_fields if not field.editable}
        never_in_forms.add(self._meta.pk.name)
        try:
            super().validate_constraints(exclude=set(exclude or ()) - never_in_forms)
        except ValidationError as error:
            raise self._at_fields(error) from None

    def _at_fields(self, error: ValidationError) -> ValidationError:
        names = {field.name for field in self._meta.get_fields()}
        placed: dict[str, list[ValidationError]] = {}
        for field, problems in error.error_dict.items():
            for problem in problems:
                named = field == NON_FIELD_ERRORS and problem.code in names
                placed.setdefault(str(problem.code) if named else field, []).append(problem)
        return ValidationError(placed)


class SluggedManager(models.Manager):
    """Finds rows by their natural key, the slug."""

    def get_by_natural_key(self, slug: str) -> Any:
        """Return the row with that slug."""
        return self.get(slug=slug)


class Slugged(Record):
    """A public row: its slug is its address and its natural key, unique and never reused."""

    slug = models.SlugField(
        "address",
        max_length=SLUG_LENGTH,
        unique=True,
        blank=True,
        validators=[validate_slug],
        error_messages={"unique": "This address is taken. Choose another one or leave it empty."},
        help_text="The last part of the web address. Leave it empty and it is made for you; "
        "it cannot change once saved.",
    )

    #: The fields whose text makes the slug when an editor leaves it empty.
    slug_sources: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            check(
                "%(class)s_slug_is_lower_case_words_and_hyphens",
                Q(slug__regex=SLUG_PATTERN),
                "Use lower-case letters, digits and single hyphens.",
                at="slug",
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, making the slug from the row's own words where it is empty."""
        self.slug = self.slug or self.free_slug()
        super().save(*args, **kwargs)

    def natural_key(self) -> tuple[str]:
        """Return the slug, as fixtures name this row."""
        return (self.slug,)

    def clean(self) -> None:
        """Make a slug where none is given; refuse a changed one and one of a deleted row."""
        super().clean()
        self.slug = self.slug or self.free_slug()
        model = stored_model(type(self))
        saved = model._default_manager.filter(pk=self.pk).values_list("slug", flat=True).first()
        if saved is not None and saved != self.slug:
            raise ValidationError(
                {"slug": f"This address cannot change: readers have it. Put back “{saved}”."}
            )
        if saved is None and RetiredSlug.objects.holds(model, self.slug):
            raise ValidationError(
                {"slug": "This address belonged to something deleted. Choose another one."}
            )

    def why_not_merge(self, gone: Any) -> Iterator[str]:  # noqa: ARG002 - for models that do
        """Yield why another row of the model cannot be the same thing as this one."""
        yield from ()

    def take_name(self, gone: Any) -> Iterable[models.Model]:  # noqa: ARG002 - likewise
        """Keep the name of a row merged into this one; return the rows to add for it."""
        return ()

    def free_slug(self) -> str:
        """Return a slug made from the row's words that no row has or has had."""
        model = stored_model(type(self))
        words = " ".join(str(getattr(self, source, "") or "") for source in self.slug_sources)
        stem = slugify(fold_name(words))[: SLUG_LENGTH - 8].strip("-")
        stem = stem or str(model._meta.model_name)
        taken = set(
            model._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True)
        ) | RetiredSlug.objects.starting_with(model, stem)
        number, slug = 1, stem
        while slug in taken:
            number += 1
            slug = f"{stem}-{number}"
        return slug


def leads_to(start: models.Model | None, goal: models.Model, link: str) -> bool:
    """Tell whether following a link (parent, continues) from one row arrives at another.

    Ends on a circle that is stored already, too.
    """
    seen: set[Any] = set()
    while start is not None and goal.pk is not None and start.pk not in seen:
        if start.pk == goal.pk:
            return True
        seen.add(start.pk)
        start = getattr(start, link)
    return False


def stored_model(model: type[models.Model]) -> type[models.Model]:
    """Return the model in whose table the rows stand: of a proxy, the one it stands for."""
    return model._meta.concrete_model or model


class RetiredSlugQuerySet(models.QuerySet["RetiredSlug"]):
    """The slugs that are not to be used again."""

    def holds(self, model: type[models.Model], slug: str) -> bool:
        """Tell whether a deleted row of the model had that slug."""
        return self.filter(model=model._meta.label_lower, slug=slug).exists()

    def current(self, model: type[models.Model], slugs: Collection[str]) -> dict[str, str]:
        """Return each slug with the one that it leads to now: of merged rows, the kept one's."""
        now = {slug: slug for slug in slugs}
        while moved := dict(
            self.filter(model=model._meta.label_lower, slug__in=now.values())
            .exclude(moved_to="")
            .values_list("slug", "moved_to")
        ):
            now = {slug: moved.get(last, last) for slug, last in now.items()}
        return now

    def starting_with(self, model: type[models.Model], stem: str) -> set[str]:
        """Return the retired slugs of the model that begin with the stem."""
        found = self.filter(model=model._meta.label_lower, slug__startswith=stem)
        return set(found.values_list("slug", flat=True))


class RetiredSlug(models.Model):
    """The slug of a deleted or merged row: its address never comes to mean something else."""

    model = models.CharField(max_length=100)
    slug = models.CharField(max_length=SLUG_LENGTH)
    moved_to = models.CharField(
        max_length=SLUG_LENGTH,
        blank=True,
        default="",
        help_text="The slug of the row that took its place. Empty: it was deleted.",
    )

    objects = RetiredSlugQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            unique(
                "slug_is_retired_once", "model", "slug", sentence="This slug is already retired."
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.slug}"


def successor(things: models.QuerySet[Any], slug: str) -> Any:
    """Return the one of these things into which that of an old slug was merged, or None."""
    now = RetiredSlug.objects.current(stored_model(things.model), [slug])[slug]
    return None if now == slug else things.filter(slug=now).first()
