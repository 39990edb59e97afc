"""The members of the desk."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.http import HttpRequest

from actors.admin import SafeStart, TellsWhatIsSaved
from actors.forms import DeskModelForm, SeenTexts
from newsroom.clock import ZoneField
from newsroom.models import User


class NewMemberForm(SeenTexts, AdminUserCreationForm):
    """Somebody new at the desk."""


class MemberForm(SeenTexts, UserChangeForm):
    """Somebody of the desk."""


@admin.register(User)
class MemberAdmin(SafeStart, TellsWhatIsSaved, UserAdmin):
    """Who writes, verifies, reviews and publishes."""

    add_form: Any = NewMemberForm
    form = MemberForm

    show_full_result_count = False
    list_filter = ("is_staff", "is_active", "groups")
    autocomplete_fields = ("groups",)
    filter_horizontal = ()
    fieldsets = (
        *(UserAdmin.fieldsets or ())[:2],
        ("Clock", {"fields": ("time_zone",)}),
        *(UserAdmin.fieldsets or ())[2:],
    )
    readonly_fields = ("last_login", "date_joined")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the time zones by typing."""
        if db_field.name == "time_zone":
            kwargs["form_class"] = ZoneField
        return super().formfield_for_dbfield(db_field, request, **kwargs)


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(SafeStart, TellsWhatIsSaved, GroupAdmin):
    """What the roles of the desk may do."""

    form = DeskModelForm
