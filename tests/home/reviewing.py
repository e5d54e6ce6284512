"""An expert at work on a draft: with the link of their mail, and nothing else."""

import re
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Page

from home.models import ExpertReview, OutgoingMail
from home.reviews.inviting import invite
from tests.blog.commenting import SAME_ORIGIN

EMAIL = "claire@universite.example"


def ask(user: User, page: Page, **fields: object) -> ExpertReview:
    given = {"name": "Claire Experte", "email": EMAIL, "language": "fr"}
    return invite(user, ExpertReview(page=page, **given | fields))


class Expert(Client):
    """Knows the address in the mail that they got last."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True)
        mail = OutgoingMail.objects.filter(to=EMAIL).latest("pk")
        (address,) = set(re.findall(r"https?://\S+/(?:relecture|review)/\S+/", mail.text))
        self.url = urlsplit(address).path

    def open(self, query: str = "") -> HttpResponse:
        return self.get(self.url + query)

    def send(self, path: str, **data: str) -> HttpResponse:
        return self.post(f"{self.url}{path}", data, headers=SAME_ORIGIN)

    def remark(self, anchor: str, text: str) -> HttpResponse:
        return self.send("remarks/", anchor=anchor, text=text)

    def answer(self, verdict: str, message: str = "") -> HttpResponse:
        return self.send("opinion/", verdict=verdict, message=message)
