"""Who takes part: rows on an event's page, and the list of all."""

from typing import Any

from django.contrib import admin

from actors.admin import DeskAdmin, DeskTable, PublicNow
from actors.models import Actor
from summits.models import Participation


class ParticipationTable(DeskTable):
    """Who takes part in the event."""

    model = Participation
    fields = ("actor", "label", "role", "status", "title_as_printed", "delegation_of")
    related = ("event", "actor", "delegation_of")
    verbose_name = "participant"
    verbose_name_plural = "Who takes part"


@admin.register(Participation)
class ParticipationAdmin(DeskAdmin):
    """Every part that anybody takes in any event."""

    list_display = ("who", "role", "status", "event", "title_as_printed", "delegation_of")
    list_display_links = ("who",)
    list_select_related = ("actor", "event", "delegation_of")
    list_filter = (PublicNow, "role", "status")
    search_fields = ("label", "title_as_printed", "event__folded")
    search_help_text = "Anybody's name, a label, a title or the event"
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "event",
                    ("actor", "label"),
                    ("role", "status"),
                    ("title_as_printed", "delegation_of"),
                )
            },
        ),
    )

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> Any:
        """Find by any name of who takes part, too."""
        found, doubled = super().get_search_results(request, queryset, search_term)
        if search_term:
            found = found | queryset.filter(actor__in=Actor.objects.named(search_term))
        return found, doubled

    @admin.display(description="who", ordering="actor__sort_name")
    def who(self, row: Participation) -> str:
        """Return the actor's name or the label."""
        return str(row.actor or row.label)
