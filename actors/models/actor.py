"""Actors and their names."""

from collections.abc import Iterator
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from actors.countries import validate_country
from actors.fields import FoldedNameField
from actors.names import fold_name

from .base import (
    COUNTRY_PATTERN,
    LANGUAGE_PATTERN,
    Record,
    Slugged,
    SluggedManager,
    check,
    in_list,
    leads_to,
    not_blank,
    unique,
)

QID_PATTERN = r"\AQ[1-9][0-9]*\Z"


class ActorKind(models.TextChoices):
    """What an actor is."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"


class OrganisationType(models.TextChoices):
    """What an organisation is."""

    IGO = "igo", "Intergovernmental organisation"
    GOVERNMENT_BODY = "government_body", "Government body"
    MEDIA = "media", "Media outlet"
    MEDIA_RADIO = "media_radio", "Radio station"
    NEWS_AGENCY = "news_agency", "News agency"
    UNIVERSITY = "university"
    ACADEMIC_UNIT = "academic_unit", "Academic unit"
    PARTY = "party"
    SECURITY_FORCE = "security_force", "Security force"
    COMPANY = "company"
    NGO = "ngo", "Non-governmental organisation"
    OTHER = "other"


class NameKind(models.TextChoices):
    """What another name of an actor is."""

    VARIANT = "variant"
    SHORT = "short"
    ABBREVIATION = "abbreviation"
    METONYM = "metonym"
    TRANSLITERATION = "transliteration"
    NATIVE = "native"
    TITLED = "titled"
    DESCRIPTIVE = "descriptive"


class ActorQuerySet(models.QuerySet["Actor"]):
    """Which actors there are."""

    def published(self) -> Self:
        """Return the actors that readers may see (R6)."""
        return self.filter(is_public=True)

    def previewable(self) -> Self:
        """Return the actors that a preview shows: all, as if they were ticked public."""
        return self.all()

    def named(self, text: str) -> Self:
        """Return the actors any of whose names holds all words of the text, folded."""
        words = fold_name(text).split()
        found = self if words or not text.strip() else self.none()
        for word in words:
            other_name = ActorName.objects.filter(actor=OuterRef("pk"), folded__contains=word)
            found = found.filter(Q(folded__contains=word) | Exists(other_name))
        return found


class ActorManager(SluggedManager.from_queryset(ActorQuerySet)):  # type: ignore[misc]  # dynamic
    """Actors by slug, with their questions."""


class Actor(Slugged):
    """A person, state or organisation that speaks or acts; media outlets are organisations."""

    Kind = ActorKind
    OrgType = OrganisationType
    slug_sources = ("name",)
    merge_fills = ("country", "wikidata", "parent", "description")

    name = models.CharField(max_length=200, help_text="As readers see it: Xi Jinping, India, TASS.")
    sort_name = models.CharField(
        max_length=200,
        blank=True,
        help_text="How it sorts: “Putin, Vladimir”, but “Xi Jinping”. Empty: the name itself.",
    )
    folded = FoldedNameField(source="name", max_length=200, default="")
    kind = models.CharField(max_length=20, choices=ActorKind, default=ActorKind.PERSON)
    country = models.CharField(
        max_length=2,
        blank=True,
        validators=[validate_country],
        help_text="Two capitals (ISO 3166-1): IN, RU, CN. States need it.",
    )
    org_type = models.CharField(
        "type of organisation",
        max_length=20,
        choices=OrganisationType,
        blank=True,
        help_text="For organisations only.",
    )
    wikidata = models.CharField(
        "Wikidata id", max_length=20, blank=True, help_text="Such as Q7747. Leave empty if unsure."
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="part of",
        help_text="The larger body it belongs to: a centre's university, an agency's ministry.",
    )
    description = models.TextField(blank=True, help_text="One sentence for readers.")
    is_public = models.BooleanField(
        "public",
        default=False,
        help_text="Shown to readers. Off: its name is left out wherever readers would meet it.",
    )

    objects: ClassVar[ActorManager] = ActorManager()

    class Meta(Slugged.Meta):
        ordering = ("sort_name", "id")
        indexes: ClassVar = [
            models.Index(fields=["sort_name", "id"], name="actor_by_name"),
            models.Index(fields=["created_at", "id"], name="actor_by_creation"),
        ]
        permissions: ClassVar = [("merge_actor", "Can merge actors that are the same")]
        constraints: ClassVar = [
            *Slugged.Meta.constraints,
            check("actor_has_a_name", not_blank("name"), "Give the actor a name.", at="name"),
            in_list("actor_kind_is_in_the_list", "kind", ActorKind),
            check(
                "actor_country_is_two_capitals",
                Q(country="") | Q(country__regex=COUNTRY_PATTERN),
                "Write the country as two capitals, such as IN.",
                at="country",
            ),
            check(
                "state_has_a_country",
                ~Q(kind=ActorKind.STATE) | ~Q(country=""),
                "A state needs its country code, such as IN.",
                at="country",
            ),
            unique(
                "one_state_for_each_country",
                "country",
                when=Q(kind=ActorKind.STATE),
                sentence="There is already a state with this country code. Use that one.",
                at="country",
            ),
            check(
                "actor_wikidata_is_a_qid",
                Q(wikidata="") | Q(wikidata__regex=QID_PATTERN),
                "Write the Wikidata id as Q and a number, such as Q7747.",
                at="wikidata",
            ),
            unique(
                "one_actor_for_each_wikidata_id",
                "wikidata",
                when=~Q(wikidata=""),
                sentence="Another actor has this Wikidata id. Use that one.",
                at="wikidata",
            ),
            check(
                "organisation_type_is_in_the_list",
                Q(org_type="") | Q(org_type__in=OrganisationType.values),
                "Choose a type from the list.",
                at="org_type",
            ),
            check(
                "only_and_every_organisation_has_a_type",
                (Q(kind=ActorKind.ORGANISATION) & ~Q(org_type=""))
                | (~Q(kind=ActorKind.ORGANISATION) & Q(org_type="")),
                "Choose the type of an organisation; leave it empty for a person or a state.",
                at="org_type",
            ),
            check(
                "actor_is_not_part_of_itself",
                Q(parent=None) | ~Q(parent=F("id")),
                "An actor cannot be part of itself. Choose another one or leave it empty.",
                at="parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_published(self) -> bool:
        """Tell whether readers may see this actor (the twin of published())."""
        return self.is_public

    def clean(self) -> None:
        """Refuse a circle of parents, and a kind at odds with the offices on file."""
        super().clean()
        if self.parent_id != self.pk and leads_to(self.parent, self, "parent"):
            raise ValidationError(
                {"parent": f"{self.parent} is already part of {self}. Choose another one."}
            )
        if self._state.adding:
            return
        if self.kind != ActorKind.PERSON and self.offices.exists():
            raise ValidationError(
                {"kind": "Only a person holds offices. Remove the offices first."}
            )
        if self.kind == ActorKind.PERSON and self.offices_within.exists():
            raise ValidationError({"kind": "People hold offices in this body, so it is no person."})

    def why_not_merge(self, gone: "Actor") -> Iterator[str]:
        """Yield why another actor is not this one: another kind, state or Wikidata id."""
        if gone.kind != self.kind:
            yield (
                f"“{gone}” and “{self}” are of different kinds "
                f"({gone.get_kind_display().lower()}, {self.get_kind_display().lower()}), "
                "so they are not the same. Correct the kind first if it is wrong."
            )
        elif self.kind == ActorKind.STATE and gone.country != self.country:
            yield (
                f"“{gone}” ({gone.country}) and “{self}” ({self.country}) are two states. "
                "Correct the country first if it is wrong."
            )
        if gone.wikidata and self.wikidata and gone.wikidata != self.wikidata:
            yield (
                f"“{gone}” is {gone.wikidata} on Wikidata and “{self}” {self.wikidata}. "
                "Empty the wrong one first if they are the same."
            )

    def take_name(self, gone: "Actor") -> list["ActorName"]:
        """Keep the other actor's name as a variant, unless it is known already."""
        if gone.name == self.name or self.names.filter(name=gone.name).exists():
            return []
        return [ActorName(actor=self, name=gone.name, kind=NameKind.VARIANT)]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, sorting under the name itself where no sort name is given."""
        self.sort_name = self.sort_name or self.name
        super().save(*args, **kwargs)


class ActorNameQuerySet(models.QuerySet["ActorName"]):
    """Which other names there are."""

    def published(self) -> Self:
        """Return the names whose actor readers may see (R6)."""
        return self.filter(actor__in=Actor.objects.published())

    def get_by_natural_key(self, actor: str, name: str, lang: str) -> "ActorName":
        """Return the name by its actor's slug, its text and its language."""
        return self.get(actor__slug=actor, name=name, lang=lang)


class ActorName(Record):
    """Another name of an actor; the same name may belong to several actors (“President”)."""

    Kind = NameKind

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    folded = FoldedNameField(source="name", max_length=200, default="")
    kind = models.CharField(
        max_length=20,
        choices=NameKind,
        default=NameKind.VARIANT,
        help_text="“Descriptive” (“her party”) is kept for the record and never matched in texts.",
    )
    lang = models.CharField(
        "language", max_length=20, blank=True, help_text="BCP 47 tag: en, ru, ru-Cyrl."
    )

    objects = ActorNameQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints: ClassVar = [
            check("actor_name_is_not_blank", not_blank("name"), "Write the name.", at="name"),
            in_list("actor_name_kind_is_in_the_list", "kind", NameKind),
            check(
                "actor_name_language_is_a_tag",
                Q(lang="") | Q(lang__regex=LANGUAGE_PATTERN),
                "Write the language as a BCP 47 tag, such as en or ru-Cyrl.",
                at="lang",
            ),
            unique(
                "one_row_for_each_name_of_an_actor",
                "actor",
                "name",
                "lang",
                sentence="This actor has that name in that language already.",
                at="name",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str, str]:
        """Return the actor's slug, the name and its language."""
        return (self.actor.slug, self.name, self.lang)

    natural_key.dependencies = ["actors.actor"]  # type: ignore[attr-defined]  # Django reads it

    @property
    def is_published(self) -> bool:
        """Tell whether readers may see this name (the twin of published())."""
        return self.actor.is_published
