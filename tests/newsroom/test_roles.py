"""The desk's roles: groups that hold exactly their permissions after every migration."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db.models.signals import post_migrate

from newsroom.roles import (
    ADMINISTRATOR,
    DESK_EDITOR,
    LEGAL,
    REPORTER,
    ROLES,
    SUB_EDITOR,
    keep_roles,
)
from tests.factories import make_member, make_user

WRITTEN = {
    "actors": ["actor", "actorname", "office"],
    "summits": ["event", "participation", "series", "summit"],
    "articles": ["article", "citation", "claim", "coverage", "quote"],
}
REPORTER_DELETES = {
    "actors.delete_actorname",
    "summits.delete_participation",
    "articles.delete_article",
    "articles.delete_citation",
    "articles.delete_claim",
    "articles.delete_coverage",
}
TOPICS = {"articles.add_topic", "articles.change_topic", "articles.delete_topic"}
MERGES = {"actors.merge_actor", "summits.merge_event"}


def on_all(*actions: str) -> set[str]:
    return {
        f"{app}.{action}_{model}"
        for app, models in WRITTEN.items()
        for model in models
        for action in actions
    }


#: Written out by hand, beyond looking at everything of the desk.
EXPECTED = {
    REPORTER: on_all("add", "change") | REPORTER_DELETES,
    SUB_EDITOR: on_all("add", "change")
    | REPORTER_DELETES
    | {"articles.review_article", "articles.verify_quote"},
    DESK_EDITOR: on_all("add", "change", "delete")
    | {
        "articles.review_article",
        "articles.verify_quote",
        "articles.publish_article",
        "articles.withdraw_article",
        "articles.retract_article",
    }
    | TOPICS
    | MERGES,
    LEGAL: {"articles.review_article", "articles.withdraw_article", "articles.verify_quote"},
    ADMINISTRATOR: {
        f"{model.split('.')[0]}.{action}_{model.split('.')[1]}"
        for model in ("newsroom.user", "auth.group")
        for action in ("view", "add", "change", "delete")
    }
    | TOPICS
    | MERGES,
}


def held_by(role: str) -> set[str]:
    rows = Group.objects.get(name=role).permissions.select_related("content_type")
    return {f"{row.content_type.app_label}.{row.codename}" for row in rows}


def looking_at_everything() -> set[str]:
    return {
        f"{model._meta.app_label}.view_{model._meta.model_name}"
        for label in ("actors", "summits", "articles")
        for model in apps.get_app_config(label).get_models()
    }


def test_the_roles_are_these() -> None:
    assert set(ROLES) == set(EXPECTED)
    assert set(ROLES) == {"reporter", "sub-editor", "desk editor", "legal", "administrator"}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_holds_exactly_its_permissions(db, role) -> None:
    assert held_by(role) == EXPECTED[role] | looking_at_everything()


@pytest.mark.parametrize("name", sorted(set().union(*ROLES.values())))
def test_every_permission_of_a_role_exists(db, name) -> None:
    app, codename = name.split(".")

    assert Permission.objects.filter(content_type__app_label=app, codename=codename).count() == 1


def test_a_changed_group_is_put_back_by_the_next_migration(db) -> None:
    group = Group.objects.get(name=REPORTER)
    group.permissions.remove(Permission.objects.get(codename="add_article"))
    group.permissions.add(Permission.objects.get(codename="publish_article"))
    Group.objects.get(name=LEGAL).delete()

    call_command("migrate", verbosity=0)

    assert held_by(REPORTER) == EXPECTED[REPORTER] | looking_at_everything()
    assert held_by(LEGAL) == EXPECTED[LEGAL] | looking_at_everything()


def test_who_holds_a_role_keeps_it_over_a_migration(db) -> None:
    member = make_member(DESK_EDITOR)

    keep_roles()

    assert [group.name for group in member.groups.all()] == [DESK_EDITOR]


def test_a_group_of_the_desks_own_stays_as_it_is(db) -> None:
    photo = Group.objects.create(name="photo desk")
    photo.permissions.add(Permission.objects.get(codename="change_article"))

    call_command("migrate", verbosity=0)

    assert held_by("photo desk") == {"articles.change_article"}
    assert Group.objects.count() == len(ROLES) + 1


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_flush_makes_the_roles_anew(transactional_db, time) -> None:
    assert {group.name for group in Group.objects.all()} == set(ROLES)
    for role in ROLES:
        assert held_by(role) == EXPECTED[role] | looking_at_everything()

    Group.objects.all().delete()


def test_roles_are_kept_once_after_a_migration() -> None:
    last = [app for app in apps.get_app_configs() if app.models_module][-1]

    listening = [key for key, *_ in post_migrate.receivers if key[0] == "newsroom.keep_roles"]

    assert listening == [("newsroom.keep_roles", id(last))]
    assert last.label not in {name.split(".")[0] for names in ROLES.values() for name in names}


def test_a_superuser_needs_no_role(db) -> None:
    assert all(make_user().has_perm(name) for name in set().union(*ROLES.values()))
