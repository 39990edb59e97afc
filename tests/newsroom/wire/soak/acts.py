"""What people and programs do to the rows that all of them share: by services, saves and SQL."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from actors.merging import merge, undo_merge
from actors.models import Actor, ActorName, Merge, Office
from articles import services
from articles.models import Article, Citation, Claim, Coverage, Notice, Quote, Topic
from articles.services.trail import lock_article
from articles.workflow import open_to, refusal, saving
from newsroom.models import User
from summits.models import Event, Participation, Series
from tests.articles.small_desk import write
from tests.factories import (
    make_actor,
    make_citation,
    make_coverage,
    make_event,
    make_participation,
    make_quote,
    publish,
)

from .desk import SHARED, Desk, NothingToDoError, new_article
from .short_lives import hide, open_later, put_off, show

Act = Callable[[Desk, Random, User], object]
WORDS = ["Ünder way", "“One”", "Two\u2028lines", "🗞 news", "a < b & c"]


# ---------------------------------------------------------------- articles


def step_of_an_article(desk: Desk, rng: Random, by: User) -> None:
    """Take a shared article one step on, or back."""
    article = desk.shared(Article)
    names = [name for name in open_to(article, by) if name in STEPS]
    if not names:
        raise NothingToDoError
    name = rng.choice(names)
    if name == "retract" and rng.random() < 0.8:
        name = "withdraw"
    STEPS[name](desk, article, by, rng)


def _soon(rng: Random) -> Any:
    return timezone.now() + timedelta(seconds=rng.uniform(0.5, 1.5))


def _save(desk: Desk, article: Article, by: User, rng: Random) -> None:
    with transaction.atomic():
        locked = lock_article(article)
        if sentence := refusal(saving(locked), locked, by):
            raise ValidationError(sentence)
        quotes = list(Quote.objects.filter(slug__startswith=SHARED).order_by("?")[:3])
        text = (rng.choice(WORDS), rng.choice(WORDS))
        write(locked, text, quotes, {desk.shared(Event)})
        services.finish_save(locked, by=by)


STEPS: dict[str, Callable[[Desk, Article, User, Random], object]] = {
    "save": _save,
    "edit_in_review": _save,
    "submit": lambda _d, article, by, _r: services.submit_article(article, by=by),
    "take_back": lambda _d, article, by, _r: services.take_back_article(article, by=by),
    "send_back": lambda _d, article, by, _r: services.send_back_article(
        article, by=by, reason="So."
    ),
    "approve": lambda _d, article, by, _r: services.approve_article(article, by=by),
    "publish": lambda _d, article, by, rng: publish(
        article, by=by, at=rng.choice([None, None, _soon(rng)])
    ),
    "reschedule": lambda _d, article, by, rng: services.reschedule_article(
        article, by=by, at=_soon(rng), embargo_until=None
    ),
    "notice": lambda _d, article, by, _r: services.issue_notice(
        article, by=by, kind="correction", text="So.", corrections=list(article.corrections.open())
    ),
    "withdraw": lambda _d, article, by, _r: services.withdraw_article(article, by=by, reason="So."),
    "reopen": lambda _d, article, by, _r: services.reopen_article(article, by=by),
    "retract": lambda _d, article, by, _r: services.retract_article(article, by=by, text="So."),
}


def begin(desk: Desk, rng: Random, by: User) -> None:
    """Begin an article where many were retracted, or put one into print at once."""
    if Article.objects.filter(slug__startswith=SHARED).exclude(status="retracted").count() > 12:
        raise NothingToDoError
    with transaction.atomic():
        article = new_article(desk, published=rng.random() < 0.5)
        make_citation(article, desk.shared(Quote))
        make_coverage(article, desk.shared(Event))


def link(desk: Desk, rng: Random, by: User) -> None:
    """Link topics and credits anew."""
    article = desk.shared(Article)
    article.topics.set([desk.shared(Topic)])
    article.credits.set([desk.shared(Actor)])


# ---------------------------------------------------------------- quotes and citations


def step_of_a_quote(desk: Desk, rng: Random, by: User) -> None:
    name = rng.choice(["verify", "verify", "verify", "dispute", "withdraw", "reopen"])
    getattr(services, f"{name}_quote")(desk.shared(Quote), by=by)


def embargo(desk: Desk, rng: Random, by: User) -> None:
    quote = desk.shared(Quote)
    until = rng.choice([None, _soon(rng)])
    services.embargo_quote(quote, until, by=by, move=services.articles_before(quote, until))


def edit_a_quote(desk: Desk, rng: Random, by: User) -> None:
    with transaction.atomic():
        quote = Quote.objects.select_for_update().get(pk=desk.shared(Quote).pk)
        quote.addressee = rng.choice(WORDS)
        quote.carried_by = desk.shared(Actor)
        quote.continues = rng.choice([None, desk.shared(Quote)])
        quote.save()
        quote.about.set([desk.shared(Event)])


def change_citations(desk: Desk, rng: Random, by: User) -> None:
    article, quote = desk.shared(Article), desk.shared(Quote)
    citation = Citation.objects.filter(article=article, quote__slug__startswith=SHARED).first()
    if citation is None or rng.random() < 0.4:
        make_citation(article, quote)
    elif rng.random() < 0.3:
        citation.delete()
    else:
        Citation.objects.filter(pk=citation.pk).update(quote=quote)


# ---------------------------------------------------------------- actors and events


def rename(desk: Desk, rng: Random, by: User) -> None:
    some: list[tuple[Any, str]] = [(Actor, "name"), (Event, "title"), (Series, "title")]
    model, column = rng.choice(some)
    with transaction.atomic():
        row = model.objects.select_for_update().get(pk=desk.shared(model).pk)
        setattr(row, column, f"{rng.choice(WORDS)} {rng.randrange(1000)}")
        row.save()


def show_or_hide(desk: Desk, rng: Random, by: User) -> None:
    models: list[Any] = [Actor, Event]
    model = rng.choice(models)
    with transaction.atomic():  # locked: somebody may merge it at this very moment
        row = model.objects.select_for_update().get(pk=desk.shared(model).pk)
        row.is_public = not row.is_public or rng.random() < 0.5
        row.save(update_fields=["is_public", "updated_at"])


def move_an_event(desk: Desk, rng: Random, by: User) -> None:
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=desk.shared(Event).pk)
        event.date_edtf, event.date_basis = (
            f"2025-0{rng.randint(1, 9)}-1{rng.randrange(10)}",
            "stated",
        )
        event.kind = rng.choice(["summit", "talks"])
        event.series = desk.shared(Series)
        event.save()


def merge_two(desk: Desk, rng: Random, by: User) -> None:
    model: Any = rng.choice([Actor, Event])
    if model.objects.filter(slug__startswith=SHARED).count() < 5:
        raise NothingToDoError
    merge(desk.shared(model), desk.shared(model), by=by, confirmed=True)


def undo_one(desk: Desk, rng: Random, by: User) -> None:
    last = Merge.objects.filter(undone_at=None).last()
    if last is None:
        raise NothingToDoError
    undo_merge(last, by=by)


def new_ones(desk: Desk, rng: Random, by: User) -> None:
    """Take in several at once, past every service."""
    if Actor.objects.filter(slug__startswith=SHARED).count() > 15:
        raise NothingToDoError
    make_actor(slug=desk.slug())
    event = make_event(slug=desk.slug(), parent=rng.choice([None, desk.shared(Event)]))
    make_participation(event, desk.shared(Actor))
    make_quote(verified=True, slug=desk.slug(), kind="indirect", speaker=desk.shared(Actor))
    Topic.objects.bulk_create(
        [Topic(scheme="local", code=slug, slug=slug, label=slug)
         for slug in (desk.slug(), desk.slug())]
    )  # fmt: skip
    Participation.objects.bulk_create(
        [Participation(event=event, label=f"Guest {number}") for number in range(5)]
    )


def delete_one(desk: Desk, rng: Random, by: User) -> None:
    """Delete what nobody refers to, or a draft; whatever else is refused."""
    model = rng.choice([Actor, Event, Topic, Quote, Claim, Article])
    wanted = {"status": "draft"} if model is Article else {}
    desk.shared(model, **wanted).delete()


# ---------------------------------------------------------------- past everything


def update_many(desk: Desk, rng: Random, by: User) -> None:
    model, column = rng.choice(
        [(Actor, "description"), (Event, "note"), (Article, "standfirst"), (Quote, "platform"),
         (Topic, "label"), (Notice, "text"), (Claim, "value")]
    )  # fmt: skip
    some = model._default_manager.filter(slug__startswith=SHARED).order_by("?").values("pk")[:4]
    model._default_manager.filter(pk__in=list(some.values_list("pk", flat=True))).update(
        **{column: f"{rng.choice(WORDS)} {rng.randrange(100)}"}
    )


def write_sql(desk: Desk, rng: Random, by: User) -> None:
    """Write as another program does, which settles nothing."""
    row = desk.shared(rng.choice([Actor, Quote, Article]))
    column = {Actor: "description", Quote: "platform", Article: "standfirst"}[type(row)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {row._meta.db_table} SET {column} = %s WHERE id = %s",
            [rng.choice(WORDS), row.pk],
        )


def move_rows(desk: Desk, rng: Random, by: User) -> None:
    """Hang parts on other things."""
    model, column, to = rng.choice(
        [(Coverage, "event", Event), (Participation, "actor", Actor),
         (Participation, "event", Event),
         (Office, "body", Actor), (Claim, "attributed_to", Actor), (Quote, "said_at", Event),
         (ActorName, "actor", Actor)]
    )  # fmt: skip
    row = (
        model._default_manager.filter(**{f"{column}__slug__startswith": SHARED})
        .order_by("?")
        .first()
    )
    if row is None:
        raise NothingToDoError
    model._default_manager.filter(pk=row.pk).update(**{column: desk.shared(to)})


ACTS: list[Act] = [
    *[step_of_an_article] * 6, *[step_of_a_quote] * 2, *[show] * 4, *[hide] * 4, *[open_later] * 2,
    begin, link, embargo, edit_a_quote, *[change_citations] * 2, *[rename] * 2, show_or_hide,
    move_an_event, merge_two, undo_one, new_ones, delete_one, update_many, write_sql, move_rows,
    put_off,
]  # fmt: skip
