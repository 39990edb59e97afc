"""What always holds at a desk, whatever was done: for random workflows to look at."""

import itertools
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import Q
from hypothesis.stateful import RuleBasedStateMachine, invariant

from actors.models import Actor, RetiredSlug
from articles.integrity import findings
from articles.models import Article, Citation, Correction, Quote, Revision
from articles.revisions import LIFE, as_if, plain, snapshot_of
from summits.models import Event
from tests.articles.readers import Readers, answers, readers_get


class SoundDesk(RuleBasedStateMachine):
    """A desk that is looked at after each step that changed something."""

    client: Any
    #: Whether there is anything new to look at: a refused step left all as it was.
    changed: bool
    #: What the speakers of its quotes are called.
    names: list[str]

    @invariant()
    def all_is_well(self) -> None:
        if self.changed:
            self.the_rules_hold_but_for_what_r12_allows()
            self.readers_get_what_they_may_and_nothing_else()
            self.the_trail_is_complete()
            self.nothing_on_file_names_an_anonymous_source()
        self.changed = False

    def the_rules_hold_but_for_what_r12_allows(self) -> None:
        for found in findings():
            slugs = found.row.split(" / ")
            assert found.model == "citation", str(found)
            assert found.rule == "R1" or (found.rule == "R5" and "not verified" in found.sentence)
            article = Article.objects.get(slug=slugs[0])
            heard_of = Correction.objects.filter(article=article, quote__slug=slugs[1])
            assert article.status != "published" or heard_of.exists(), str(found)

    def readers_get_what_they_may_and_nothing_else(self) -> None:
        readers = Readers()
        allowed, statuses = readers.visible(), readers.statuses()
        shown, said = readers_get(self.client)
        answered = answers(self.client, statuses)

        assert shown == allowed
        assert {slug: status for slug, (status, _text) in answered.items()} == statuses
        texts = [said, *(text for _status, text in answered.values())]
        self.nothing_hidden_is_said("\n".join(texts), allowed, statuses)

    def nothing_hidden_is_said(
        self, said: str, allowed: dict[str, set[str]], statuses: dict[str, int]
    ) -> None:
        readable = Article.objects.filter(slug__in=allowed["articles"])
        open_words = " ".join(
            [f"{article.headline} {article.body}" for article in readable]
            + list(Quote.objects.filter(slug__in=allowed["quotes"]).values_list("text", flat=True))
            + list(
                Citation.objects.filter(
                    article__in=readable, quote__slug__in=allowed["quotes"]
                ).values_list("as_printed", flat=True)
            )
            # Their slugs were made of words that they were begun with.
            + [slug.replace("-", " ") for slugs in allowed.values() for slug in slugs]
            + [slug.replace("-", " ") for slug, code in statuses.items() if code == 410]
        )
        spoken = {word for word in words_in(said) if word.startswith("word")}
        assert spoken <= set(words_in(open_words))
        hidden = Actor.objects.exclude(slug__in=allowed["actors"]).values_list("name", flat=True)
        assert not [name for name in hidden if f'"{name}"' in said]

    def the_trail_is_complete(self) -> None:
        for article in Article.objects.all():
            trail = list(Revision.objects.of_article(article))
            if not trail:
                assert article.edit_counter == 0
                continue
            assert trail[0].seq == article.edit_counter
            first = trail[-1].seq
            assert first in (0, 1)
            assert [row.seq for row in trail] == list(range(article.edit_counter, first - 1, -1))
            stands = next(row for row in trail if row.action != Revision.Action.PROPOSED)
            assert followed(stands.snapshot) == followed(plain(snapshot_of(article)))
            assert stands.status_after == article.status
            for later, earlier in itertools.pairwise(trail):
                assert later.status_before == earlier.status_after

    def nothing_on_file_names_an_anonymous_source(self) -> None:
        """No line of the desk's history names a speaker beside words of an anonymous quote."""
        for quote in Quote.objects.filter(attribution="anonymous"):
            lines = [
                f"{entry.object_repr} {entry.change_message}"
                for entry in LogEntry.objects.filter(
                    Q(object_repr__contains=quote.text) | Q(change_message__contains=quote.text)
                )
            ]
            lines += [str(correction.changes) for correction in quote.corrections.all()]
            assert not [line for line in lines for name in self.names if name in line]

    def every_revision_restores(self) -> None:
        for article in Article.objects.all():
            for revision in Revision.objects.of_article(article):
                with as_if(article, revision.snapshot) as restored:
                    now = plain(snapshot_of(restored))

                assert words_of(now) == words_of(revision.snapshot), revision


def words_in(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text).split()


def followed(snapshot: dict[str, Any]) -> dict[str, Any]:
    """Return a snapshot with each event by the slug that it leads to now, once."""
    slugs = [row["event"] for row in snapshot["coverage"]]
    now = RetiredSlug.objects.current(Event, slugs)
    by_event = {
        now[row["event"]]: row | {"event": now[row["event"]]} for row in snapshot["coverage"]
    }
    return {**snapshot, "coverage": [by_event[slug] for slug in sorted(by_event)]}


def words_of(snapshot: dict[str, Any]) -> dict[str, Any]:
    """Return what of a snapshot an editor wrote."""
    people = {"created_by", "reviewed_by"}
    article = {
        name: value
        for name, value in snapshot["article"].items()
        if name not in people and name not in LIFE
    }
    return {**followed(snapshot), "article": article}
