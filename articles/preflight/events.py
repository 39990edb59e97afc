"""E01-E05: the events that an article covers, or that its quotes and claims name."""

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Iterator

from actors.names import fold_name
from articles.models import Claim, Coverage
from summits.models import Event, EventKind, EventStatus
from summits.models.event import fits_inside

from .examined import Examined
from .registry import ERROR, WARNING, Finding, at_row, error, register, warning

_MEETINGS = {
    EventKind.SUMMIT,
    EventKind.BILATERAL,
    EventKind.MINISTERIAL,
    EventKind.TALKS,
    EventKind.PHONE_CALL,
}


@register("E01", ERROR)
def outside_their_parents(examined: Examined) -> Iterator[Finding]:
    """An event lies outside the dates of the event it is part of."""
    for event in examined.events.values():
        if event.parent and not fits_inside(event.date, event.parent.date):
            yield error(
                "E01",
                f"“{event.title}” ({event.date_edtf}) lies outside “{event.parent.title}” "
                f"({event.parent.date_edtf}), which it is part of.",
                "Correct one of the dates, or the part-of link.",
                at_row("event", event, field="date_edtf"),
                event.slug,
            )


@register("E02", WARNING)
def lonely_meetings(examined: Examined) -> Iterator[Finding]:
    """A summit, a meeting, talks or a call has fewer than two participants."""
    for event in examined.events.values():
        taking_part = {row.actor_id or row.label for row in examined.participations[event.pk]}
        if event.kind in _MEETINGS and len(taking_part) < 2:
            count = "one participant" if taking_part else "no participants"
            yield warning(
                "E02",
                f"“{event.title}” has {count} on file.",
                "Add who else took part, if it is known.",
                at_row("event", event),
                event.slug,
            )


@register("E03", WARNING)
def plans_gone_by(examined: Examined) -> Iterator[Finding]:
    """An event is still planned though its last day is past."""
    for event in examined.events.values():
        last = event.date.latest
        if event.status == EventStatus.PLANNED and last is not None and last < examined.day:
            yield warning(
                "E03",
                f"“{event.title}” is planned, and its date ({event.date_edtf}) is past.",
                "Mark it as held, reported, cancelled or postponed.",
                at_row("event", event, field="status"),
                event.slug,
            )


@register("E04", WARNING)
def rival_values(examined: Examined) -> Iterator[Finding]:
    """Claims with a unit give one attribute of an event or a series different values."""
    for (scope, attribute), claims in _rivals(examined).items():
        if len({_value(claim) for claim in claims}) < 2:
            continue
        own = next((claim for claim in claims if claim.article_id == examined.article.pk), None)
        if own is None:
            continue
        listed = "; ".join(dict.fromkeys(_described(claim) for claim in claims))
        yield warning(
            "E04",
            f"{attribute} of “{scope}” has different values: {listed}.",
            "Say whose value each is. Do not add them up.",
            at_row("claim", own, number=own.paragraph or 0),
            f"{attribute} {scope}",
        )


def _rivals(examined: Examined) -> dict[tuple[str, str], list[Claim]]:
    """Return the claims side by side: those of one series, or of one event outside any."""
    found = defaultdict(list)
    for claim in examined.rival_claims:
        if claim.event:
            found[claim.event.series or claim.event, claim.attribute].append(claim)
    return {(scope.title, attribute): claims for (scope, attribute), claims in found.items()}


def _value(claim: Claim) -> tuple[str, str]:
    """Return what is compared: “15” and “15.0” are one value."""
    text = fold_name(claim.value)
    with contextlib.suppress(ValueError):
        text = str(float(claim.value.replace(",", "")))
    return (text, fold_name(claim.unit))


def _described(claim: Claim) -> str:
    source = claim.attributed_to or claim.attributed_label or "narration"
    about = "about " if claim.approximate else ""
    return f"{about}{claim.value} {claim.unit} ({source}, {claim.article})"


@register("E05", WARNING)
def left_alone(examined: Examined) -> Iterator[Finding]:
    """A held event is linked only as upcoming, or an event that is named has no article."""
    coverage: dict[int, list[Coverage]] = {pk: [] for pk in examined.events}
    for row in examined.all_coverage:
        coverage[row.event_id].append(row)
    for pk, rows in coverage.items():
        event = examined.events[pk]
        if event.has_taken_place and _only_upcoming(rows):
            yield warning(
                "E05",
                f"“{event.title}” was {event.status}, and every article looks ahead to it.",
                "Untick “looks ahead”, or write what came of it.",
                at_row("event", event),
                f"upcoming {event.slug}",
            )
        elif not rows:
            yield _uncovered(event)


def _only_upcoming(rows: Iterable[Coverage]) -> bool:
    return bool(rows) and all(row.is_upcoming for row in rows)


def _uncovered(event: Event) -> Finding:
    return warning(
        "E05",
        f"“{event.title}” is named by a quote or a claim, and no article covers it.",
        "Add it under “Events it is about”.",
        at_row("event", event),
        f"uncovered {event.slug}",
    )
