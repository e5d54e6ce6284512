"""Ready answers, in Wagtail's own listing and forms."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from blog.models import CannedReply


class CannedReplyViewSet(ModelViewSet):
    """Who may open it is said by ``ModeratorsPolicy``, registered in ``hooks``."""

    model = CannedReply
    icon = "openquote"
    name = "canned_replies"
    url_prefix = "comments/answers"
    form_fields = ["title", "text"]
    list_display = ["title"]
    search_fields = ["title", "text"]
    copy_view_enabled = False
    add_to_reference_index = False
    menu_label = _("Ready answers")
