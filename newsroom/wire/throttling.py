"""How often one address may ask the API: counted in this process, or in Redis for all of them.

A fixed window: so many requests in each minute by the clock. In memory the count takes two
microseconds and no more room than MOST addresses need; `limits`, whose window in memory takes six
and keeps every address of the window, counts in Redis. The database never counts.
"""

import logging
import time
from functools import cache, lru_cache
from ipaddress import IPv6Address, ip_address
from operator import itemgetter
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.signals import setting_changed
from django.http import HttpRequest, JsonResponse

from newsroom.problems import problem_response

logger = logging.getLogger(__name__)

#: As many addresses as a process counts at a time: some 4 MB. The busier half is kept beyond.
MOST = 20_000
#: How long Redis may take to answer, and is left alone where it did not: seconds.
PATIENCE, REST, SILENCE = 0.25, 5, 60
LONGEST_ADDRESS = 45


class InMemory:
    """The counts of this process."""

    def __init__(self, amount: int, seconds: int) -> None:
        self.amount, self.seconds = amount, seconds
        self.window = -1
        self.counts: dict[str, int] = {}
        self.lock = Lock()

    def wait(self, asker: str) -> int | None:
        """Count a request; return how long to wait where it is one too many."""
        now = time.time()
        window = int(now // self.seconds)
        with self.lock:
            if window != self.window:
                self.window, self.counts = window, {}
            count = self.counts.get(asker, 0) + 1
            self.counts[asker] = count
            if len(self.counts) > MOST:
                self.counts = _busier_half(self.counts)
        return None if count <= self.amount else _whole((window + 1) * self.seconds - now)


class InRedis:
    """The counts of all processes together. Where Redis is away, every request passes."""

    def __init__(self, amount: int, seconds: int, url: str) -> None:
        # Only where it counts: it brings the client of Redis, 12 MB of a process.
        from limits import RateLimitItemPerSecond, storage, strategies

        address = f"redis+{url}" if url.startswith("unix:") else url
        timeouts: dict[str, Any] = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
        self.store = storage.RedisStorage(address, wrap_exceptions=True, **timeouts)
        self.limiter = strategies.FixedWindowRateLimiter(self.store)
        self.rate = RateLimitItemPerSecond(amount, seconds, namespace="newsroom")
        self.away_until = self.silent_until = 0.0

    def wait(self, asker: str) -> int | None:
        """Count a request; return how long to wait where it is one too many."""
        from limits.errors import StorageError

        if time.monotonic() < self.away_until:
            return None
        try:
            if self.limiter.hit(self.rate, asker):
                return None
            return _whole(self.limiter.get_window_stats(self.rate, asker).reset_time - time.time())
        except StorageError as error:
            self._rest(error)
            return None

    def _rest(self, error: Exception) -> None:
        """Ask no more for a while, lest every request wait; say so once a minute."""
        now = time.monotonic()
        self.away_until = now + REST
        if now >= self.silent_until:
            self.silent_until = now + SILENCE
            logger.warning("Requests to the API are not counted: REDIS_URL fails (%s).", error)


@cache
def _counter() -> InMemory | InRedis | None:
    """Return what counts by the settings, or nothing where API_RATE is none."""
    if settings.API_RATE is None:
        return None
    amount, seconds = settings.API_RATE
    if settings.REDIS_URL:
        return InRedis(amount, seconds, settings.REDIS_URL)
    return InMemory(amount, seconds)


def throttled(request: HttpRequest) -> int | None:
    """Count a request to the API; return the seconds to wait, or None if it may pass."""
    counter = _counter()
    asker = asker_of(request.META) if counter is not None else ""
    # Without an address (a socket file and no proxy named) all would count as one reader.
    return counter.wait(asker) if counter is not None and asker else None


def too_many_requests(request: HttpRequest, seconds: int) -> JsonResponse:
    """Return the refusal of a request that came too soon."""
    wait = "1 second" if seconds == 1 else f"{seconds} seconds"
    sentence = f"Too many requests from your address. Wait {wait} and ask again."
    response = problem_response(request, 429, sentence)
    response.headers["Retry-After"] = str(seconds)
    return response


def asker_of(meta: dict[str, Any]) -> str:
    """Return who asks: an IPv4 address, or the /64 network that an IPv6 client has for itself.

    BEHIND_PROXY it is the last address in X-Forwarded-For, the one that the proxy wrote itself;
    what stands before it, anybody can send.
    """
    address: str = meta.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = meta.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or address
    return _network(address) if ":" in address else address[:LONGEST_ADDRESS]


@lru_cache(maxsize=1_024)
def _network(text: str) -> str:
    """Return the network of an IPv6 address, or the IPv4 address that stands in its place."""
    for candidate in (text, text.rpartition(":")[0]):  # some proxies write the port behind it
        try:
            address = ip_address(candidate.strip("[]"))
        except ValueError:
            continue
        if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
            return address.packed[:8].hex()
        return str(getattr(address, "ipv4_mapped", None) or address)
    return text[:LONGEST_ADDRESS]


def _busier_half(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=itemgetter(1), reverse=True)[: MOST // 2])


def _whole(seconds: float) -> int:
    return max(1, -int(-seconds // 1))


def _forget(*, setting: str, **_others: Any) -> None:
    """Count anew where a test changes the settings."""
    if setting in ("API_RATE", "REDIS_URL"):
        _counter.cache_clear()


setting_changed.connect(_forget, dispatch_uid="newsroom.wire.throttling")
