"""The project's own application, and the desk's admin site in place of Django's."""

from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate


class NewsroomConfig(AppConfig):
    """People, settings and the desk."""

    name = "newsroom"
    verbose_name = "Newsroom"
    default = True

    def ready(self) -> None:
        """Keep the roles once a migration has made every app's permissions."""
        from .roles import keep_roles  # models are ready only now

        last = [app for app in apps.get_app_configs() if app.models_module][-1]
        post_migrate.connect(keep_roles, sender=last, dispatch_uid="newsroom.keep_roles")


class DeskAdminConfig(admin_apps.AdminConfig):
    """Django's admin, with the desk's own site."""

    default = False
    default_site = "newsroom.desk.DeskSite"
