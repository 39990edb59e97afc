"""Every URL of the project."""

from django.conf import settings
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import path
from django.views.generic import RedirectView

urlpatterns = [
    path("admin/", admin.site.urls),
    # Browsers ask for this name wherever a page names no icon of its own.
    path("favicon.ico", RedirectView.as_view(url="/static/newsroom/favicon.svg")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),  # empty unless DEBUG
]
