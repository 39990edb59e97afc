"""Who is said to have spoken: nobody is added twice, and no source is given away."""

import pytest

from articles.models import Citation
from articles.services import LinkingError, link_quotations
from tests.articles.linking.linking_page import by_words, decided

pytestmark = pytest.mark.django_db


def link(article, by, word, **changes):
    decision = decided(by_words(article)[word], speaker=None, **changes)
    return link_quotations(article, [decision], by=by, edit_counter=0)


@pytest.mark.parametrize("name", ["kask", "Ministry of Roads"])
def test_a_name_of_somebody_on_file_adds_nobody(article, author, juhan, name):
    with pytest.raises(LinkingError, match=r"on file\. Choose "):
        link(article, author, "We", new_speaker=name)


@pytest.mark.parametrize(
    ("printed", "kept"), [("a senior official", "a senior official"), ("Marta Ilves", "")]
)
def test_nothing_that_may_name_an_anonymous_source_is_kept(article, author, printed, kept):
    link(
        article,
        author,
        "We",
        attribution="anonymous",
        source_description="A senior official",
        speaker_as_printed=printed,
        title_as_printed="Minister of Roads",
    )

    citation = Citation.objects.get()
    assert (citation.speaker_as_printed, citation.title_as_printed) == (kept, "")
