"""The project's own application, and the desk's admin site in place of Django's."""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate, pre_migrate


class NewsroomConfig(AppConfig):
    """People, settings and the desk."""

    name = "newsroom"
    verbose_name = "Newsroom"
    default = True

    def ready(self) -> None:
        """Keep the roles and the public store's triggers once a migration has made every table."""
        from .databases.settling import Migrations
        from .roles import keep_roles  # models are ready only now

        last = [app for app in apps.get_app_configs() if app.models_module][-1]
        post_migrate.connect(keep_roles, sender=last, dispatch_uid="newsroom.keep_roles")
        pre_migrate.connect(Migrations.begin, dispatch_uid="newsroom.migrations_begin")
        post_migrate.connect(keep_the_store, sender=self, dispatch_uid="newsroom.keep_the_store")


def keep_the_store(using: str, **_kwargs: Any) -> None:
    """Keep the public store's triggers; runs after every migration, when all tables are made."""
    from .databases.settling import Migrations
    from .wire.upkeep import keep_store

    keep_store(using)
    Migrations.end()


class DeskAdminConfig(admin_apps.AdminConfig):
    """Django's admin, with the desk's own site."""

    default = False
    default_site = "newsroom.desk.DeskSite"
