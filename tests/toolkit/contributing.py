"""Contributions as people send them: step by step, with files."""

import re
import zipfile
from io import BytesIO

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from PIL import Image

from home.models import OutgoingMail
from toolkit.contributions import services
from toolkit.contributions.kinds import KINDS
from toolkit.models import Contribution, Row

WORDS = {
    "title": "Une cuisine mobile",
    "summary": "Une marmite sur roulettes va de parc en parc.",
    "done": "On a trouvé un vélo.\n\nPuis une marmite.",
    "outcomes": "Douze familles se connaissent.",
    "learned": "Commencer par la soupe.",
    "partners": "La Maison des familles",
    "territory": "140",
    "date": "2026-05-02",
    "licence": "cc-by",
    "name": "Aline Roy",
    "organisation": "Les Petits Pas",
    "email": "aline@exemple.org",
    "credit": "L’équipe des Petits Pas",
    "consent_publication": "on",
    "consent_data": "on",
}


def picture(size: tuple[int, int] = (60, 40), kind: str = "PNG", **options) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", size, "orange").save(drawn, kind, **options)
    return drawn.getvalue()


def office(part: str = "word/document.xml", **parts: bytes) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, "<x/>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def post(client: Client, url: str, data: dict | None = None, **headers):
    return client.post(url, data or {}, headers={"Sec-Fetch-Site": "same-origin"} | headers)


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def begin(client: Client, slug: str = "realisation", **words):
    """The first step sent; the answer leads to the next, or back to it."""
    url = f"/partager/{slug}/"
    opened = soup(client.get(url)).select_one("[name=opened]")["value"]
    return post(client, url, WORDS | {"opened": opened} | words)


def fill_in(client: Client, slug: str = "realisation", files=(), **words) -> str:
    """All steps; the address of the review."""
    url = begin(client, slug, **words)["Location"]
    while "relire" not in url:
        given = WORDS | words
        if soup(client.get(url)).select_one("[type=file]"):
            given["files"] = list(files)
        response = post(client, url, given)
        assert response.status_code == 302, response.content.decode()
        assert response["Location"] != url, soup(client.get(url)).select_one(".errors")
        url = response["Location"]
    return url


def make_contribution(
    kind: str = "achievement", *, row: Row | None = None, **words
) -> Contribution:
    """Sent, and to be confirmed."""
    given = WORDS | words
    contribution = services.begin(
        KINDS[kind],
        f"key-{Contribution.objects.count()}",
        language="fr",
        opened_at=timezone.now() - timezone.timedelta(minutes=5),
        row=row,
    )
    sent = QueryDict(mutable=True)
    sent.update(given)
    for number, _step in enumerate(KINDS[kind].steps, start=1):
        services.keep(contribution, number, sent.urlencode(), tried=True)
    return services.send(contribution)


def make_confirmed(kind: str = "achievement", **words) -> Contribution:
    return services.confirm(make_contribution(kind, **words).pk)


def mailed(word: str) -> OutgoingMail:
    return OutgoingMail.objects.get(key__contains=word)


def link_in(mail: OutgoingMail) -> str:
    return re.search(r"https?://[^/\s]+(/\S+)", mail.text)[1]
