"""The desk's roles: groups whose permissions are kept as they are written here."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps as every_app
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

REPORTER, SUB_EDITOR, DESK_EDITOR = "reporter", "sub-editor", "desk editor"
LEGAL, ADMINISTRATOR = "legal", "administrator"

#: What everybody of the desk may look at: the models of these apps, not who logs in.
DESK_APPS = ("actors", "summits", "articles")
#: What the desk writes; the rest is the record, which only services write.
WRITTEN = (
    "actors.actor",
    "actors.actorname",
    "actors.office",
    "summits.series",
    "summits.event",
    "summits.summit",
    "summits.participation",
    "articles.article",
    "articles.citation",
    "articles.coverage",
    "articles.claim",
    "articles.quote",
)
#: What belongs to something else and goes with a tick in its page.
PARTS = (
    "actors.actorname",
    "summits.participation",
    "articles.citation",
    "articles.coverage",
    "articles.claim",
)


def _on(actions: Iterable[str], models: Iterable[str]) -> set[str]:
    return {
        f"{app}.{action}_{model}"
        for action in actions
        for app, model in (name.split(".") for name in models)
    }


_REPORTER = {
    *_on(("add", "change"), WRITTEN),
    *_on(("delete",), (*PARTS, "articles.article")),
}
_SUB_EDITOR = {*_REPORTER, "articles.review_article", "articles.verify_quote"}
_MERGES = {"actors.merge_actor", "summits.merge_event"}
_TOPICS = _on(("add", "change", "delete"), ("articles.topic",))

#: The permissions of each role beyond looking at everything.
ROLES: dict[str, set[str]] = {
    REPORTER: _REPORTER,
    SUB_EDITOR: _SUB_EDITOR,
    DESK_EDITOR: {
        *_SUB_EDITOR,
        *_on(("delete",), WRITTEN),
        *_MERGES,
        *_TOPICS,
        "articles.publish_article",
        "articles.withdraw_article",
        "articles.retract_article",
    },
    LEGAL: {"articles.review_article", "articles.withdraw_article", "articles.verify_quote"},
    ADMINISTRATOR: {
        *_on(("view", "add", "change", "delete"), ("newsroom.user", "auth.group")),
        *_MERGES,
        *_TOPICS,
    },
}


def keep_roles(using: str = "default", apps: Any = every_app, **_kwargs: Any) -> None:
    """Make each role's group hold exactly its permissions; runs after every migration.

    Where only some apps are migrated, there may be no groups yet, and permissions whose models do
    not exist are left out. Groups that the desk made itself stay as they are.
    """
    if "group" not in apps.all_models["auth"]:
        return
    everywhere = Permission.objects.using(using).select_related("content_type")
    looks = everywhere.filter(content_type__app_label__in=DESK_APPS, codename__startswith="view_")
    with transaction.atomic(using):
        for role, names in ROLES.items():
            group, _made = Group.objects.using(using).get_or_create(name=role)
            group.permissions.set([*looks, *everywhere.filter(_any_of(names))])


def _any_of(names: Iterable[str]) -> Q:
    wanted = Q(pk__in=())
    for name in names:
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return wanted
