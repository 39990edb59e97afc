"""The append-only record of an article: revisions and public notices."""

from typing import ClassVar, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from actors.binding import current_moment
from actors.models.base import Slugged, SluggedManager, check, in_list, not_blank, unique
from articles.choices import ArticleStatus, NoticeKind, RevisionAction

from .article import Article


class ArticleSlugKey(models.ForeignKey):
    """A reference to an article by its slug that outlives the article: no cascade, no constraint.

    Revisions and notices are never deleted, so they keep the slug of a deleted draft.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs |= {"to_field": "slug", "db_constraint": False, "on_delete": models.DO_NOTHING}
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Which notices there are."""

    def published(self) -> Self:
        """Return the notices of published or retracted articles (R6, R7)."""
        return self.filter(
            article__in=Article.objects.ever_public().values("slug"),
            issued_at__lte=current_moment(),
        )


class NoticeManager(SluggedManager.from_queryset(NoticeQuerySet)):  # type: ignore[misc]  # dynamic
    """Notices by slug."""


class Notice(Slugged):
    """A public correction, clarification, update or retraction of an article; append-only."""

    Kind = NoticeKind
    slug_sources = ("article_id", "kind")

    article = ArticleSlugKey(Article, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    text = models.TextField(help_text="What was wrong and what is right, for readers.")
    issued_at = models.DateTimeField(default=timezone.now)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices_issued"
    )

    objects: ClassVar[NoticeManager] = NoticeManager()

    class Meta(Slugged.Meta):
        ordering = ("-issued_at", "-id")
        constraints: ClassVar = [
            *Slugged.Meta.constraints,
            in_list("notice_kind_is_in_the_list", "kind", NoticeKind),
            check("notice_has_a_text", not_blank("text"), "Write the notice.", at="text"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.article_id}"

    @property
    def is_published(self) -> bool:
        """Tell whether readers may see this notice (the twin of published())."""
        article = Article.objects.filter(slug=self.article_id).first()
        return (
            article is not None
            and (article.is_published or article.is_tombstone)
            and self.issued_at <= timezone.now()
        )


#: What ends the wait of a proposal; saving a new one takes the place of the old one too.
ENDS_A_PROPOSAL = (
    RevisionAction.PROPOSED,
    RevisionAction.APPLIED,
    RevisionAction.REJECTED,
    RevisionAction.WITHDRAWN,
    RevisionAction.RETRACTED,
)


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Which revisions there are."""

    def of_article(self, article: Article) -> Self:
        """Return the revisions of an article, the latest first."""
        return self.filter(article=article.slug).order_by("-seq")

    def open_proposal(self, article: Article) -> "Revision | None":
        """Return the change to a published article that waits to be applied, if one does (R8)."""
        latest = self.of_article(article).filter(action__in=ENDS_A_PROPOSAL).first()
        return latest if latest and latest.action == RevisionAction.PROPOSED else None

    def open_proposals(self) -> Self:
        """Return every proposal that waits (what open_proposal() returns for one article)."""
        later = Revision.objects.filter(
            article=OuterRef("article"), seq__gt=OuterRef("seq"), action__in=ENDS_A_PROPOSAL
        )
        return self.filter(~Exists(later), action=RevisionAction.PROPOSED)

    def taken_down(self, article: Article) -> "Revision | None":
        """Return by whom and why an article was withdrawn or retracted, if it still is."""
        if article.status not in (ArticleStatus.WITHDRAWN, ArticleStatus.RETRACTED):
            return None
        acts = (RevisionAction.WITHDRAWN, RevisionAction.RETRACTED)
        return self.of_article(article).filter(action__in=acts).select_related("by").first()

    def sent_back(self, article: Article) -> "Revision | None":
        """Return with which comment a draft was sent back, unless it was submitted again since."""
        if article.status != ArticleStatus.DRAFT:
            return None
        moves = (RevisionAction.SUBMITTED, RevisionAction.SENT_BACK, RevisionAction.REOPENED)
        latest = self.of_article(article).filter(action__in=moves).select_related("by").first()
        return latest if latest and latest.action == RevisionAction.SENT_BACK else None

    def get_by_natural_key(self, article: str, seq: int) -> "Revision":
        """Return the revision by its article's slug and its number."""
        return self.get(article=article, seq=seq)


class Revision(models.Model):
    """A complete snapshot of an article with its citations and coverage; append-only.

    A proposal is a revision too and is never edited: ``of`` names the proposal that a later
    revision applies or rejects.
    """

    Action = RevisionAction

    article = ArticleSlugKey(Article, related_name="revisions")
    seq = models.PositiveIntegerField()
    action = models.CharField(max_length=20, choices=RevisionAction)
    status_before = models.CharField(max_length=10, choices=ArticleStatus, blank=True)
    status_after = models.CharField(max_length=10, choices=ArticleStatus, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="revisions"
    )
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)
    acknowledged = models.JSONField(
        default=list, blank=True, help_text="The preflight warnings that were accepted, by name."
    )
    snapshot = models.JSONField(encoder=DjangoJSONEncoder)
    of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="outcomes")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ("article", "-seq")
        constraints: ClassVar = [
            in_list("revision_action_is_in_the_list", "action", RevisionAction),
            unique(
                "revisions_of_an_article_are_numbered",
                "article",
                "seq",
                sentence="The article has a revision of that number.",
                at="seq",
            ),
            check(
                "only_an_outcome_names_its_proposal",
                Q(of=None) | Q(action__in=[RevisionAction.APPLIED, RevisionAction.REJECTED]),
                "Only a revision that applies or rejects a proposal names it.",
                at="of",
            ),
        ]
        indexes: ClassVar = [
            # The open proposals, without reading snapshots.
            models.Index(fields=["action", "article", "seq"], name="revision_by_action")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.seq} ({self.get_action_display().lower()})"

    def natural_key(self) -> tuple[str, int]:
        """Return the article's slug and the revision's number."""
        return (self.article_id, self.seq)
