"""Whose clock the desk shows: each member's own in the admin, the desk's everywhere else."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from newsroom.models import User
from newsroom.zones import zone_named, zone_names


class EditorsClock:
    """Shows and reads the admin's times in the time zone of whoever is logged in.

    The API and the readers' pages keep the desk's: nobody is asked there who they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(reverse("admin:index")):
            return self.get_response(request)
        with timezone.override(zone_of(request.user)):
            return self.get_response(request)


def zone_of(user: Any) -> Any:
    """Return a member's time zone: their own, or the desk's."""
    name = getattr(user, "time_zone", "")
    return ZoneInfo(name) if name in zone_names() else timezone.get_default_timezone()


class ZoneInput(forms.TextInput):
    """A time zone, found by typing a part of its name."""

    template_name = "widgets/zone.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Add the zones on offer."""
        context = super().get_context(name, value, attrs)
        context["widget"]["zones"] = zone_names()
        context["widget"]["list_id"] = f"{context['widget']['attrs'].get('id', name)}_zones"
        return context


class ZoneField(forms.CharField):
    """A time zone by its name or, where only one has it, its city alone: Kolkata."""

    widget = ZoneInput

    def to_python(self, value: Any) -> Any:
        """Return the zone's own name for what is typed."""
        return zone_named(str(super().to_python(value) or ""))


class ClockForm(forms.ModelForm):
    """A member's own time zone."""

    time_zone = ZoneField(
        label="Your time zone",
        required=False,
        max_length=64,
        help_text="Type a city, such as Kolkata, and choose. Empty: the desk's clock.",
    )

    class Meta:
        model = User
        fields = ("time_zone",)


def own_clock(request: HttpRequest, site: Any) -> HttpResponse:
    """Let every member of the desk set the clock that they read."""
    member = User.objects.get(username=request.user.get_username())
    form = ClockForm(request.POST or None, instance=member)
    if request.method == "POST" and form.is_valid():
        form.save()
        zone = zone_of(member)
        messages.success(request, f"Times are shown and read in {zone} from here on.")
        return HttpResponseRedirect(reverse("admin:clock"))
    context = {
        **site.each_context(request),
        "title": "Your clock",
        "form": form,
        "desk_zone": timezone.get_default_timezone(),
        "now": timezone.now(),
    }
    return render(request, "admin/clock.html", context)
