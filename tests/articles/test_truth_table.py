"""Role by state by action: the table in truth.py, held against rules, services and the API."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.utils import timezone

from articles.models import Article, Revision
from articles.revisions import plain, record_loaded, snapshot_of
from articles.services import (
    apply_proposal,
    approve_article,
    finish_save,
    issue_notice,
    propose_revision,
    publish_article,
    reject_proposal,
    reopen_article,
    reschedule_article,
    retract_article,
    send_back_article,
    submit_article,
    take_back_article,
    withdraw_article,
)
from articles.services.trail import lock_article
from articles.workflow import ACTIONS, open_to, refusal
from newsroom.models import User
from tests.articles.refusals import stored
from tests.articles.truth import ACTIONS as NAMES
from tests.articles.truth import ACTORS, STATES, expected, split
from tests.factories import make_article, make_member, make_user, warned_of

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)

#: What an article in a state is made of.
FIELDS: dict[str, dict[str, Any]] = {
    "draft": {"status": "draft"},
    "draft once published": {"status": "draft", "published_at": -HOUR},
    "in review": {"status": "in_review"},
    "approved": {"status": "in_review", "reviewed_by": True},
    "scheduled": {"status": "published", "published_at": HOUR, "reviewed_by": True},
    "published": {"status": "published", "published_at": -HOUR, "reviewed_by": True},
    "withdrawn": {"status": "withdrawn", "published_at": -HOUR},
    "withdrawn unread": {"status": "withdrawn"},
    "retracted": {"status": "retracted", "published_at": -HOUR, "retracted_at": -HOUR},
}


def make_actor_of(actor: str) -> User:
    role, _part = split(actor)
    if role in ("superuser", "nobody"):
        return make_user(is_superuser=role == "superuser")
    return make_member(role)


def proposed(article: Article, by: User) -> None:
    snapshot = snapshot_of(article)
    snapshot["article"]["headline"] = "Leaders part"
    # By hand: who proposed it may have had another role then.
    article.edit_counter += 1
    article.save()
    Revision.objects.create(
        article=article, seq=article.edit_counter, action="proposed", by=by,
        status_before="published", status_after="published", snapshot=plain(snapshot),
    )  # fmt: skip


def set_up(actor: str, state: str) -> tuple[Article, User]:
    """Make an article in a state, and somebody with a role and a part in it."""
    person, colleague = make_actor_of(actor), make_user()
    role, part = split(actor)
    at = timezone.now()
    fields = dict(FIELDS[state.removesuffix(", proposal")])
    for name in ("published_at", "retracted_at"):
        if name in fields:
            fields[name] = at + fields[name]
    if fields.get("reviewed_by"):
        fields["reviewed_by"] = make_user()
    author = person if part == "who wrote it" else colleague
    article = make_article(headline="Leaders meet", created_by=author, **fields)
    if role != "superuser":  # who finds articles of which nothing is on record, as from a fixture
        record_loaded(article)
    if state.endswith(", proposal"):
        proposed(article, person if part == "who proposed" else colleague)
    return article, person


def save(article: Article, by: User) -> None:
    with transaction.atomic():
        locked = lock_article(article)
        locked.headline = "Leaders quarrel"
        locked.save()
        finish_save(locked, by=by)


def propose(article: Article, by: User) -> None:
    snapshot = snapshot_of(article)
    snapshot["article"]["headline"] = "Leaders quarrel"
    propose_revision(article, snapshot, by=by)


def open_seq(article: Article) -> int:
    waiting = Revision.objects.open_proposal(article)
    return waiting.seq if waiting else 0


def apply(article: Article, by: User) -> None:
    accepted = warned_of(article)
    apply_proposal(article, by=by, seq=open_seq(article), text="So.", acknowledged=accepted)


SERVICES: dict[str, Callable[[Article, User], object]] = {
    "save": save,
    "edit_in_review": save,
    "submit": lambda article, by: submit_article(article, by=by),
    "take_back": lambda article, by: take_back_article(article, by=by),
    "send_back": lambda article, by: send_back_article(article, by=by, reason="So."),
    "approve": lambda article, by: approve_article(article, by=by),
    "publish": lambda article, by: publish_article(article, by=by, acknowledged=warned_of(article)),
    "propose": propose,
    "apply": apply,
    "reject": lambda article, by: reject_proposal(article, by=by, seq=open_seq(article)),
    "reschedule": lambda article, by: reschedule_article(
        article, by=by, at=timezone.now() + 2 * HOUR, embargo_until=None
    ),
    "notice": lambda article, by: issue_notice(article, by=by, kind="update", text="So."),
    "withdraw": lambda article, by: withdraw_article(article, by=by, reason="So."),
    "reopen": lambda article, by: reopen_article(article, by=by),
    "retract": lambda article, by: retract_article(article, by=by, text="So."),
}
#: Two names of one service, by the status of the article.
ONE_SERVICE = {"save": "edit_in_review", "edit_in_review": "save"}


def test_the_table_names_every_action_and_every_state() -> None:
    assert list(ACTIONS) == list(NAMES)
    assert set(SERVICES) | {"delete"} == set(NAMES)
    assert {state.removesuffix(", proposal") for state in STATES} == set(FIELDS)


@pytest.mark.once
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("actor", ACTORS)
def test_the_rules_say_what_the_table_says(actor, state) -> None:
    article, person = set_up(actor, state)

    answers = {name: not refusal(name, article, person) for name in NAMES}

    assert answers == {name: expected(actor, state, name) for name in NAMES}
    assert open_to(article, person) == [name for name in NAMES if answers[name]]


def parts_that_matter(state: str) -> list[str]:
    """Return who acts on an article in a state; a part without any say there is left out."""
    if state.endswith("proposal"):
        return [actor for actor in ACTORS if split(actor)[1] != "who wrote it"]
    unread = state.startswith("draft") or state in ("in review", "approved")
    return [actor for actor in ACTORS if split(actor)[1] in ("", "who wrote it" if unread else "")]


@pytest.mark.parametrize(
    ("actor", "state"), [(actor, state) for state in STATES for actor in parts_that_matter(state)]
)
def test_the_services_do_what_the_table_says(actor, state) -> None:
    article, person = set_up(actor, state)
    before = stored()
    for name, act in SERVICES.items():
        allowed = expected(actor, state, name) or (
            name in ONE_SERVICE and expected(actor, state, ONE_SERVICE[name])
        )
        with transaction.atomic():
            fresh = Article.objects.get(pk=article.pk)
            if allowed:
                act(fresh, person)
                assert stored() != before, name
                latest = Revision.objects.of_article(fresh)[0]
                assert (latest.seq, latest.by) == (Article.objects.get().edit_counter, person)
            else:
                with pytest.raises(ValidationError) as refused, transaction.atomic():
                    act(fresh, person)
                assert all(message.endswith(".") for message in refused.value.messages)
                assert stored() == before, name
            transaction.set_rollback(True)


#: What readers get at the article's address.
ANSWERS = {
    "draft": 404,
    "draft once published": 404,
    "in review": 404,
    "approved": 404,
    "scheduled": 404,
    "scheduled, proposal": 404,
    "published": 200,
    "published, proposal": 200,
    "withdrawn": 404,
    "withdrawn unread": 404,
    "retracted": 410,
}


@pytest.mark.parametrize("state", STATES)
def test_the_api_answers_everybody_alike(state) -> None:
    article, _author = set_up("reporter who wrote it", state)
    address = f"/api/v1/articles/{article.slug}/"
    anonymous = Client().get(address)

    assert anonymous.status_code == ANSWERS[state]
    for actor in ("reporter", "sub-editor", "desk editor", "legal", "administrator", "superuser"):
        client = Client()
        client.force_login(make_actor_of(actor))

        answer = client.get(address)

        assert (answer.status_code, answer.content) == (anonymous.status_code, anonymous.content)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("actor", ["superuser", "desk editor", "nobody", "a stranger"])
def test_the_api_takes_no_write(actor, state) -> None:
    article, _author = set_up("reporter who wrote it", state)
    client = Client()
    if actor != "a stranger":
        client.force_login(make_actor_of(actor))
    before = stored()

    for method in ("post", "put", "patch", "delete"):
        for address in (f"/api/v1/articles/{article.slug}/", "/api/v1/articles/"):
            answer = getattr(client, method)(address, {"headline": "x"}, "application/json")
            assert answer.status_code in (403, 405), (method, address)

    assert stored() == before
