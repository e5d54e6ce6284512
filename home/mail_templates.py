"""Mails written from templates, in the language of who gets them."""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template import Context, Engine
from django.utils import translation
from wagtail.models import Site

from home.models import SiteSettings
from home.outbox import Mail

BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")


def render(
    template: str,
    language: str,
    to: str,
    context: Mapping[str, Any],
    *,
    headers: Mapping[str, str] | None = None,
    reply_to: str = "",
) -> Mail:
    """A mail of the templates ``<template>.subject.txt``, ``.txt`` and ``.html``.

    The last two extend ``mail/base.txt`` and ``mail/base.html``, which say what they take.
    Beside the context they have ``settings`` (the site's), ``base`` (the site's address,
    without a final slash) and ``language``.
    """
    site = Site.objects.filter(is_default_site=True).first()
    values = {
        "settings": SiteSettings.for_site(site) if site else SiteSettings(),
        "base": absolute(""),
        "language": language,
    } | dict(context)
    with translation.override(language):
        subject = _rendered(f"{template}.subject.txt", values, escape=False)
        text = _rendered(f"{template}.txt", values, escape=False)
        html = _rendered(f"{template}.html", values, escape=True)
    return Mail(
        to=to,
        subject=" ".join(subject.strip().splitlines()),
        text=BLANK_LINES.sub("\n\n", text).strip() + "\n",
        html=html,
        headers=headers or {},
        reply_to=reply_to,
    )


def absolute(path: str) -> str:
    """A path of the site as an address that leads to it from anywhere."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def _rendered(name: str, values: dict[str, Any], *, escape: bool) -> str:
    template = Engine.get_default().get_template(name)
    return template.render(Context(values, autoescape=escape))
