"""Wagtail's API v2, for clients that already speak it: pages, images and documents, to read.

Everything is Wagtail's own but for who sees what: exactly what anybody can read, whoever is
signed in; and images lead to a size that is served. See
https://docs.wagtail.org/en/stable/advanced_topics/api/v2/usage.html
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.db.utils import DataError
from rest_framework.fields import Field
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.serializers import PageAliasOfField, PageSerializer, RelatedField
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.api.validators import SiteFilterValidator
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.serializers import ImageSerializer
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Page, ReferenceIndex, Site

from home.api.pictures import largest
from home.api.seen import seen


class Careful:
    """Nobody is signed in here, and what no database can look for is a bad request."""

    authentication_classes = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        if any("\0" in value for _name, values in request.GET.lists() for value in values):
            raise BadRequestError("null characters are not allowed")

    def handle_exception(self, error: Exception) -> Response:
        if isinstance(error, OverflowError | DataError):
            error = BadRequestError("a number is too large")
        return super().handle_exception(error)  # type: ignore[misc]


class SeenAliasField(PageAliasOfField):
    """Wagtail's own names the page that this one is a copy of even where it is a draft."""

    def get_attribute(self, instance: Page) -> Page | None:
        shown = self.context["base_queryset"]
        return shown.filter(pk=instance.alias_of_id).first() if instance.alias_of_id else None


class SeenRelatedField(RelatedField):
    """Wagtail's own gives the title of a page that is chosen and not published."""

    def get_attribute(self, instance: Page) -> Model | None:
        value = super().get_attribute(instance)
        if not isinstance(value, Page):
            return value
        return value if self.context["base_queryset"].filter(pk=value.pk).exists() else None


class SeenPageSerializer(PageSerializer):
    serializer_related_field = SeenRelatedField
    alias_of = SeenAliasField(read_only=True)


class PagesViewSet(Careful, PagesAPIViewSet):
    base_serializer_class = SeenPageSerializer

    def get_base_queryset(self) -> QuerySet[Page]:
        asked = self.request.GET.get("site")
        try:
            site = SiteFilterValidator(site=asked, request=self.request).site_obj
        except ValueError as error:
            raise BadRequestError(str(error)) from error
        # By their ids: the search takes no other condition of ours.
        return Page.objects.filter(pk__in=seen(Page.objects.filter(below(site))).values("pk"))

    def filter_queryset(self, queryset: QuerySet[Page]) -> QuerySet[Page]:
        """What is tied to a page that readers cannot open is not found by it."""
        found = super().filter_queryset(queryset)
        ties = (field for field in queryset.model._meta.get_fields() if field.many_to_one)
        tied = {tie.name for tie in ties if issubclass(tie.related_model, Page)}
        asked = [pk for name, pk in self.request.GET.items() if name in tied]
        shown = seen(Page.objects.filter(pk__in=asked)).count()
        return found if shown == len(set(asked)) else queryset.none()


def below(site: Site | None) -> Q:
    """The pages of a site, in all its languages."""
    if site is None:
        return Q(pk=None)
    paths = site.root_page.get_translations(inclusive=True).values_list("path", flat=True)
    return reduce(or_, (Q(path__startswith=path) for path in paths))


def shown_somewhere[T: Model](files: QuerySet[T]) -> QuerySet[T]:
    """The images or documents that a page holds which readers can open."""
    pages = seen(Page.objects.all()).annotate(text=Cast("pk", CharField())).values("text")
    holders = ReferenceIndex.objects.filter(
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
        object_id__in=pages,
        to_content_type__app_label=files.model._meta.app_label,
        to_content_type__model=files.model._meta.model_name,
    )
    keys = files.model.objects.annotate(text=Cast("pk", CharField()))
    return files.filter(pk__in=keys.filter(text__in=holders.values("to_object_id")).values("pk"))


class SizeField(Field):
    def get_attribute(self, instance: Any) -> Any:
        return instance

    def to_representation(self, image: Any) -> str:
        return largest(image, self.context["request"])


class SizedImageSerializer(ImageSerializer):
    download_url = SizeField(read_only=True)


class ImagesViewSet(Careful, ImagesAPIViewSet):
    base_serializer_class = SizedImageSerializer

    def get_queryset(self) -> QuerySet[Any]:
        return shown_somewhere(super().get_queryset())


class DocumentsViewSet(Careful, DocumentsAPIViewSet):
    def get_queryset(self) -> QuerySet[Any]:
        return shown_somewhere(super().get_queryset())


router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", PagesViewSet)
router.register_endpoint("images", ImagesViewSet)
router.register_endpoint("documents", DocumentsViewSet)
