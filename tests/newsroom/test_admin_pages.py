import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.http import HttpRequest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from actors.admin import DeskAdmin
from actors.models import Actor, RetiredSlug
from articles.models import (
    Article,
    Presence,
    QuotationSearch,
    Quote,
    RejectedQuotation,
    SearchedArticle,
    SourceText,
)
from newsroom.models import Change, Document, Sequence, Touched, User, Waiting
from summits.models import Event, Summit
from tests.newsroom.admin_rows import ROWS, add_inline_rows, make_worded

MODELS = list(admin.site._registry)
WITH_INLINES = [Actor, Event, Summit, Article, Quote]
#: Read in the admin; written on other pages, or by services only.
READ_ONLY = ("citation", "correction", "coverage", "merge", "notice", "revision")
#: Kept by what their articles' pages do, or by the database; no editor looks for one of these.
ON_OTHER_PAGES = {
    RetiredSlug,
    Presence,
    SourceText,
    RejectedQuotation,
    QuotationSearch,
    SearchedArticle,
    Touched,
    Waiting,
    Document,
    Change,
    Sequence,
}
ADDABLE = [model for model in MODELS if model._meta.model_name not in READ_ONLY]
READ = [model for model in MODELS if model not in ADDABLE]
DESK = {model: page for model, page in admin.site._registry.items() if isinstance(page, DeskAdmin)}
INLINE_CODE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.I)


def names(models):
    return [model._meta.model_name for model in models]


def url_of(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return len(captured)


def is_under_a_strict_policy(response):
    policy = response.headers["Content-Security-Policy"]
    return "unsafe" not in policy and "default-src 'self'" in policy


def test_every_model_of_the_desk_has_its_pages():
    desk = {"actors", "summits", "articles", "newsroom"}
    ours = {model for model in apps.get_models() if model._meta.app_label in desk}

    assert ours - ON_OTHER_PAGES <= set(MODELS)


def test_every_registered_model_is_tried_here():
    assert set(ROWS) == set(MODELS)


@pytest.mark.once
@pytest.mark.parametrize("model", MODELS, ids=names(MODELS))
def test_a_list_costs_the_same_for_one_row_and_for_thirty(admin_client, model):
    ROWS[model]()
    url = url_of(model, "changelist")
    admin_client.get(url)
    for_one = queries(admin_client, url)
    for _ in range(29):
        ROWS[model]()

    for_thirty = queries(admin_client, url)

    assert for_thirty == for_one


@pytest.mark.once
@pytest.mark.parametrize("model", WITH_INLINES, ids=names(WITH_INLINES))
def test_a_page_costs_the_same_for_one_inline_row_and_for_thirty(admin_client, model):
    row = ROWS[model]()
    add_inline_rows(row)
    url = url_of(model, "change", row.pk)
    admin_client.get(url)
    for_one = queries(admin_client, url)
    for _ in range(29):
        add_inline_rows(row)

    for_thirty = queries(admin_client, url)

    assert for_thirty == for_one


@pytest.mark.parametrize("model", ADDABLE, ids=names(ADDABLE))
def test_every_add_page_answers_without_inline_code(admin_client, model):
    response = admin_client.get(url_of(model, "add"))

    assert response.status_code == 200
    assert INLINE_CODE.search(response.text) is None
    assert is_under_a_strict_policy(response)


@pytest.mark.parametrize("page", ["change", "history", "delete"])
@pytest.mark.parametrize("model", ADDABLE, ids=names(ADDABLE))
def test_every_page_of_a_row_answers_without_inline_code(admin_client, model, page):
    row = ROWS[model]()

    response = admin_client.get(url_of(model, page, row.pk))

    assert response.status_code == 200
    assert INLINE_CODE.search(response.text) is None


@pytest.mark.parametrize("page", ["change", "history"])
@pytest.mark.parametrize("model", READ, ids=names(READ))
def test_every_page_to_read_answers_and_saves_nothing(admin_client, model, page):
    row = ROWS[model]()

    response = admin_client.get(url_of(model, page, row.pk))

    assert response.status_code == 200
    assert INLINE_CODE.search(response.text) is None
    assert 'name="_save"' not in response.text
    assert admin_client.get(url_of(model, "add")).status_code == 403


@pytest.mark.parametrize("model", MODELS, ids=names(MODELS))
def test_every_choice_of_every_filter_answers(admin_client, model):
    ROWS[model]()
    url = url_of(model, "changelist")
    shown = admin_client.get(url).context["cl"]
    choices = [
        choice["query_string"] for spec in shown.filter_specs for choice in spec.choices(shown)
    ]

    answers = [admin_client.get(url + query).status_code for query in choices]

    assert set(answers) <= {200}


@pytest.mark.parametrize("model", MODELS, ids=names(MODELS))
def test_every_list_is_searched_for_words(admin_client, model):
    ROWS[model]()
    row = make_worded(model, "Quetzalcoatl")
    url = url_of(model, "changelist")

    def found(words):
        return list(admin_client.get(url, {"q": words}).context["cl"].result_list)

    assert found("quetzalc") == [row]
    assert found("Erdoğan 2025 %_'\"") == []


@pytest.mark.parametrize("model", DESK, ids=names(DESK))
def test_an_empty_list_says_what_to_do(admin_client, model):
    sentence = DESK[model].empty_sentence

    response = admin_client.get(url_of(model, "changelist"), {"q": "no such row anywhere"})

    assert sentence
    assert escape(sentence) in response.text


RELATIONS = [
    (model, name)
    for model, page in admin.site._registry.items()
    for name in page.get_autocomplete_fields(HttpRequest())
]


@pytest.mark.parametrize(
    ("model", "name"), RELATIONS, ids=[f"{model.__name__}.{name}" for model, name in RELATIONS]
)
def test_every_relation_is_found_by_typing(admin_client, model, name):
    source = {
        "app_label": model._meta.app_label,
        "model_name": model._meta.model_name,
        "field_name": name,
    }
    field = model._meta.get_field(name)
    ROWS[field.related_model]()
    row = make_worded(field.related_model, "Quetzalcoatl")
    key = str(getattr(row, field.target_field.attname))

    def found(term):
        answer = admin_client.get(reverse("admin:autocomplete"), {**source, "term": term}).json()
        return [result["id"] for result in answer["results"]]

    assert found("que") == [key]
    assert key in found("")
    assert found("xyz") == []


def test_every_relation_of_the_desk_is_one_of_them():
    desk = [model for model in ADDABLE if model not in (User, Group)]
    editable = {
        (model, field.name)
        for model in desk
        for field in [*model._meta.fields, *model._meta.local_many_to_many]
        if field.is_relation and field.editable and field.related_model is not User
        if field.name not in ("quotes", "events")  # edited as citations and coverage
    }

    assert editable <= set(RELATIONS)


def test_a_reader_of_the_desk_sees_pages_but_no_form(client, django_user_model):
    user = django_user_model.objects.create_user("reader", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(user)

    for model in (Article, Quote, Event, Actor):
        response = client.get(url_of(model, "change", ROWS[model]().pk))

        assert response.status_code == 200
        assert 'name="_save"' not in response.text
        assert 'name="_step_' not in response.text


def test_a_stranger_is_asked_to_log_in(client):
    response = client.get(url_of(Article, "changelist"))

    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")
