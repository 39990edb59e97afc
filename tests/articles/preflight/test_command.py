"""``manage.py preflight`` and the panel on the article's page."""

from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory

from articles.live import preflight_panel
from articles.preflight import preflight
from tests.articles.preflight.fit import change, citation_of, make_fit_article, paragraphs
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def run(*slugs: str, **options) -> tuple[list[str], int]:
    """Return the lines that the command prints, and its exit status."""
    out, code = StringIO(), 0
    try:
        call_command("preflight", *slugs, stdout=out, no_color=True, **options)
    except CommandError as error:
        code = error.returncode
    return out.getvalue().splitlines(), code


def with_a_warning(headline: str = "Crossings to open"):
    article = make_fit_article(headline=headline)
    change(citation_of(article), speaker_as_printed="she")
    return article


def with_an_error(headline: str = "Crossings to close"):
    article = with_a_warning(headline)
    change(citation_of(article).quote, status="disputed")
    return article


def test_the_command_checks_all_articles_and_counts() -> None:
    make_fit_article()
    article = with_a_warning()
    slug = citation_of(article).quote.slug

    lines, code = run()

    assert code == 0
    assert lines == [
        f"warning Q04 crossings-to-open Quote {slug}: The quote is given to “she” only.",
        "2 articles, 0 errors, 1 warning.",
    ]


def test_the_command_fails_while_an_error_stands() -> None:
    with_a_warning()
    with_an_error()

    lines, code = run()

    assert code == 1
    assert [line.split(" Quote")[0] for line in lines] == [
        "warning Q04 crossings-to-open",
        "error Q02 crossings-to-close",
        "warning Q04 crossings-to-close",
        "2 articles, 1 error, 2 warnings.",
    ]
    assert run("crossings-to-open")[1] == 0


def test_the_command_prints_errors_only_when_asked() -> None:
    with_a_warning()
    with_an_error()

    lines, _ = run(errors=True)

    assert [line[:5] for line in lines] == ["error", "2 art"]


def test_the_command_says_what_to_do_when_asked_for_more() -> None:
    article = with_a_warning()
    slug = citation_of(article).quote.slug

    lines, _ = run(verbosity=2)

    assert lines[1] == (
        f"    Name the speaker, or make sure that the sentence before does. [Q04 {slug}]"
    )
    assert run(verbosity=0)[0] == [lines[0]]


def test_the_command_names_unknown_addresses() -> None:
    with_a_warning()

    with pytest.raises(CommandError, match="No article has the address: nowhere, nothing") as error:
        call_command("preflight", "crossings-to-open", "nowhere", "nothing", stdout=StringIO())

    assert error.value.returncode == 2


def test_the_command_takes_a_status() -> None:
    with_a_warning()
    change(with_an_error(), status="withdrawn")

    assert run(status=["draft"])[0][-1] == "1 article, 0 errors, 1 warning."


def request_by(**user):
    request = RequestFactory().post("/")
    request.user = make_user(**user)
    return request


def test_the_panel_shows_what_was_found() -> None:
    article = with_an_error()

    response = preflight_panel(request_by(), article.pk)

    page = response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert "1 error to mend before publishing" in page
    assert "1 warning" in page
    assert f"/articles/quote/{citation_of(article).quote.pk}/change/" in page
    assert "<input" not in page


def test_the_panel_is_calm_where_nothing_was_found() -> None:
    page = preflight_panel(request_by(), make_fit_article().pk).content.decode()

    assert "Preflight found nothing to mend." in page


def test_the_panel_is_for_those_who_may_see_articles() -> None:
    with pytest.raises(PermissionDenied):
        preflight_panel(request_by(is_superuser=False), make_fit_article().pk)


def test_the_panel_takes_the_permission_to_view() -> None:
    request = request_by(is_superuser=False)
    request.user.user_permissions.add(Permission.objects.get(codename="view_article"))

    assert preflight_panel(request, make_fit_article().pk).status_code == 200


def test_the_panel_does_not_know_other_numbers() -> None:
    with pytest.raises(Http404):
        preflight_panel(request_by(), 0)


def test_warnings_have_boxes_to_acknowledge_them_by_name() -> None:
    findings = preflight(paragraphs("The the “end<b>”.", "They met on Monday\x07."))
    name = next(finding.name for finding in findings if finding.code == "A06")

    page = render_to_string(
        "admin/articles/findings.html",
        {"findings": findings, "acknowledge": True, "acknowledged": [name]},
    )

    assert page.count('name="acknowledged"') == 3  # none for the error
    assert page.count(" checked") == 1
    assert f'value="{name}"' in page
    assert "end&lt;b&gt;" in page
    assert "<b>" not in page
