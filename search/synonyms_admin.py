"""Synonyms, in Wagtail's own listing, forms and history."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import LocaleColumn, UpdatedAtColumn
from wagtail.admin.views.generic import CreateView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Locale

from search.models import SynonymSet


class SynonymsView(IndexView):
    add_item_label = _("Add synonyms")


class SynonymsAddView(CreateView):
    """The report of searches leads here with the words that want a synonym."""

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET
        locale = Locale.objects.filter(language_code=asked.get("locale", "")).first()
        initial: dict[str, Any] = {"words": asked.get("words", "")}
        return initial | ({"locale": locale} if locale else {})


class SynonymSetViewSet(ModelViewSet):
    model = SynonymSet
    name = "synonyms"
    url_prefix = "search/synonyms"
    icon = "link"
    index_view_class = SynonymsView
    add_view_class = SynonymsAddView
    panels = [FieldPanel("words"), FieldPanel("locale")]
    list_display = ["__str__", LocaleColumn(label=_("Language")), UpdatedAtColumn()]
    list_filter = ["locale"]
    search_fields = ["words"]
    copy_view_enabled = False
    add_to_reference_index = False
    menu_hook = "register_search_menu_item"
    menu_label = _("Synonyms")
    menu_order = 200
