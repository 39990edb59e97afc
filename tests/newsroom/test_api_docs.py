"""docs/api.md: its examples are what the seed story really answers."""

import json
import re
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.test import Client

from articles.models import Article, Quote
from articles.services import retract_article
from newsroom.api import ENDPOINTS
from newsroom.models import Document, Resource, Sequence
from newsroom.wire import changes
from newsroom.wire.models import Change
from newsroom.wire.reading.resources import served
from newsroom.wire.settle import settle_everything
from tests.factories import make_actor, make_user
from tests.newsroom import api_examples as page

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    return Client(headers={"host": "127.0.0.1:8000"})


def test_every_answer_is_a_real_one(reader: Client, seed_story: None) -> None:
    examples = list(page.ANSWER.finditer(page.PAGE))

    assert len(examples) == page.PAGE.count("curl -s ")
    for example in examples:
        answer = page.picked(reader.get(example["address"]).json(), example["jq"])
        shown = json.loads(example["shown"])
        assert page.without_what_differs(answer) == page.without_what_differs(shown)


def test_every_header_is_a_real_one(reader: Client, seed_story: None) -> None:
    examples = list(page.HEADERS.finditer(page.PAGE))

    assert len(examples) == page.PAGE.count("curl -sI ") == 2
    for example in examples:
        known = {"if-none-match": example["known"]} if example["known"] else {}
        answer = reader.head(example["address"], headers=known)
        status, *headers = example["shown"].split("\n")
        assert status == f"HTTP/1.1 {answer.status_code} {answer.reason_phrase}"
        for name, value in (header.split(": ", 1) for header in headers):
            assert re.sub(r".* GMT", "", answer[name]) == re.sub(r".* GMT", "", value)


@pytest.mark.parametrize("language", page.RUNNERS)
def test_every_program_prints_what_the_page_says(
    language: str, tmp_path: Path, seed_story: None
) -> None:
    texts = [(text, printed) for kind, text, printed in page.programs() if kind == language]

    assert len(texts) == len(ENDPOINTS) + 2
    with page.service() as server:
        for text, printed in texts:
            with page.started(server, language, text, tmp_path) as program:
                page.serve(server, lambda: program.poll() is not None)
                assert program.stdout is not None
                assert program.stdout.read() == printed


@pytest.mark.parametrize("language", page.RUNNERS)
def test_who_keeps_a_copy_ends_with_exactly_what_is_public(
    language: str, tmp_path: Path, seed_story: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The one thread of this test cannot wait for what it is itself to write.
    monkeypatch.setattr(changes, "_wait", changes.changes_after)
    with (
        page.service() as server,
        page.started(server, language, page.mirrors()[language], tmp_path) as program,
    ):
        try:
            assert copied(server, program, tmp_path) == public()
            make_actor(slug="somebody-new")
            Quote.objects.filter(slug="putin-no-secret-alaska").update(context="In the car.")
            article = Article.objects.get(slug="putin-told-modi-about-alaska-in-car")
            retract_article(article, by=make_user(), text="It was wrong.")
            assert copied(server, program, tmp_path) == public()
            back_to_a_backup()
            assert copied(server, program, tmp_path) == public()
        finally:
            program.kill()


def copied(server: Any, program: Any, folder: Path) -> dict[str, Any]:
    """Serve until the copy has reached the last change; return what it holds."""
    settle_everything()
    last = Sequence.objects.values_list("last", flat=True).get()
    file = folder / "mirror.json"

    def is_over() -> bool:
        assert program.poll() is None, program.stdout.read()
        return file.exists() and json.loads(file.read_text())["last"] == last

    page.serve(server, is_over)
    return json.loads(file.read_text())["things"]


def public() -> dict[str, Any]:
    return {
        f"{Resource(row.resource).label}/{row.slug}": orjson.loads(row.body or "")
        for row in Document.objects.exclude(key=None)
    }


def back_to_a_backup() -> None:
    """Have the log begin anew, as a database does that is older than the copy."""
    Document.objects.all().delete()
    Change.objects.all().delete()
    Sequence.objects.update(last=0)
    make_actor(slug="entered-again")


def test_every_resource_has_an_example_and_every_filter_its_line() -> None:
    for endpoint, viewset in ENDPOINTS.items():
        assert f"'http://127.0.0.1:8000/api/v1/{endpoint}/" in page.PAGE
        section = page.PAGE.split(f"### {endpoint}\n")[1].split("\n#")[0]
        filterset = getattr(viewset, "filterset_class", None)
        for name, found in (filterset.base_filters if filterset else {}).items():
            assert f"| `{name}={found.example}` | {found.extra['help_text']}" in section


def test_every_order_and_every_path_has_its_line() -> None:
    for endpoint, resource in served().items():
        keys = ", ".join(f"`{key}`" for key in resource.viewset.ordering_keys)
        [line] = [line for line in rows("### Order") if f"| `{endpoint}` |" in line]
        assert line.startswith(f"| `{endpoint}` | `{resource.default_ordering}`")
        assert line.endswith(f"| {keys} |")
        paths = ", ".join(f"`{path}`" for path in sorted(resource.references)) or "none"
        [line] = [
            line for line in rows("## Fewer members") if f"`{endpoint}`" in line.split("|")[1]
        ]
        assert line.endswith(f"| {paths} |")


def rows(heading: str) -> list[str]:
    """Return the lines of the tables below a heading."""
    section = page.PAGE.split(f"\n{heading}")[1].split("\n#")[0]
    return [line for line in section.split("\n") if line.startswith("| `")]


def test_every_example_of_a_filter_is_accepted(client: Client, seed_story: None) -> None:
    for endpoint, viewset in ENDPOINTS.items():
        filterset = getattr(viewset, "filterset_class", None)
        for name, found in (filterset.base_filters if filterset else {}).items():
            address = f"/api/v1/{endpoint}/?{name}={found.example}"
            assert client.get(address).status_code == 200, address
