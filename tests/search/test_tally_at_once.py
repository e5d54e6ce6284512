"""Searches counted by several processes, here threads."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection
from wagtail.models import Locale

from search.models import SearchTally
from search.tally import note_click, note_search


def test_no_count_is_lost_however_many_come_at_once(database_of_threads):
    # Another test of several threads may have emptied the database before.
    french = Locale.objects.get_or_create(language_code="fr")[0]
    together = Barrier(8)

    def reader(number: int) -> None:
        try:
            together.wait(timeout=20)
            for turn in range(5):
                note_search(french, "transport" if turn else f"transport {turn}", 1)
                note_click(french, "transport")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as readers:
        list(readers.map(reader, range(8)))
    counts = SearchTally.objects.order_by("words").values_list("words", "searches", "clicks")
    assert list(counts) == [("transport", 32, 40), ("transport 0", 8, 0)]
