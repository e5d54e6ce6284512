"""Previews by a front end of its own: the editor opens its address with a signed token.

The token is good for one draft and for an hour, for whoever holds it; what it shows is
answered by ``home.api.preview``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from home.daily import daily_job
from home.models.previews import LIFETIME, PagePreview
from home.refusals import Refused
from home.requests import for_one_person
from home.signed_links import BrokenLink, ExpiredLink, read, sign


@dataclass(frozen=True)
class Showing:
    salt: str = "home.front_end.preview"
    lifetime: timedelta = LIFETIME


DRAFT = Showing()


def show(page: Page, user: User) -> HttpResponse:
    """To the front end, with a token for the page as it is in memory."""
    query = urlencode({"token": sign(DRAFT, keep(page, user).pk)})
    separator = "&" if "?" in settings.FRONT_END_URL else "?"
    return for_one_person(HttpResponseRedirect(f"{settings.FRONT_END_URL}{separator}{query}"))


def keep(page: Page, user: User) -> PagePreview:
    PagePreview.objects.stale().delete()
    content = json.loads(json.dumps(page.serializable_data(), cls=DjangoJSONEncoder))
    preview, _created = PagePreview.objects.update_or_create(
        user=user,
        page=page.pk or f"new:{page.path}",
        defaults={
            "content_type": ContentType.objects.get_for_model(page),
            "content": content,
            "saved_at": timezone.now(),
        },
    )
    return preview


def page_of(token: str) -> Page:
    """The draft of a token. Raises ``Refused`` once its hour is over."""
    try:
        number = read(DRAFT, token)
    except ExpiredLink as error:
        raise Refused(_("This preview was good for an hour: open it anew."), 410) from error
    except BrokenLink as error:
        raise Http404(_("There is no such preview.")) from error
    preview = PagePreview.objects.filter(pk=number).first()
    if preview is None:
        raise Http404(_("There is no such preview."))
    model: Any = preview.content_type.model_class()
    page: Page = model.from_serializable_data(preview.content, check_fks=False, strict_fks=False)
    page.pk = page.pk or 0  # not stored yet
    return page


@daily_job
def forget_previews() -> str:
    count, _models = PagePreview.objects.stale().delete()
    said = ngettext("%(count)d old preview deleted.", "%(count)d old previews deleted.", count)
    return said % {"count": count}
