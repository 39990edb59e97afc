"""docs/api.md: its examples are what the seed story really answers."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from newsroom.api import ENDPOINTS

pytestmark = pytest.mark.django_db

PAGE = Path(settings.BASE_DIR, "docs", "api.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(
    r"```sh\ncurl -s 'http://127\.0\.0\.1:8000(?P<address>[^']*)'(?: \| jq '(?P<jq>[^']*)')?\n```"
    r"\n\n```json\n(?P<answer>.*?)\n```",
    re.DOTALL,
)


def shortened(data: dict[str, Any], jq: str | None) -> dict[str, Any]:
    """Do what the jq expressions of the page do: take the first row, pick members."""
    if jq is None:
        return data
    first, members = jq.startswith(".results[0] | "), re.findall(r"\w+", jq[jq.index("{") :])
    whole = data["results"][0] if first else data
    return {name: whole[name] for name in members}


def without_cursor(data: Any) -> Any:
    """Leave out what is signed with the key of the installation and counts its rows."""
    return json.loads(re.sub(r"cursor=[\w.%-]+", "cursor=", json.dumps(data)))


def test_every_example_is_a_real_answer(seed_story: None) -> None:
    client = Client(headers={"host": "127.0.0.1:8000"})
    examples = list(EXAMPLE.finditer(PAGE))

    assert len(examples) == PAGE.count("curl -s")
    for example in examples:
        answer = shortened(client.get(example["address"]).json(), example["jq"])
        assert without_cursor(answer) == without_cursor(json.loads(example["answer"]))


def test_every_resource_has_an_example_and_every_filter_its_line() -> None:
    for endpoint, viewset in ENDPOINTS.items():
        assert f"'http://127.0.0.1:8000/api/v1/{endpoint}/" in PAGE
        section = PAGE.split(f"### {endpoint}\n")[1].split("\n#")[0]
        filterset = getattr(viewset, "filterset_class", None)
        for name, found in (filterset.base_filters if filterset else {}).items():
            assert f"| `{name}={found.example}` | {found.extra['help_text']}" in section


def test_every_example_of_a_filter_is_accepted(client: Client, seed_story: None) -> None:
    for endpoint, viewset in ENDPOINTS.items():
        filterset = getattr(viewset, "filterset_class", None)
        for name, found in (filterset.base_filters if filterset else {}).items():
            address = f"/api/v1/{endpoint}/?{name}={found.example}"
            assert client.get(address).status_code == 200, address
