"""Readers at work below a story: what they fill in, and what they find in their mailbox."""

import re
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from blog.models import BlogPage
from home.models import OutgoingMail

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
ADDRESS = "jeanne@courriel.example"
FILLED = {
    "name": "Jeanne G.",
    "email": ADDRESS,
    "text": "Chez nous c’est l’aréna.",
    "consent": "on",
}


class Reader(Client):
    """A browser as Django sees it: what it posts says that it comes from a page of ours."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True)

    def send(self, url: str, data: dict | None = None, **headers: str) -> HttpResponse:
        return self.post(url, data or {}, headers=SAME_ORIGIN | headers)

    def write(self, story: BlogPage, **fields: object) -> HttpResponse:
        """Open the form, fill it in, send it; a field that is None stays out."""
        opened = soup(self.get(form_url(story))).select_one("[name=opened]")["value"]
        data = FILLED | {"opened": opened} | fields
        return self.send(form_url(story), {key: value for key, value in data.items() if value})

    def confirm(self) -> HttpResponse:
        """Follow the link of the latest mail, press the button, arrive."""
        mail = OutgoingMail.objects.latest("pk")
        return self.get(self.send(linked(mail)).url)


def form_url(story: BlogPage) -> str:
    return reverse("comments:form", args=[story.pk])


def soup(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def linked(mail: OutgoingMail) -> str:
    """The path of the signed link in a mail."""
    (address,) = re.findall(r"https?://[^\s>)]+:[^\s>)]+:[^\s>)]+/", mail.text)
    return urlsplit(address).path
