"""Random requests of every endpoint: the answer is whole, and never a fault of ours."""

import http.client
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.api import ENDPOINTS
from tests.examples import slow

from .strange import ABSURD, HEADERS, SHORT, STRANGE, ask, parameters_of

pytestmark = pytest.mark.django_db

WORDS = [
    "json", "api", "true", "0", "1", "100", "2025-09-01", "direct", "nothing", "-created_at",
    "speaker", "articles.citations.quote", "summit", "en", "US", *STRANGE.values(),
]  # fmt: skip


def escaped(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


ANYTHING = st.one_of(
    st.sampled_from(WORDS),
    st.text(st.characters(codec=None), max_size=20).map(escaped),
    st.binary(max_size=20).map(lambda some: "".join(f"%{byte:02X}" for byte in some)),
    st.integers().map(str),
    st.dates().map(str),
    st.lists(st.sampled_from(WORDS), max_size=4).map(",".join),
)
HEADER = st.one_of(
    st.sampled_from(ABSURD),
    st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40),
)


@st.composite
def requests(draw: Any) -> tuple[str, str, str, dict[str, str]]:
    """Draw a method, an address, a query and headers."""
    name = draw(st.sampled_from([*ENDPOINTS, "changes"]))
    is_list = name == "changes" or draw(st.booleans())
    address = f"/api/v1/{name}/" if is_list else f"/api/v1/{name}/{draw(SLUGS)}/"
    known = parameters_of(f"/api/v1/{name}/" if is_list else f"/api/v1/{name}/nothing/")
    names = st.one_of(st.sampled_from(known), st.sampled_from(known), ANYTHING)
    pairs = draw(st.lists(st.tuples(names, ANYTHING), max_size=4))
    # Nobody waits here.
    query = "&".join(f"{key}={value}" for key, value in pairs if key != "wait")
    method = draw(st.sampled_from(["GET", "GET", "GET", "HEAD", "OPTIONS", "POST"]))
    headers = draw(st.dictionaries(st.sampled_from(HEADERS), HEADER, max_size=2))
    return method, address, query, headers


SLUGS = st.one_of(
    st.sampled_from(["nothing", "gone", "a-b"]), ANYTHING.map(lambda some: some[:300])
)


@pytest.mark.property
@slow(few=150)
@given(asked=requests())
def test_whatever_is_asked_the_answer_is_whole_and_no_fault_of_ours(
    asked: tuple[str, str, str, dict[str, str]],
) -> None:
    method, address, query, headers = asked

    response = ask(address, query, method=method, meta=headers)

    assert response.status_code in http.client.responses
    wants_a_page = "html" in headers.get("HTTP_ACCEPT", "") or "format" in query
    if response.status_code >= 400 and not wants_a_page:
        assert len(response.content) < SHORT
        if method != "HEAD":
            assert response.json()["status"] == response.status_code
