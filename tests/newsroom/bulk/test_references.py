"""What lines say of each other and of what is in the database: names, addresses, people."""

import pytest

from actors.models import Actor, Office, RetiredSlug
from articles.models import Article, Citation, Claim, Quote
from newsroom.bulk.people import UnknownUserError
from tests.factories import make_actor, make_article, make_office, make_organisation, make_user
from tests.newsroom.bulk.files import (
    actor,
    article,
    load_rows,
    quote,
    refusal_of,
    retired,
    row,
)

pytestmark = pytest.mark.django_db


def citation(one: str, other: str) -> dict[str, object]:
    return row("articles.citation", article=[one], quote=[other], kind="indirect")


def test_a_reference_to_nothing_is_named_with_its_line_and_field() -> None:
    said = refusal_of(
        quote("q", about=[["summit"]], continues=["other"]),
        citation("a", "q"),
        row("articles.claim", slug="c", article=["a"], attribute="x", value="1", event=["summit"]),
    )

    add = "Add its line, or correct it."
    assert said == [
        f"Line 1: articles.quote: about: There is no event “summit”. {add}",
        f"Line 1: articles.quote: continues: There is no quote “other”. {add}",
        f"Line 2: articles.citation: article: There is no article “a”. {add}",
        f"Line 3: articles.claim: event: There is no event “summit”. {add}",
        f"Line 3: articles.claim: article: There is no article “a”. {add}",
    ]
    assert not Quote.objects.exists()


def test_a_row_may_refer_to_itself_a_later_line_or_the_database() -> None:
    make_actor(slug="there")

    load_rows(
        citation("a", "q"),
        actor("child", parent=["mother"]),
        actor("mother", parent=["there"]),
        quote("q"),
        article("a", outlet=["child"]),
    )

    assert Actor.objects.filter(slug="child", parent__parent__slug="there").exists()
    assert Citation.objects.filter(article__outlet__slug="child").exists()


def test_an_office_is_found_by_all_four_parts_of_its_name() -> None:
    holder, body = make_actor(slug="ana"), make_organisation(slug="ministry")
    office = make_office(holder, title="Minister", body=body, start_edtf="2021")
    spoken = {"attribution": "named", "speaker": ["ana"], "source_description": ""}

    load_rows(quote("q", office=["ana", "Minister", "ministry", "2021"], **spoken))
    said = refusal_of(quote("r", office=["ana", "Minister", "ministry", ""], **spoken))

    assert Quote.objects.get().office == office
    assert len(said) == 1
    place = "Line 1: articles.quote: office: "
    assert said[0].startswith(f"{place}There is no office “ana / Minister / ministry / ”. ")


def test_the_same_row_twice_is_refused_at_the_second_line() -> None:
    twice = row("actors.actorname", actor=["ana"], name="Ána", lang="en")

    said = refusal_of(actor("ana"), twice, actor("ana"), twice)

    assert said == [
        "Line 3: actors.actor: slug: “ana” stands on line 1 already.",
        "Line 4: actors.actorname: “ana / Ána / en” stands on line 2 already.",
    ]


def test_a_row_of_the_database_is_refused_at_its_line() -> None:
    rows = [
        actor("ana"),
        actor("body", kind="organisation", org_type="igo"),
        row("actors.actorname", actor=["ana"], name="Ána"),
        row("actors.office", holder=["ana"], title="Head", body=["body"]),
        row("summits.event", slug="talks", title="Talks", kind="talks", status="held"),
        row("summits.participation", event=["talks"], actor=["ana"]),
        row("summits.participation", event=["talks"], label="many"),
        article("a"),
        quote("q"),
        citation("a", "q"),
        row("articles.coverage", article=["a"], event=["talks"]),
        retired("actors.actor", "old"),
    ]  # fmt: skip
    load_rows(*rows)

    said = refusal_of(*rows)

    assert len(said) == len(rows)
    assert all(" is in the database already. Leave the line out." in text for text in said)


def test_lines_find_what_is_in_the_database_already_when_their_own_is_skipped() -> None:
    make_actor(slug="ana", name="Ana of the desk")

    loaded = load_rows(actor("ana"), actor("ben", parent=["ana"]), skip_bad=True)

    assert loaded.rows == 1
    assert Actor.objects.filter(slug="ben", parent__name="Ana of the desk").exists()


def test_the_address_of_something_deleted_is_refused() -> None:
    make_actor(slug="ana").delete()

    said = refusal_of(actor("ben"), actor("ana"))

    assert said == [
        "Line 2: actors.actor: slug: “ana” belonged to something deleted. Choose another address."
    ]


def test_only_a_notice_may_name_a_deleted_article() -> None:
    make_user(username="ana")
    make_article(slug="gone").delete()

    def notice(slug: str) -> dict[str, object]:
        told = {"kind": "correction", "text": "Wrong.", "issued_by": ["ana"]}
        return row("articles.notice", slug=f"about-{slug}", article=[slug], **told)

    load_rows(notice("gone"), notice("old"), retired("articles.article", "old"))
    said = refusal_of(notice("never"), citation("gone", "q"), quote("q"))

    assert [text.split(". ")[0] for text in said] == [
        "Line 1: articles.notice: article: There is no article “never”",
        "Line 2: articles.citation: article: There is no article “gone”",
    ]
    assert RetiredSlug.objects.count() == 2


def test_a_user_whom_the_desk_lacks_is_named_unless_somebody_stands_in() -> None:
    ana, ben = make_user(username="ana"), make_user(username="ben")
    rows = [article("a", created_by=["theirs"], reviewed_by=["other"])]

    said = refusal_of(*rows)
    load_rows(*rows, stand_ins=["ana", "other=ben"])

    assert said == [
        f"Line 1: articles.article: {field}: There is no user “{name}”. "
        "Add the user, or name a stand-in with --as."
        for field, name in (("created_by", "theirs"), ("reviewed_by", "other"))
    ]
    stored = Article.objects.get()
    assert (stored.created_by, stored.reviewed_by) == (ana, ben)


def test_whoever_stands_in_is_a_user() -> None:
    with pytest.raises(UnknownUserError, match="No user is called “nobody”"):
        load_rows(actor("ana"), stand_ins=["nobody"])


def test_the_database_is_asked_for_hundreds_of_names_at_once(
    django_assert_max_num_queries: object,
) -> None:
    rows = [actor(f"person-{number}") for number in range(400)]
    rows += [
        quote(f"quote-{number}", attribution="named", speaker=[f"person-{number}"],
              source_description="")
        for number in range(400)
    ]  # fmt: skip

    with django_assert_max_num_queries(30):  # type: ignore[operator]  # pytest-django's
        load_rows(*reversed(rows))

    assert Quote.objects.filter(speaker__slug="person-399").count() == 1
    assert not Claim.objects.exists()
    assert not Office.objects.exists()
