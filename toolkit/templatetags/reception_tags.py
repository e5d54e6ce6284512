"""What the admin shows of contributions."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toolkit.contributions.kinds import KINDS
from toolkit.models import Contribution

register = template.Library()

SUSPICIONS: dict[str, Promise] = {
    "trap": _("The field that people do not see was filled in"),
    "fast": _("Sent sooner than anybody writes"),
}


@register.filter
def kind_label(contribution: Contribution) -> str:
    kind = KINDS.get(contribution.kind)
    return str(kind.label) if kind else contribution.kind


@register.filter
def suspicions(contribution: Contribution) -> list[str]:
    return [str(SUSPICIONS.get(code, code)) for code in contribution.suspicions]
