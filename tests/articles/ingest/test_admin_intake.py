"""“Take in a text”: who may, what is stored, where one lands, what is said of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article, SourceText
from newsroom.roles import REPORTER
from tests.articles.ingest.samples import PAGE, PARAGRAPHS, TITLE
from tests.factories import make_article, make_member, make_user

pytestmark = pytest.mark.django_db

PAGE_URL = reverse("admin:articles_article_take_in")
TEXT = "\n\n".join((TITLE, "Follow", *PARAGRAPHS, "They met in the the hall."))
OTHER = "Farmers in the north wait for rain, and the harvest is late by three weeks."


@pytest.fixture
def reporter(client):
    user = make_member(REPORTER)
    client.force_login(user)
    return user


def file(words, name="wire.txt"):
    return SimpleUploadedFile(name, words if isinstance(words, bytes) else words.encode())


def test_one_text_leads_to_linking_its_quotations(client, reporter) -> None:
    response = client.post(PAGE_URL, {"text": TEXT.replace("\n", "\r\n")})

    article = Article.objects.get()
    assert response.url == reverse("admin:articles_article_link_quotes", args=[article.pk])
    assert (article.created_by, article.headline) == (reporter, TITLE)
    assert SourceText.objects.get().taken_in_by == reporter
    page = client.get(response.url).content.decode()
    assert f"“{TITLE}” is taken in." in page
    assert "#taken-in" in page


def test_the_articles_page_says_what_looked_wrong_and_what_was_left_out(client, reporter) -> None:
    client.post(PAGE_URL, {"text": TEXT})

    article = Article.objects.get()
    page = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()

    assert ": 1 finding</summary>" in page
    assert "“the the” has one “a” or “the” too many." in page
    assert "“Follow” <span" in page


def test_an_article_that_was_written_here_has_no_such_note(client, reporter) -> None:
    article = make_article(created_by=reporter)

    page = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()

    assert "taken-in" not in page


def test_several_texts_are_listed_in_their_order(client, reporter) -> None:
    response = client.post(
        PAGE_URL, {"text": TEXT, "uploads": [file(PAGE, "a.html"), file(OTHER)]}, follow=True
    )

    page = response.content.decode()
    first, second, third = Article.objects.order_by("pk")
    assert response.redirect_chain[0][0] == (
        f"{reverse('admin:articles_article_taken_in')}?articles={first.pk},{second.pk},{third.pk}"
    )
    assert "3 articles." in page
    assert page.index(str(first.pk)) < page.index("from a.html") < page.index("from wire.txt")


def test_a_text_that_is_there_already_leads_to_its_article(client, reporter) -> None:
    client.post(PAGE_URL, {"text": TEXT})

    response = client.post(PAGE_URL, {"text": TEXT}, follow=True)

    article = Article.objects.get()
    assert response.redirect_chain[0][0] == reverse(
        "admin:articles_article_change", args=[article.pk]
    )
    assert f"This text is there already: “{TITLE}”" in response.content.decode()


def test_it_says_which_of_several_texts_are_there_already(client, reporter) -> None:
    def lead(*files) -> str:
        response = client.post(PAGE_URL, {"uploads": files}, follow=True)
        return " ".join(str(message) for message in response.context["messages"])

    assert lead(file(OTHER), file(PAGE, "a.html")) == ""
    assert lead(file(OTHER), file(PAGE, "a.html")) == (
        "All 2 texts are there already. These are their articles."
    )
    assert lead(file(TEXT), file(OTHER)) == (
        "1 of these 2 texts is there already; it made no second article."
    )
    assert lead(file(f"Anew: {TEXT}"), file(TEXT), file(OTHER)) == (
        "2 of these 3 texts are there already; they made no second articles."
    )
    assert Article.objects.count() == 4


@pytest.mark.parametrize(
    ("typed", "files", "field", "sentence"),
    [
        ("", [], "text", "Paste a text, or choose a file."),
        ("Follow", [], "text", "There are no words of an article in it. Paste the text itself."),
        (
            TEXT,
            [file(b"\x89PNG\r\n\x1a\n", "a.png")],
            "uploads",
            "a.png: This is a picture, not a text. Copy the words out of it and paste them.",
        ),
        (TEXT, [file(b"", "empty.txt")], "uploads", "The submitted file is empty."),
    ],
)
def test_what_is_refused_stands_at_its_field_and_nothing_is_stored(
    client, reporter, typed, files, field, sentence
) -> None:
    response = client.post(PAGE_URL, {"text": typed, "uploads": files})

    assert response.status_code == 200
    assert response.context["form"].errors == {field: [sentence]}
    assert response.context["form"]["text"].value() == typed
    assert not Article.objects.exists()


def test_too_many_files_are_refused(client, reporter) -> None:
    response = client.post(PAGE_URL, {"uploads": [file(f"{n} {OTHER}") for n in range(51)]})

    assert response.context["form"].errors == {"uploads": ["Choose at most 50 files at once."]}


def test_only_who_adds_articles_takes_texts_in(client) -> None:
    client.force_login(make_user(is_superuser=False))

    assert client.get(PAGE_URL).status_code == 403
    assert client.post(PAGE_URL, {"text": TEXT}).status_code == 403
    assert client.get(reverse("admin:articles_article_taken_in")).status_code == 403
    assert not Article.objects.exists()


def test_the_list_leads_to_the_page_for_who_may(client, reporter) -> None:
    assert PAGE_URL in client.get(reverse("admin:articles_article_changelist")).content.decode()


@pytest.mark.parametrize("asked", ["", "?articles=", "?articles=x,99999999999999999999"])
def test_a_list_of_nothing_says_so(client, reporter, asked) -> None:
    page = client.get(reverse("admin:articles_article_taken_in") + asked)

    assert "None of these articles is there any more." in page.content.decode()
