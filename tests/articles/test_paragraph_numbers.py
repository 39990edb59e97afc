import pytest

from articles.forms import moved_to
from articles.models import Citation
from tests.articles.desk_pages import press
from tests.factories import make_article, make_citation, make_quote, make_user

pytestmark = pytest.mark.django_db
BODY = "The two spoke.\n\n“They were at home,” Peskov said.\n\n“It was useful,” he added."


@pytest.fixture
def article(client):
    client.force_login(make_user())
    article = make_article(body=BODY)
    make_citation(article, make_quote(text="They were at home"), paragraph=2)
    make_citation(article, make_quote(text="It was useful"), paragraph=3)
    return article


def numbers():
    return list(Citation.objects.order_by("pk").values_list("paragraph", flat=True))


def test_numbers_follow_their_words_when_a_paragraph_is_put_in(client, article):
    press(client, article, "_save", body=f"A new beginning.\n\n{BODY}")

    assert numbers() == [3, 4]


def test_numbers_follow_their_words_when_a_paragraph_goes(client, article):
    press(client, article, "_save", body=BODY.partition("\n\n")[2])

    assert numbers() == [1, 2]


def test_a_number_typed_in_the_same_save_stays(client, article):
    body = f"A new beginning.\n\n{BODY}"

    press(client, article, "_save", **{"body": body, "citations-0-paragraph": "1"})

    assert numbers() == [1, 4]


def test_a_save_that_moves_nothing_changes_no_number(client, article):
    before = list(Citation.objects.order_by("pk").values())

    press(client, article, "_save", body=f"{BODY}\n\nAn end.")

    assert list(Citation.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("printed", "number", "body", "expected"),
    [
        ("peace", 2, "a\n\nb\n\n“peace”", 3),
        ("peace", 3, "“peace”\n\na\n\nb\n\nc\n\n“peace”", 1),
        ("peace", 2, "a\n\n“peace”\n\n“peace”", None),
        ("peace", 0, "a\n\n“peace”", None),
        ("peace", None, "a\n\n“peace”", None),
        ("peace", 2, "a\n\nb", None),
        ("", 2, "a\n\nb\n\nc", None),
        ("it's “so”", 1, 'a\n\n‘it’s "so"’', 2),
    ],
)
def test_a_number_moves_to_the_nearest_paragraph_with_its_words(printed, number, body, expected):
    assert moved_to(printed, number, body) == expected
