"""Pages for new rows, whatever the address begins their form with."""

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from tests.factories import make_user
from tests.newsroom.admin_rows import ROWS

pytestmark = pytest.mark.django_db
NONSENSE = ["abc", "", "-1", "1,abc", "99999999999999999999999", "\0", "1.5", "²"]


def editable(model):
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return [field for field in fields if field.editable]


def can_be_added(page):
    request = RequestFactory().get("/")
    request.user = make_user()
    return page.has_add_permission(request)


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_a_form_begun_with_nonsense_is_begun_without_it(admin_client, model):
    if not can_be_added(admin.site.get_model_admin(model)):
        return
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")

    answers = {
        value: admin_client.get(url, {field.name: value for field in editable(model)}).status_code
        for value in NONSENSE
    }

    assert answers == dict.fromkeys(NONSENSE, 200)


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_a_form_begun_with_a_row_begins_with_it(admin_client, model):
    if not can_be_added(admin.site.get_model_admin(model)):
        return
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
    rows = {
        field.name: ROWS[field.related_model]()
        for field in editable(model)
        if field.related_model in ROWS
    }

    response = admin_client.get(url, {name: row.pk for name, row in rows.items()})

    begun = response.context["adminform"].form.initial
    assert {name: [begun[name]] for name in rows} == {
        name: [str(row.pk)] if not isinstance(begun[name], list) else [[str(row.pk)]]
        for name, row in rows.items()
    }
