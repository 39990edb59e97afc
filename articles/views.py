"""What the desk's own pages ask for."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from .markdown import MAX_BODY, plain_text
from .markdown import render as render_body
from .quotations import uncovered
from .verbatim import marked_spans

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
    spans = (span for span in marked_spans(body) if len(span.split()) >= FEWEST_WORDS)
    return uncovered(spans, [(words,) for words in printed])
