"""Rows that were on file before there was a folded column get one."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from actors.models import Office
from articles.models import Quote
from tests.factories import make_office, make_quote

pytestmark = pytest.mark.django_db


class Editor:
    """What a migration's function needs of a schema editor."""

    connection = connection


def test_titles_of_offices_on_file_are_folded() -> None:
    make_office(title="Présidente du Sénat")
    Office.objects.update(folded="")

    import_module("actors.migrations.0003_office_folded").fold_titles(apps, Editor)

    assert Office.objects.get().folded == "presidente du senat"


def test_words_of_quotes_on_file_are_folded() -> None:
    make_quote(text="We’ve agreed", attribution="unnamed", source_description="The Élysée")
    Quote.objects.update(folded="")

    import_module("articles.migrations.0004_quote_folded").fold_words(apps, Editor)

    assert Quote.objects.get().folded == "weve agreed the elysee"
