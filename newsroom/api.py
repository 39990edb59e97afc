"""The public API, version 1: every endpoint. Tests loop over this list."""

from django.urls import include, path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import APIRootView, DefaultRouter

from actors.resources import ResourceViewSet
from articles.viewsets import (
    ArticleViewSet,
    ClaimViewSet,
    NoticeViewSet,
    QuoteViewSet,
    TopicViewSet,
)
from summits.viewsets import EventViewSet, ParticipantViewSet, SeriesViewSet, SummitViewSet

from .schema import DocumentationView, SchemaView
from .wire.reading.parameters import check_parameters
from .wire.reading.resources import ALWAYS
from .wire.views import ChangeViewSet, browsable

ENDPOINTS: dict[str, type[ResourceViewSet]] = {
    "articles": ArticleViewSet,
    "quotes": QuoteViewSet,
    "actors": ParticipantViewSet,
    "events": EventViewSet,
    "summits": SummitViewSet,
    "series": SeriesViewSet,
    "topics": TopicViewSet,
    "notices": NoticeViewSet,
    "claims": ClaimViewSet,
}


class Root(APIRootView):
    """What the desk publishes. Every list below is read-only and open to everybody."""

    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        """List the resources."""
        check_parameters(request.query_params, ALWAYS)
        return super().get(request, *args, **kwargs)

    def get_view_name(self) -> str:
        """Return the heading of the browsable API."""
        return "Newsroom API"


class Router(DefaultRouter):
    """Routes without format suffixes: ?format= and the Accept header choose the format."""

    include_format_suffixes = False
    APIRootView = Root


router = Router()
for prefix, viewset in ENDPOINTS.items():
    router.register(prefix, browsable(viewset), basename=prefix)
router.register("changes", ChangeViewSet, basename="changes")

urlpatterns = [
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocumentationView.as_view(), name="docs"),
    path("", include(router.urls)),
]
app_name = "api"
