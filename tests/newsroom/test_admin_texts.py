"""No text of any form of the desk takes a character that nobody sees."""

import pytest
from django import forms
from django.contrib import admin

from actors.forms import DeskModelForm
from articles.models import Topic
from tests.newsroom.admin_rows import ROWS

PAGES = admin.site._registry
UNSEEN = "a\u202eb"
REFUSAL = (
    "Character 2 (after “a”) is a mark that turns the reading direction around (U+202E), "
    "which nobody sees. Delete it there, or type those words again."
)


def text_fields(form):
    return [
        name
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField) and not field.disabled
        if not isinstance(field.widget, forms.PasswordInput)
    ]


def forms_of(page, request, row):
    """The forms of a page and of the rows on it; none where nobody adds such a row by hand."""
    if row is None and not page.has_add_permission(request):
        return []
    return [
        page.get_form(request, row, change=row is not None),
        *(rows.form for rows, _ in page.get_formsets_with_inlines(request, row)),
    ]


@pytest.mark.parametrize("is_new", [True, False], ids=["add", "change"])
@pytest.mark.parametrize("model", PAGES, ids=[model._meta.model_name for model in PAGES])
def test_every_text_of_every_form_refuses_what_nobody_sees(rf, admin_user, model, is_new):
    request = rf.get("/")
    request.user = admin_user
    row = None if is_new else ROWS[model]()

    for form in forms_of(PAGES[model], request, row):
        names = text_fields(form)
        errors = form(dict.fromkeys(names, UNSEEN)).errors

        assert {name: errors.get(name) for name in names} == {name: [REFUSAL] for name in names}


class TopicForm(DeskModelForm):
    class Meta:
        model = Topic
        fields = ("label",)


@pytest.mark.parametrize(("typed", "is_refused"), [("a\x07b", False), ("a\x07bc", True)])
def test_a_stored_text_is_let_be_until_it_is_changed(db, typed, is_refused):
    form = TopicForm({"label": typed}, instance=Topic(label="a\x07b"))

    assert ("label" in form.errors) == is_refused
