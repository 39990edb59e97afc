"""The members of the desk."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from newsroom.models import User


@admin.register(User)
class MemberAdmin(UserAdmin):
    """Who writes, verifies, reviews and publishes."""

    show_full_result_count = False
    list_filter = ("is_staff", "is_active", "groups")
    autocomplete_fields = ("groups",)
    filter_horizontal = ()
