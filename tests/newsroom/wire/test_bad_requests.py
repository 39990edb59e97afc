"""Whatever is asked, nobody gets a 5xx: a refusal names the parameter and stays short."""

import pytest
from django.core.signing import Signer

from newsroom.api import ENDPOINTS
from newsroom.wire.preview import EXPIRED, FORGED, OF_ANOTHER, make_token
from newsroom.wire.reading.ordering import FOREIGN
from tests.factories import make_actor, make_article, make_event, make_public_quote, make_topic
from tests.hidden import build

from .strange import LISTS, LONG, PROBLEM, REST, SHORT, STRANGE, THINGS, ask, parameters_of, refused

pytestmark = pytest.mark.django_db

# ---------------------------------------------------------------- every parameter everywhere


@pytest.mark.parametrize("address", [*LISTS, *THINGS, *REST])
def test_strange_values_of_every_parameter_are_never_a_fault_of_ours(address: str) -> None:
    make_public_quote()
    for name in [*parameters_of(address), "unknown"]:
        for value in STRANGE.values():
            response = ask(address, f"{name}={value}")
            if response.status_code == 400:
                assert len(response.content) < SHORT, (name, value[:50])
                assert response["Content-Type"] == PROBLEM


@pytest.mark.parametrize("address", LISTS)
def test_a_value_that_no_parameter_takes_is_refused_by_the_parameters_name(address: str) -> None:
    for name in parameters_of(address):
        for strange in ("NUL", "right to left", "no UTF-8", "half a pair", "SQL", "empty"):
            # DRF reads this one, where it is not “json”.
            assert list(refused(ask(address, f"{name}={STRANGE[strange]}"))) == [name], strange


@pytest.mark.parametrize("address", [*LISTS, *THINGS])
def test_a_name_that_no_parameter_has_is_named(address: str) -> None:
    for strange in ("right to left", "astral", "half a pair", "SQL", "line ends", "many digits"):
        assert len(refused(ask(address, f"{STRANGE[strange]}=1"))) == 1, strange


@pytest.mark.parametrize("address", LISTS)
def test_every_parameter_given_twice_is_refused_by_name(address: str) -> None:
    for name in parameters_of(address):
        value = "json" if name == "format" else "1"
        said = refused(ask(address, f"{name}={value}&{name}={value}"))

        assert said == {name: "This parameter is given more than once. Give it once."}


@pytest.mark.parametrize("address", LISTS)
def test_every_parameter_of_100_kilobytes_is_refused_by_name(address: str) -> None:
    for name in parameters_of(address):
        if name != "attribute":  # which may be any word
            assert list(refused(ask(address, f"{name}={'x' * LONG}"))) == [name]


@pytest.mark.parametrize("address", [*LISTS, *THINGS])
def test_100_kilobytes_of_anything_else_are_refused_in_short(address: str) -> None:
    for query in ("x" * LONG, f"{'x' * LONG}=1", "x=1&" * 9_000, "%" * LONG):
        assert refused(ask(address, query))
    assert ask(address, "&" * LONG).status_code == 400


@pytest.mark.parametrize("address", [*LISTS, *THINGS])
def test_thousands_of_unknown_names_are_refused_in_short(address: str) -> None:
    few = refused(ask(address, "&".join(f"x{number}=1" for number in range(9_000))))
    many = ask(address, "&".join(f"x{number}=1" for number in range(11_000)))

    assert "x0" in few
    assert many.status_code == 400
    assert many["Content-Type"] == PROBLEM
    assert len(many.content) < SHORT


@pytest.mark.parametrize("prefix", [f"/api/v1/{name}/" for name in ENDPOINTS])
@pytest.mark.parametrize(
    "slug",
    ["%00", "a%00b", "%FF", "%ED%A0%80", "%F0%9F%97%9E", "-", "a--b", "A", "a" * 50_000, "a" * 201,
     "..", "%2e%2e", "a%2Fb", "a%0A", "1' OR 1=1"],
)  # fmt: skip
def test_what_is_no_slug_is_not_found(prefix: str, slug: str) -> None:
    response = ask(f"{prefix}{slug}/")

    assert response.status_code == 404
    assert response["Content-Type"] == PROBLEM
    assert len(response.content) < SHORT


# ---------------------------------------------------------------- cursors


def cursor_of(address: str) -> str:
    return str(ask(address).json()["next"]).split("cursor=")[1].split("&")[0]


def test_a_cursor_is_its_lists_own_and_nobody_elses_work() -> None:
    for _ in range(3):
        make_event(kind="summit")
        make_actor()
    cursor = cursor_of("/api/v1/events/?limit=1")
    signer = Signer(salt="newsroom.pagination", sep=".")
    other = Signer(salt="newsroom.wire.preview", sep=".")
    of_events = signer.unsign_object(cursor)

    bad = [
        cursor[:-1],
        cursor[1:],
        f"{cursor}x",
        cursor.upper(),
        cursor.split(".")[0],
        f".{cursor}",
        "." * 5_000,
        "a" * 5_000,
        "🗞" * 50,
        other.sign_object(of_events),
        cursor_of("/api/v1/actors/?limit=1"),
        cursor_of("/api/v1/events/?limit=1&ordering=created_at"),
        # Signed by us, and nothing that we would write.
        signer.sign_object(None),
        signer.sign_object([]),
        signer.sign_object({"a": 1}),
        signer.sign_object([*of_events, 1]),
        signer.sign_object([of_events[0], "yesterday", 1, 0, 0]),
        signer.sign_object([of_events[0], None, 1, 0, 0]),
        signer.sign_object([of_events[0], "2025-09-01", "1", 0, 0]),
        signer.sign_object([of_events[0], "2025-09-01", True, 0, 0]),
    ]

    assert ask("/api/v1/events/", f"cursor={cursor}").status_code == 200
    for text in bad:
        query = "cursor=" + "".join(f"%{byte:02X}" for byte in text.encode())
        assert refused(ask("/api/v1/events/", query)) == {"cursor": FOREIGN}, text[:100]
    assert refused(ask("/api/v1/summits/", f"cursor={cursor_of('/api/v1/actors/?limit=1')}")) == {
        "cursor": FOREIGN
    }


# ---------------------------------------------------------------- previews


def test_a_preview_token_is_ours_of_this_article_and_not_too_old() -> None:
    draft, other = make_article(slug="draft"), make_article(slug="other")
    token = make_token(draft)
    signer = Signer(salt="newsroom.wire.preview", sep=".")

    def said(text: str, address: str = "/api/v1/articles/draft/") -> dict[str, str]:
        return refused(ask(address, f"preview={text}"))

    assert ask("/api/v1/articles/draft/", f"preview={token}").status_code == 200
    assert said(make_token(other)) == {"preview": OF_ANOTHER}
    assert said(token, "/api/v1/articles/nothing/") == {"preview": OF_ANOTHER}
    assert said(make_token(draft, hours=0)) == {"preview": EXPIRED}
    assert said(make_token(draft, hours=-10_000)) == {"preview": EXPIRED}
    for forged in (token[:-1], token.upper(), f"{token}x", "x", "." * 5_000, "%F0%9F%97%9E",
                   "%ED%A0%80", Signer(sep=".").sign_object(["draft", 2**40])):  # fmt: skip
        assert said(forged) == {"preview": FORGED}, forged[:100]
    for name in ENDPOINTS.keys() - {"articles"}:
        assert list(said(token, f"/api/v1/{name}/draft/")) == ["preview"]
        assert list(said(token, f"/api/v1/{name}/")) == ["preview"]
    # What a list shows, no token changes.
    assert list(said(token, "/api/v1/articles/")) == ["preview"]
    assert ask("/api/v1/articles/draft/", signer.sign(token)).status_code == 400


# ---------------------------------------------------------------- fields, expand, slug


@pytest.mark.parametrize("address", ["/api/v1/quotes/", "/api/v1/quotes/nothing/"])
@pytest.mark.parametrize(
    ("fields", "first"),
    [
        ("note", "There is no field “note” here. Use: "),
        ("text,", "There is no field “” here. Use: "),
        (",", "There is no field “” here. Use: "),
        ("text,,kind", "There is no field “” here. Use: "),
        ("text kind", "There is no field “text kind” here. Use: "),
        ("TEXT", "There is no field “TEXT” here. Use: "),
        ("speaker.name", "There is no field “speaker.name” here. Use: "),
        ("__class__", "There is no field “__class__” here. Use: "),
        (",".join(f"f{number}" for number in range(10_000)), "There is no field “f0” here. Use: "),
        ("x" * LONG, f"There is no field “{'x' * 100}” here. Use: "),
    ],
)
def test_fields_that_there_are_not_are_refused(address: str, fields: str, first: str) -> None:
    response = ask(address, f"fields={fields}")

    assert set(refused(response)) == {"fields"}
    assert response.json()["errors"][0]["detail"].startswith(first)


def test_fields_named_twice_are_there_once() -> None:
    quote = make_public_quote()
    query = f"fields={','.join(['text', 'slug', 'text'] * 3_000)}"

    [row] = ask("/api/v1/quotes/", query).json()["results"]

    assert row == {"slug": quote.slug, "text": quote.text}


PATHS = "Write paths with commas between."


@pytest.mark.parametrize("address", ["/api/v1/articles/", "/api/v1/articles/nothing/"])
@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        (",".join(f"x{number}" for number in range(10_000)), "These are 10000 paths. Use at most"),
        ("citations.quote.articles.citations.quote", "goes too deep: at most 2 things are joined"),
        (".".join(["citations.quote.articles"] * 3_000), "goes too deep: at most 2 things are"),
        ("citations", "“citations” leads to no other thing. In articles: "),
        ("citations.quote.", PATHS),
        ("citations.quote,", PATHS),
        (",", PATHS),
        ("..", "“..” leads to no other thing."),
        ("x" * LONG, f"“{'x' * 100}” leads to no other thing."),
        ("body", "“body” leads to no other thing."),
        ("created_by", "“created_by” leads to no other thing."),
    ],
)
def test_paths_that_cannot_be_expanded_are_refused(address: str, path: str, sentence: str) -> None:
    assert sentence in refused(ask(address, f"expand={path}"))["expand"]


def test_a_cycle_is_followed_as_far_as_two_things_and_ends() -> None:
    quote = make_public_quote()
    address = f"/api/v1/quotes/{quote.slug}/"

    thing = ask(address, "expand=articles.citations.quote").json()

    within = thing["articles"][0]["citations"][0]["quote"]
    assert (within["slug"], within["text"]) == (quote.slug, quote.text)
    assert "citations" not in within["articles"][0]
    assert set(refused(ask(address, "expand=articles.citations.quote.articles"))) == {"expand"}


@pytest.mark.parametrize("address", [f"/api/v1/{name}/" for name in ENDPOINTS])
@pytest.mark.parametrize(
    ("slugs", "sentence"),
    [
        (",".join(f"s{number}" for number in range(10_000)),
         "These are 10000 slugs. Ask for at most 100 at once."),
        (",".join(f"s{number}" for number in range(101)),
         "These are 101 slugs. Ask for at most 100 at once."),
        ("a,", "“” is no slug. Write slugs with commas between."),
        ("a--b", "“a--b” is no slug. Write slugs with commas between."),
        ("%F0%9F%97%9E", "“🗞” is no slug. Write slugs with commas between."),
        ("a%0A", "“a\n” is no slug. Write slugs with commas between."),
    ],
)  # fmt: skip
def test_slugs_that_cannot_be_asked_for_are_refused(
    address: str, slugs: str, sentence: str
) -> None:
    assert refused(ask(address, f"slug={slugs}")) == {"slug": sentence}


def test_a_slug_named_10_000_times_is_asked_for_once() -> None:
    topic = make_topic()

    page = ask("/api/v1/topics/", f"slug={','.join([topic.slug] * 10_000)}").json()

    assert [row["slug"] for row in page["results"]] == [topic.slug]
    assert page["missing"] == []


# ---------------------------------------------------------------- the changes


BEYOND = "Use a whole number from 0 to 9223372036854775807."


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("after=9223372036854775808", {"after": BEYOND}),
        (f"after={'9' * 5_000}", {"after": BEYOND}),
        (f"after={'0' * 20}{'9' * 30}", {"after": BEYOND}),
        (f"after={'0' * 20}{'9' * 5_000}", {"after": BEYOND}),
        ("after=-0", {"after": BEYOND}),
        ("after=+1", {"after": BEYOND}),
        ("after=1_0", {"after": BEYOND}),
        ("after=1e3", {"after": BEYOND}),
        ("after=%EF%BC%91", {"after": BEYOND}),
        ("after=%C2%B2", {"after": BEYOND}),
        ("after=NaN", {"after": BEYOND}),
        (
            "after=9223372036854775807",
            {"after": "There is no change 9223372036854775807 yet, the last one is 0. "
             "If you had it from here, start anew with after=0."},
        ),
        (f"limit={'0' * 19}1{'0' * 40}", {"limit": "Use a whole number from 1 to 1000."}),
        (f"limit={'0' * 20}", {"limit": "Use a whole number from 1 to 1000."}),
        (f"limit={'0' * 5_000}7{'0' * 5_000}", {"limit": "Use a whole number from 1 to 1000."}),
        (f"wait={'0' * 30}{'9' * 30}", {"wait": "Use a whole number from 0 to 25."}),
        ("wait=25.0", {"wait": "Use a whole number from 0 to 25."}),
        ("wait=inf", {"wait": "Use a whole number from 0 to 25."}),
        ("resource=articles,quotes", {"resource": "Use one of: actors, articles, claims, events, "
         "notices, quotes, series, summits, topics."}),
    ],
)  # fmt: skip
def test_absurd_numbers_are_refused(query: str, said: dict[str, str]) -> None:
    assert refused(ask("/api/v1/changes/", query)) == said


# ---------------------------------------------------------------- what is hidden


def test_no_refusal_tells_of_what_is_hidden() -> None:
    world = build()
    for name, slug in world.slugs.items():
        for parameter in parameters_of(f"/api/v1/{name}/"):
            for strange in ("SQL", "commas"):
                response = ask(f"/api/v1/{name}/", f"{parameter}={STRANGE[strange]}")
                assert b"qqhidden" not in response.content
        for parameter in ("fields", "expand"):
            response = ask(f"/api/v1/{name}/{slug}/", f"{parameter}=nothing")
            assert response.status_code == 400
            assert b"qqhidden" not in response.content
