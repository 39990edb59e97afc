"""What the variables of the environment may say, and the sentences where they are wrong."""

import re
from zoneinfo import ZoneInfo

import dj_database_url
from environs import Env, EnvError

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
RATE = re.compile(rf"([1-9][0-9]{{0,8}})/({'|'.join(SECONDS)})")
ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:]+\])(:(?P<port>[0-9]{1,5}))?")


def words(value: str) -> list[str]:
    """Split a comma-separated list and drop the blanks around its words."""
    return [word for part in value.split(",") if (word := part.strip())]


def database(value: str) -> dict[str, object]:
    """Turn a database URL into Django's settings for it."""
    try:
        parsed = dict(dj_database_url.parse(value))
    except ValueError as error:  # the library's sentence lists a page of schemes
        raise EnvError("is not a database URL.") from error
    if parsed.get("ENGINE") not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
        raise EnvError("must name SQLite (sqlite:///path) or PostgreSQL (postgresql://...).")
    return parsed


def time_zone(value: str) -> str:
    """Accept the name of a time zone, such as Europe/Berlin."""
    try:
        return ZoneInfo(value).key
    except (KeyError, ValueError, OSError) as error:
        raise EnvError(f"{value!r} is not a time zone such as Europe/Berlin.") from error


def log_level_name(value: str) -> str:
    """Accept the name of a log level, in capitals or not."""
    name = value.strip().upper()
    if name not in LOG_LEVELS:
        raise EnvError(f"{value!r} is not one of {', '.join(LOG_LEVELS)}.")
    return name


def rate(value: str) -> tuple[int, int] | None:
    """Turn “600/minute” into how many requests in how many seconds; “none” sets no limit."""
    text = value.strip().lower()
    if text == "none":
        return None
    found = RATE.fullmatch(text)
    if found is None:
        raise EnvError(
            f"{value!r} is not a rate such as 600/minute (second, minute, hour or day), "
            "nor none for no limit."
        )
    return int(found[1]), SECONDS[found[2]]


def whole_number(value: str, *, least: int, most: int) -> int:
    """Accept a whole number between two."""
    text = value.strip()
    if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
        raise EnvError(f"{value!r} is not a whole number from {least} to {most}.")
    return int(text)


def origins(value: str) -> list[str]:
    """Split a list of origins of web pages, or accept * for all."""
    found = words(value.lower())  # as browsers send them
    for origin in found:
        if origin != "*" and not _is_origin(origin):
            raise EnvError(
                f"{origin!r} is not an origin such as https://www.example.org. "
                "Write commas between several, or * for all."
            )
    return found


def _is_origin(text: str) -> bool:
    found = ORIGIN.fullmatch(text)
    return found is not None and int(found["port"] or 1) in range(1, 65_536)


def open_environment() -> Env:
    """Return the environment to read variables from: it collects all that are wrong.

    A new one each time: sealed it is done with, and Django imports refused settings twice.
    """
    env = Env(eager=False)
    for parser in (words, database, time_zone, log_level_name, rate, whole_number, origins):
        env.add_parser(parser.__name__, parser)
    return env
