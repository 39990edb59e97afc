"""The registry: its checks are documented, its findings can be linked to."""

import pytest
from django.conf import settings

from articles.preflight import ERROR, WARNING, Place, checks, preflight
from articles.preflight.registry import (
    Finding,
    at_field,
    at_paragraph,
    at_row,
    named_apart,
    warning,
)
from articles.remarks import shortened
from tests.articles.preflight.fit import paragraphs
from tests.factories import make_actor, make_article, make_claim, make_event, make_quote


def test_the_documents_list_every_check() -> None:
    page = (settings.BASE_DIR / "docs" / "editorial-rules.md").read_text(encoding="utf-8")
    listed = [line for line in page.splitlines() if line[:3] in {f"| {c}" for c in "AEHPQ"}]

    assert listed == [f"| {c.code} | {', '.join(c.levels)} | {c.says} |" for c in checks()]


def test_each_code_has_one_check() -> None:
    codes = [check.code for check in checks()]

    assert codes == sorted(set(codes))
    assert {level for check in checks() for level in check.levels} == {ERROR, WARNING}


def test_findings_of_one_name_are_numbered() -> None:
    def finding(key: str) -> Finding:
        return warning("A01", "s", "h", at_field("body"), key)

    names = [f.name for f in named_apart(map(finding, ["x", "x 2", "x", "y", "x"]))]

    assert names == ["A01 x", "A01 x 2", "A01 x 3", "A01 y", "A01 x 4"]


def test_a_name_is_one_printable_line() -> None:
    finding = warning("A01", "s", "h", at_field("body"), "a\nb\u202ec  d" + "x" * 500)

    assert finding.name.startswith("A01 a b c dxx")
    assert len(finding.name) == 204
    assert str(finding) == "warning A01 Body: s"


def test_a_long_text_is_shortened() -> None:
    assert (shortened("abc", 3), shortened("abcd", 3)) == ("abc", "ab…")


@pytest.mark.parametrize(
    ("place", "label", "url"),
    [
        (at_field("image_credit"), "Image credit", "#id_image_credit"),
        (at_paragraph(3), "Paragraph 3", "#id_body"),
    ],
)
def test_a_place_on_the_page_links_to_its_field(place, label, url) -> None:
    assert (str(place), place.url) == (label, url)


@pytest.mark.django_db
def test_a_row_links_to_its_own_page() -> None:
    quote, event, actor = make_quote(), make_event(), make_actor()
    claim = make_claim(make_article())

    assert [
        at_row(kind, row).url
        for kind, row in (("quote", quote), ("event", event), ("actor", actor), ("claim", claim))
    ] == [
        f"/admin/articles/quote/{quote.pk}/change/",
        f"/admin/summits/event/{event.pk}/change/",
        f"/admin/actors/actor/{actor.pk}/change/",
        f"/admin/articles/claim/{claim.pk}/change/",
    ]


def test_places_come_in_the_order_of_the_page() -> None:
    places = [Place(kind, kind) for kind in ("quote", "body", "headline")]
    places += [at_paragraph(10), at_paragraph(9)]

    assert [str(place) for place in sorted(places, key=lambda place: place.order)] == [
        "headline", "body", "Paragraph 9", "Paragraph 10", "quote",
    ]  # fmt: skip


@pytest.mark.django_db
def test_findings_read_well_in_a_line() -> None:
    (finding,) = preflight(paragraphs("They met in the the hall."))

    assert str(finding) == "warning A06 Paragraph 1: “the the” has one “a” or “the” too many."
    assert finding.hint == "Take one of them out."
