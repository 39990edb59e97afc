"""Every URL of the project."""

from django.conf import settings
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from . import problems
from .views import front_page

urlpatterns = [
    path("", front_page, name="front-page"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("newsroom.api")),
    re_path(r"^api(?:/|\Z)", problems.unknown_address),
    # Browsers ask for this name wherever a page names no icon of its own.
    path("favicon.ico", RedirectView.as_view(url="/static/newsroom/favicon.svg")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),  # empty unless DEBUG
]

handler400 = problems.bad_request
handler500 = problems.server_error
