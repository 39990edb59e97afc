"""What the desk's own pages ask for."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from .markdown import MAX_BODY, plain_text
from .markdown import render as render_body
from .verbatim import is_excerpt, marked_spans

FEWEST_WORDS = 2


@require_POST
@permission_required("articles.view_article", raise_exception=True)
def preview_body(request: HttpRequest) -> HttpResponse:
    """Show a body as readers will see it, its length, and its quotations without a citation."""
    body = request.POST.get("body", "")[:MAX_BODY]
    words = plain_text(body)
    context = {
        "html": render_body(body),
        "words": len(words.split()),
        "characters": len(words),
        "uncited": uncited(body, request.POST.getlist("as_printed")),
    }
    return render(request, "admin/articles/preview.html", context)


def uncited(body: str, printed: list[str]) -> list[str]:
    """Return what stands between quotation marks in the body and in no citation.

    A single word between marks is a word the desk keeps at a distance, not a quotation.
    """
    found = dict.fromkeys(span.strip() for span in marked_spans(body))
    return [
        span
        for span in found
        if len(span.split()) >= FEWEST_WORDS
        and not any(is_excerpt(words, span) for words in printed if words.strip())
    ]
