"""The project's own application, and the desk's admin site in place of Django's."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class NewsroomConfig(AppConfig):
    """People, settings and the desk."""

    name = "newsroom"
    verbose_name = "Newsroom"
    default = True


class DeskAdminConfig(admin_apps.AdminConfig):
    """Django's admin, with the desk's own site."""

    default = False
    default_site = "newsroom.desk.DeskSite"
