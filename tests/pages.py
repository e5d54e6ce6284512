"""Reading pages in tests, as a person would."""

from bs4 import BeautifulSoup, Tag
from django.test import Client


def read(client: Client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200, url
    return BeautifulSoup(response.content, "html.parser")


def words(tag: Tag | BeautifulSoup) -> str:
    return " ".join(tag.get_text(" ").split())


def purposes(page: BeautifulSoup) -> list[str]:
    """What the rows of a page are for, in order."""
    return [words(item) for item in page.select("tbody th[scope=row] .purposes")]
