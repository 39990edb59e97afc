"""Actors with their names and offices, and the list of all names."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, IntegerField, Value, When

from actors.models import Actor, ActorName
from actors.names import fold_name

from .base import DeskAdmin
from .links import linked_count
from .merging import MergingAdmin
from .office import OfficeTable
from .public import PublicNow, TickedPublic
from .queries import find_words, has_no_word
from .rows import DeskTable


class NameTable(DeskTable):
    """The other names of an actor."""

    model = ActorName
    fields = ("name", "kind", "lang")
    related = ("actor",)
    verbose_name_plural = "Other names (search finds them all)"


@admin.register(Actor)
class ActorAdmin(MergingAdmin, TickedPublic):
    """Who speaks and acts."""

    list_display = ("name", "kind", "org_type", "country", "is_public", "quotes_linked", "parent")
    list_select_related = ("parent",)
    list_filter = (PublicNow, "kind", "org_type", "country")
    search_fields = ("folded",)
    search_help_text = "Any name, short name or abbreviation; accents and case do not matter"
    ordering = ("sort_name", "id")
    counted = ("quotes",)
    inlines = (NameTable, OfficeTable)
    empty_sentence = "No actor found. Try another name, or add the actor."
    fieldsets = (
        (None, {"fields": ("name", ("kind", "org_type"), "country", "description")}),
        ("Readers", {"classes": ("side",), "fields": ("is_public",)}),
        ("Details", {"classes": ("side",), "fields": ("sort_name", "parent", "wikidata")}),
        ("Technical", {"classes": ("side", "collapse"), "fields": ("slug",)}),
    )

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> Any:
        """Find by all names, folded; who is called or begins just so comes first."""
        folded = fold_name(search_term)
        if has_no_word(search_term):
            return queryset.none(), False
        if folded:
            rank = Case(
                When(folded=folded, then=Value(0)),
                When(folded__startswith=folded, then=Value(1)),
                default=Value(2),
                output_field=IntegerField(),
            )
            queryset = queryset.filter(pk__in=Actor.objects.named(search_term).values("pk"))
            queryset = queryset.annotate(rank=rank)
            if request.path.endswith("/autocomplete/"):
                queryset = queryset.order_by("rank", "sort_name", "id")
        return queryset, False

    def detail(self, row: Actor) -> str:
        """Return what the actor is: “News agency · RU”."""
        what = row.get_org_type_display() or row.get_kind_display()
        parts = [what, row.country, "" if row.is_public else "not public"]
        return " · ".join(part for part in parts if part)

    @admin.display(description="quotes", ordering="quotes_count")
    def quotes_linked(self, row: Any) -> str:
        """Return how many quotes there are, leading to them."""
        return linked_count("admin:articles_quote_changelist", row.quotes_count, speaker=row.pk)


@admin.register(ActorName)
class ActorNameAdmin(DeskAdmin):
    """All other names, to find who “the Kremlin” is."""

    list_display = ("name", "kind", "lang", "actor")
    list_select_related = ("actor",)
    list_filter = (PublicNow, "kind", "lang")
    search_fields = ("folded", "actor__folded")
    search_help_text = "The name, or the actor's own"
    fields = ("actor", ("name", "kind", "lang"))

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> Any:
        """Find by the name or its actor's, folded."""
        return find_words(queryset, search_term, "folded", "actor__folded"), False
