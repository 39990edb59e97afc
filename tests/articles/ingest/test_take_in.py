"""Texts into drafts: what is stored, once, on record, with its like and its outlet named."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError

from articles.ingest import read
from articles.markdown import paragraphs
from articles.models import Article, Revision, SourceText
from articles.services import take_in
from newsroom.roles import REPORTER
from tests.articles.ingest.samples import NINJS, PARAGRAPHS, TITLE
from tests.factories import make_article, make_member, make_name, make_organisation, make_user

pytestmark = pytest.mark.django_db

TEXT = "\n\n".join((TITLE, *PARAGRAPHS))


def taken(text, by=None, name=""):
    (one,) = take_in(read(text, name=name), by=by, name=name)
    return one


def codes(one):
    return [found["code"] for found in one.source.remarks]


def test_a_draft_holds_the_words_and_who_took_them_in() -> None:
    user = make_member(REPORTER)

    one = taken(TEXT, by=user, name="wire.txt")

    article = Article.objects.get()
    assert one.is_new
    assert (article.status, article.created_by, article.slug) == (
        "draft", user, "neighbours-reopen-three-crossings-after-a-year-of-talks",
    )  # fmt: skip
    assert (article.headline, article.source_headline, article.source_ref) == (
        TITLE, TITLE, "wire.txt",
    )  # fmt: skip
    assert paragraphs(article.body) == PARAGRAPHS
    assert list(article.topics.all()) == []
    source = SourceText.objects.get()
    assert (source.article, source.format, source.name, source.text, source.taken_in_by) == (
        article, "plain", "wire.txt", TEXT, user,
    )  # fmt: skip


def test_the_first_revision_and_the_history_say_where_it_is_from() -> None:
    user = make_member(REPORTER)

    article = taken(TEXT, by=user, name="wire.txt").article

    (revision,) = Revision.objects.of_article(article)
    assert (revision.action, revision.by, revision.reason) == (
        "saved", user, "Taken in from wire.txt.",
    )  # fmt: skip
    assert revision.snapshot["article"]["body"] == article.body
    assert LogEntry.objects.get().get_change_message() == "Taken in from wire.txt."


def test_nobody_needs_to_be_the_author() -> None:
    article = taken(TEXT).article

    assert article.created_by is None
    assert Revision.objects.of_article(article).get().by is None


def test_a_reader_takes_nothing_in() -> None:
    with pytest.raises(ValidationError, match="does not write"):
        taken(TEXT, by=make_user(is_superuser=False))

    assert not Article.objects.exists()


def test_markdown_in_a_text_stays_words() -> None:
    text = "# No subhead, and *nobody* [laughed](at) it.\n\n1. This is no list.\n\n> Nor is this."

    article = taken(text).article

    assert list(paragraphs(article.body)) == text.split("\n\n")


def test_the_same_text_again_is_the_same_article() -> None:
    first = taken(TEXT, name="a.txt")

    again = taken(f"{TITLE}\nUpdated 6 sec ago\nFollow\n\n" + "\n\n".join(PARAGRAPHS), name="b.txt")

    assert (again.is_new, again.article, again.source) == (False, first.article, first.source)
    assert Article.objects.count() == SourceText.objects.count() == 1


def test_a_text_whose_draft_was_deleted_comes_in_anew() -> None:
    taken(TEXT).article.delete()

    one = taken(TEXT)

    assert one.is_new
    assert one.article.slug.endswith("talks-2")


def test_the_same_text_twice_in_one_file_is_one_article() -> None:
    done = take_in([*read(TEXT), *read(TEXT)], by=None)

    assert len(done) == Article.objects.count() == 1


def test_of_a_file_all_is_taken_in_or_nothing() -> None:
    good, bad = read(TEXT)[0], read("They met in the hall of the town.", format="plain")[0]
    object.__setattr__(bad, "language", "no language")

    with pytest.raises(ValidationError, match="BCP 47"):
        take_in([good, bad], by=None)

    assert not Article.objects.exists()
    assert not SourceText.objects.exists()


def test_an_embargo_comes_along() -> None:
    import json

    article = taken(json.dumps(NINJS)).article

    assert article.embargo_until == datetime.datetime(2035, 1, 1, 5, tzinfo=datetime.UTC)
    assert article.note == "Usage terms: Not for use in archives."
    assert "## The hours" in article.body


def test_nearly_the_same_text_is_reported_and_taken_in() -> None:
    taken(TEXT)

    one = taken(TEXT.replace("a third", "a quarter").replace("Monday", "Tuesday"))

    assert one.is_new
    (found,) = one.source.remarks
    assert (found["code"], found["place"]) == (
        "T11", "Article neighbours-reopen-three-crossings-after-a-year-of-talks",
    )  # fmt: skip
    assert found["sentence"].startswith(f"Nearly the same text is on file: “{TITLE}” shares ")


def test_another_text_and_one_of_long_ago_are_not_alike() -> None:
    old = make_article(body="\n\n".join(PARAGRAPHS), headline=TITLE)
    Article.objects.filter(pk=old.pk).update(created_at="2020-01-01T00:00Z")
    make_article(body="Farmers in the north wait for rain, and the harvest is late.")

    assert codes(taken(TEXT)) == []


def test_an_article_of_about_its_date_is_compared_however_old_it_is() -> None:
    old = make_article(body="\n\n".join(PARAGRAPHS), source_date=datetime.date(2025, 9, 2))
    Article.objects.filter(pk=old.pk).update(created_at="2020-01-01T00:00Z")

    assert codes(taken(f"date 2025-09-04 {PARAGRAPHS[0]}\n\n" + "\n\n".join(PARAGRAPHS[1:]))) == [
        "T11"
    ]


def test_agencies_on_file_are_credited_and_others_stay_words() -> None:
    pti = make_organisation(name="Press Trust", org_type="news_agency")
    make_name(pti, name="PTI", kind="abbreviation")
    ani = make_organisation(name="ANI", org_type="news_agency")
    make_organisation(name="Nobody", org_type="igo")

    article = taken(
        f"{TEXT}\n\nIMAGE: A gate. Photograph: ANI Photo\n\nWith inputs from PTI and Nobody"
    ).article

    assert set(article.credits.all()) == {pti, ani}
    assert (article.credit_line, article.image_credit) == (
        "With inputs from PTI and Nobody", "ANI Photo",
    )  # fmt: skip


def test_an_outlet_is_deduced_where_one_was_told() -> None:
    outlet = make_organisation(name="Arab News", org_type="media")
    make_organisation(name="Reuters", org_type="news_agency")
    words = f"{TEXT}\n\n“It is so,” she told Arab News on Monday. He told Reuters the same."

    one = taken(words)

    assert (one.article.outlet, one.article.outlet_deduced) == (outlet, True)
    assert codes(one) == ["T12"]


def test_two_outlets_that_were_told_make_none() -> None:
    make_organisation(name="Arab News", org_type="media")
    make_organisation(name="Dawn", org_type="media")

    article = taken(f"{TEXT}\n\nShe told Arab News, and he told Dawn.").article

    assert (article.outlet, article.outlet_deduced) == (None, False)


@pytest.mark.parametrize("is_known", [True, False])
def test_an_outlet_that_is_stated_is_found_by_its_name(is_known) -> None:
    import json

    if is_known:
        outlet = make_organisation(name="The Crossing Times", org_type="media")

    one = taken(json.dumps(NINJS))

    assert one.article.outlet == (outlet if is_known else None)
    assert one.article.outlet_deduced is False
    assert ("T12" in codes(one)) is not is_known


def test_what_is_no_web_address_is_left_out() -> None:
    one = read(TEXT)[0]
    object.__setattr__(one, "source_url", "https://not an address")

    (done,) = take_in([one], by=None)

    assert done.article.source_url == ""
    assert codes(done) == ["T07"]
