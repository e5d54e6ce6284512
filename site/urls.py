"""Every address of the site, in the order in which it is tried."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csp import csp_override
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from agirtot.api import api, document
from home import views
from home.api.v2 import router as v2
from home.sitemaps import ReadablePagesSitemap

decorate_urlpatterns(wagtailadmin_urls.urlpatterns, csp_override(settings.ADMIN_CSP))

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("api/v2/", v2.urls),
    path("api/v3/openapi.json", document),
    path("api/v3/", api.urls),
    path("documents/", include(wagtaildocs_urls)),
    path(
        "images/<str:signature>/<int:image_id>/<str:filter_spec>/<str:filename>",
        views.ImageSizeView.as_view(),
        name="image_size",
    ),
    path("media/images/<path:path>", views.rendition, name="rendition"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": ReadablePagesSitemap}}),
    path("robots.txt", views.robots),
    *i18n_patterns(
        path(_("comments/"), include("blog.comments.urls")),
        path(_("review/"), include("home.reviews.urls")),
        path(_("rows/"), include("toolkit.uses.urls")),
        path(_("search/"), include("search.urls")),
        path(_("share/"), include("toolkit.contributions.urls")),
        path("", include("blog.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
