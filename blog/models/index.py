"""The blog: its welcome, its rules and its lists of stories."""

from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, re_path
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.fields import RichTextField
from wagtail.models import Locale
from wagtail.url_routing import RouteResult

from blog.cards import with_people
from blog.lists import archive_of, in_other_languages, story_list, subjects_of
from blog.models.stories import BlogPage, StoryQuerySet
from home.models import SitePage
from home.readable import readable, readable_translations
from home.rich_text import RUNNING_FEATURES, SHORT_FEATURES


class PolicyElsewhere(NamedTuple):
    """The comment policy in another language. Named as what a page's translations have."""

    locale: Locale
    url: str
    full_url: str


class BlogIndexPage(RoutablePageMixin, SitePage):
    """The blog's lists: all stories, and those of a category, author, tag, year or month."""

    introduction = models.TextField(
        _("welcome"), max_length=400, blank=True, help_text=_("Whom the blog speaks to.")
    )
    disclaimer = RichTextField(
        _("disclaimer"),
        features=SHORT_FEATURES,
        blank=True,
        help_text=_("For example that the opinions of its authors are their own."),
    )
    comment_policy = RichTextField(
        _("comment policy"),
        features=["h2", *RUNNING_FEATURES],
        blank=True,
        help_text=_("Has a page of its own, which the comment form links to."),
    )

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("disclaimer"),
        FieldPanel("comment_policy"),
    ]
    api_fields = [
        APIField("introduction"),
        APIField("disclaimer"),
        APIField("comment_policy"),
    ]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["blog.BlogPage"]
    max_count_per_parent = 1
    summary_field = "introduction"

    class Meta:
        verbose_name = _("blog")

    @property
    def stories(self) -> StoryQuerySet:
        """Its readable stories, the newest first, without their bodies."""
        return readable(BlogPage.objects.child_of(self)).in_order().defer_streamfields()

    @property
    def policy_url(self) -> str:
        return self.address("comment_policy")

    def address(self, route: str, **kwargs: Any) -> str:
        """The address of one of its lists, whatever language is spoken now."""
        with translation.override(self.locale.language_code):
            return f"{self.url}{self.reverse_subpage(route, kwargs=kwargs)}"

    def full_address(self, route: str, **kwargs: Any) -> str:
        """The same with its host."""
        return f"{self.full_url.removesuffix(self.url)}{self.address(route, **kwargs)}"

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        urls = super().get_sitemap_urls(request)
        start = urls[0]["location"].removesuffix(self.url)
        return urls + [{"location": f"{start}{found.url}"} for found in subjects_of(self)]

    @classmethod
    def get_subpage_urls(cls) -> tuple[URLPattern, ...]:
        """Wagtail's decorators would ask for the words' translations before they are there."""
        return (
            path("", cls.show_list, name="all"),
            path(_("category/<slug:slug>/"), cls.show_list, {"by": "category"}, "category"),
            path(_("author/<slug:slug>/"), cls.show_list, {"by": "author"}, "author"),
            path(_("tag/<str:slug>/"), cls.show_list, {"by": "tag"}, "tag"),
            re_path(r"^(?P<year>[1-9]\d{3})/$", cls.show_list, {"by": "year"}, "year"),
            re_path(
                r"^(?P<year>[1-9]\d{3})/(?P<month>0[1-9]|1[0-2])/$",
                cls.show_list,
                {"by": "month"},
                "month",
            ),
            path(_("comment-policy/"), cls.show_comment_policy, name="comment_policy"),
        )

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A story comes with its parts at once; stock asks twice for it, then for each of them."""
        if len(path_components) == 1 and not self.answers(f"/{path_components[0]}/"):
            whole = BlogPage.objects.select_related("category", "locale", "picture")
            story = whole.child_of(self).filter(slug=path_components[0]).first()
            if story:
                self.locale = story.locale
                story._cached_parent_obj = self
                return story.route(request, [])
        return super().route(request, path_components)

    def show_list(self, request: HttpRequest, by: str = "all", **kwargs: str) -> TemplateResponse:
        from blog.comments.counting import with_comment_counts

        listed = story_list(self, by, **kwargs)
        stories = listed.page(request.GET.get("page", "1"))
        shown = with_people(stories.object_list, self.locale_id)
        stories.object_list = with_comment_counts(shown)
        prefetch_related_objects(stories.object_list[:1], "picture__renditions")
        context = self.get_context(request) | {
            "list": listed,
            "translations": in_other_languages(listed),
            "stories": stories,
            "categories": subjects_of(self, "category"),
            "archive": archive_of(self),
        }
        return TemplateResponse(request, "blog/blog_index_page.html", context)

    def show_comment_policy(self, request: HttpRequest) -> TemplateResponse:
        if not self.comment_policy:
            raise Http404
        translations = [
            PolicyElsewhere(blog.locale, blog.policy_url, blog.full_address("comment_policy"))
            for blog in readable_translations(self)
            if blog.comment_policy
        ]
        context = self.get_context(request) | {
            "address": self.full_address("comment_policy"),
            "translations": translations,
        }
        return TemplateResponse(request, "blog/comment_policy.html", context)

    def answers(self, path: str) -> bool:
        """Whether one of its own addresses, in the language that is spoken now, is this path."""
        try:
            self.get_resolver().resolve(path)
        except Http404:
            return False
        return True

    def hides(self, slug: str) -> bool:
        """Whether one of its own addresses, in any language, begins with this word."""
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                if self.answers(f"/{slug}/") or self.answers(f"/{slug}/x/"):
                    return True
        return False
