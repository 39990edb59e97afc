"""Texts from outside into drafts (R10): all of a file or nothing, and the same text once."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError, transaction

from articles.choices import GENRES
from articles.ingest import Block, Found, TakenIn
from articles.markdown import escaped
from articles.models import Article, SourceText
from articles.models.source import LEFT_OUT
from articles.revisions import record_saved

from .proposals import finish_save
from .sources import Likeness, actors_credited, address_of, outlet_of
from .trail import log

#: Fields of a text that go into the article's field of the same name.
_SAME = (
    "standfirst",
    "dateline",
    "language",
    "byline",
    "source_ref",
    "source_date",
    "source_updated",
    "embargo_until",
    "credit_line",
    "image_caption",
    "image_credit",
    "image_alt",
    "note",
)
_LONGEST_HEADLINE = 200
_WORDS_OF_A_SLUG = 8
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of one text: its article, and whether that is new."""

    article: Article
    source: SourceText
    is_new: bool


def take_in(texts: Iterable[TakenIn], *, by: Any, name: str = "") -> list[Intake]:
    """Store the texts of one file as drafts, all or none, each on record like a save.

    A text that was taken in before gives its article; so does one that somebody else takes in at
    this very moment. ``by`` becomes the author; None: nobody yet. ``name`` is the file's.
    """
    wanted = list(texts)
    likeness = Likeness()
    with transaction.atomic():
        # In one order for everybody, so that two files with the same texts never wait crosswise.
        done = {
            text.fingerprint: _take_in(text, likeness, by=by, name=name)
            for text in sorted(wanted, key=lambda text: text.fingerprint)
        }
    return [done[key] for key in dict.fromkeys(text.fingerprint for text in wanted)]


def _take_in(text: TakenIn, likeness: Likeness, *, by: Any, name: str) -> Intake:
    for attempt in range(_ATTEMPTS):
        if known := _known(text):
            return Intake(known.article, known, is_new=False)
        try:
            with transaction.atomic():  # a savepoint: whoever comes second keeps the rest
                article, source = _stored(text, likeness, by=by, name=name)
        except IntegrityError:  # the same text, or an article of the same address, came first
            if attempt == _ATTEMPTS - 1:
                raise
        else:
            return Intake(article, source, is_new=True)
    raise AssertionError  # the last attempt returns or raises


def _known(text: TakenIn) -> SourceText | None:
    found = SourceText.objects.filter(fingerprint=text.fingerprint)
    return found.select_related("article", "taken_in_by").first()


def _stored(text: TakenIn, likeness: Likeness, *, by: Any, name: str) -> tuple[Article, SourceText]:
    outlet, deduced, about_outlet = outlet_of(text)
    address, about_address = address_of(text)
    article = _article(text, by=by)
    article.source_url = address
    article.outlet, article.outlet_deduced = outlet, deduced
    article.slug = _slug(text)
    article.full_clean()
    findings = [*text.findings, *about_outlet, *about_address, *likeness.of(text)]
    article.save()
    source = SourceText.objects.create(
        article=article,
        fingerprint=text.fingerprint,
        format=text.format,
        name=name[:500],
        text=text.text,
        findings=_kept(findings, text),
        taken_in_by=by,
    )
    article.credits.set(actors_credited(text.credits))
    if by is None:
        record_saved(article, by=None, reason=_reason(name))
    else:
        finish_save(article, by=by, reason=_reason(name))
        log(article, by, _reason(name))
    return article, source


def _reason(name: str) -> str:
    return f"Taken in from {name}." if name else "Taken in."


def _article(text: TakenIn, *, by: Any) -> Article:
    is_short = len(text.headline) <= _LONGEST_HEADLINE
    return Article(
        headline=text.headline if is_short else "",
        source_headline=text.headline,
        highlights=list(text.highlights),
        body=body_of(text.blocks),
        genre=text.genre if text.genre in GENRES else "",
        created_by=by,
        **{field: getattr(text, field) for field in _SAME},
    )


def body_of(blocks: Sequence[Block]) -> str:
    """Return paragraphs and subheads as the Markdown of a body, word for word."""
    return "\n\n".join(escaped(block.text, as_subhead=block.is_subhead) for block in blocks)


def _slug(text: TakenIn) -> str:
    """Return an address: of the headline, else of the words with which the text begins."""
    words = text.headline or " ".join(text.words.split()[:_WORDS_OF_A_SLUG])
    return Article(headline=words).free_slug()


def _kept(findings: Iterable[Found], text: TakenIn) -> list[dict[str, str]]:
    """Return the findings as they are stored, and what was left out behind them."""
    left = [Found(LEFT_OUT, f"“{part.words}”", part.why) for part in dict.fromkeys(text.left_out)]
    return [asdict(found) for found in (*findings, *left)]
