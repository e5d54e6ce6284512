"""Uses of a row counted by several processes, here threads."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from tests.factories import make_tool
from toolkit.models import Row, RowUse, ToolIndexPage
from toolkit.uses.tally import note_use


def test_no_use_is_lost_however_many_come_at_once(database_of_threads):
    row = str(Row.objects.filter(tool=make_tool(ToolIndexPage.objects.get())).first().uuid)
    together = Barrier(8)

    def reader(number: int) -> None:
        try:
            together.wait(timeout=20)
            for _turn in range(5):
                note_use(row)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as readers:
        list(readers.map(reader, range(8)))
    assert list(RowUse.objects.values_list("uses", flat=True)) == [40]
