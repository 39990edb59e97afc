"""The examples of docs/api.md, and how they are run: against the service, by what readers have."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

PAGE = Path(settings.BASE_DIR, "docs", "api.md").read_text(encoding="utf-8")
#: Where the page says that the service is.
SERVICE = "http://127.0.0.1:8000"

ANSWER = re.compile(
    r"```sh\ncurl -s '(?P<address>[^']*)'(?: \| jq '(?P<jq>[^']*)')?\n```"
    r"\n\n```json\n(?P<shown>.*?)\n```",
    re.DOTALL,
)
HEADERS = re.compile(
    r"```sh\ncurl -sI (?:-H 'If-None-Match: (?P<known>[^']*)' )?'(?P<address>[^']*)'\n```"
    r"\n\n```http\n(?P<shown>.*?)\n```",
    re.DOTALL,
)
_BLOCK = re.compile(r"```(?P<language>python|js|text)\n(?P<text>.*?)```", re.DOTALL)
#: What runs each language on this machine.
RUNNERS = {"python": [sys.executable, "-X", "utf8", "-"]} | (
    {"js": [node, "--input-type=module"]} if (node := shutil.which("node")) else {}
)


def programs() -> Iterator[tuple[str, str, str]]:
    """Yield each program: its language, its text and what the page says that it prints.

    The two that keep a copy follow the service for good: they print what nobody can foretell.
    """
    blocks = [(found["language"], found["text"]) for found in _BLOCK.finditer(PAGE)]
    for place, (language, text) in enumerate(blocks):
        if language != "text" and not is_mirror(text):
            printed = next(shown for kind, shown in blocks[place:] if kind == "text")
            yield language, text, printed


def mirrors() -> dict[str, str]:
    """Return the programs that keep a copy, by their language."""
    found = [(block["language"], block["text"]) for block in _BLOCK.finditer(PAGE)]
    return {language: text for language, text in found if is_mirror(text)}


def is_mirror(text: str) -> bool:
    """Tell whether a program keeps a copy."""
    return "mirror.json" in text


def without_what_differs(data: Any) -> Any:
    """Leave out what is signed and what a clock says; sort the errors, which have no order."""
    text = re.sub(r"cursor=[\w.%-]+", "cursor=", json.dumps(data))
    data = json.loads(re.sub(r'"at": "[^"]*"', '"at": ""', text))
    if "errors" in data:
        data["errors"].sort(key=itemgetter("parameter"))
    return data


def picked(data: Any, jq: str | None) -> Any:
    """Return what a path of jq leads to: .citations[1]."""
    for step in re.findall(r"\w+", jq or ""):
        data = data[int(step) if step.isdecimal() else step]
    return data


class _Silent(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@contextmanager
def service() -> Iterator[WSGIServer]:
    """Listen on a free port. Who asks is answered by ``serve``, within the test's transaction."""
    # As Django's own test client does: the test goes on with the connection after each request.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=_Silent) as server:
            server.timeout = 0.05
            yield server
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def serve(server: WSGIServer, is_over: Callable[[], bool]) -> None:
    """Answer whoever asks until it is over."""
    while not is_over():
        server.handle_request()


def started(
    server: WSGIServer, language: str, program: str, folder: Path
) -> "subprocess.Popen[str]":
    """Start a program of the page, which asks this service, in a folder of its own."""
    (folder / "program").write_text(
        program.replace(SERVICE, f"http://127.0.0.1:{server.server_port}"), encoding="utf-8"
    )
    with (folder / "program").open(encoding="utf-8") as text:
        return subprocess.Popen(
            RUNNERS[language],
            stdin=text,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            cwd=folder,
            env={**os.environ, "no_proxy": "127.0.0.1"},
        )
