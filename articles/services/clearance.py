"""What an article needs before readers get it: no error, and each warning acknowledged by name."""

from collections.abc import Collection

from django.core.exceptions import ValidationError

from articles.models import Article
from articles.preflight import Finding, preflight


def clear(article: Article, acknowledged: Collection[str]) -> list[str]:
    """Return the names of the warnings that were accepted; refuse while anything else stands."""
    findings = preflight(article, at=article.published_at)
    errors = [finding for finding in findings if finding.is_error]
    if errors:
        raise ValidationError(
            [ValidationError(_says(finding), code=finding.code) for finding in errors]
        )
    warnings = [finding for finding in findings if not finding.is_error]
    if unread := [finding for finding in warnings if finding.name not in acknowledged]:
        raise ValidationError(
            [
                ValidationError(f"Acknowledge {finding.name}: {_says(finding)}", code=finding.code)
                for finding in unread
            ]
        )
    return [finding.name for finding in warnings]


def _says(finding: Finding) -> str:
    return f"{finding.place}: {finding.sentence} {finding.hint}".strip()
