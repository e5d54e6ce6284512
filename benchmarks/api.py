"""How fast pages are answered: ``python -m benchmarks.api [--seconds S]``.

The same story of the current database as HTML, by Wagtail's API v2 and by v3, and their 304s,
in this process and in one thread: what counts is how the rates compare, not how high they are.
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import dataclass

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agirtot.settings.development")


@dataclass(frozen=True)
class Measured:
    name: str
    rate: float
    size: int
    queries: int


def measure(name: str, url: str, seconds: float, *, again: bool = False) -> Measured:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    etag = client.get(url)["ETag"]
    headers = {"If-None-Match": etag} if again else {}
    with CaptureQueriesContext(connection) as counted:
        response = client.get(url, headers=headers)
        queries = len(counted)
    assert response.status_code == (304 if again else 200), (url, response.status_code)  # noqa: S101
    done, begun = 0, time.perf_counter()
    while (took := time.perf_counter() - begun) < seconds:
        client.get(url, headers=headers)
        done += 1
    return Measured(name, done / took, len(response.content), queries)


def main() -> None:
    from django.conf import settings

    from blog.models import BlogPage

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3)
    asked = parser.parse_args()
    settings.ALLOWED_HOSTS, settings.API_REQUESTS_PER_MINUTE = ["*"], 0
    story = BlogPage.objects.live().order_by("pk").first()
    if story is None:
        raise SystemExit("There is no story to measure: run the demo first.")
    addresses = {
        "HTML": story.url,
        "v2": f"/api/v2/pages/{story.pk}/",
        "v3": f"/api/v3/pages/{story.pk}/",
        "v3, two fields": f"/api/v3/pages/{story.pk}/?fields=title,lead",
        "v3, 20 stories": "/api/v3/stories/?limit=20",
    }
    found = [
        measure(f"{name}{' (304)' * again}", url, asked.seconds, again=again)
        for name, url in addresses.items()
        for again in (False, True)
    ]
    print(f"{'':24}{'a second':>10}{'of HTML':>10}{'bytes':>10}{'queries':>10}")
    for one in found:
        share = one.rate / found[0].rate
        print(f"{one.name:24}{one.rate:10.0f}{share:9.1f}x{one.size:10}{one.queries:10}")


if __name__ == "__main__":
    import django

    django.setup()
    main()
