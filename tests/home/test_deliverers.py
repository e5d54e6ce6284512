"""Who delivers mails at once, each in a thread with its own connection."""

import threading

from django.db import connection, transaction

from home.models import OutgoingMail
from home.outbox import Delivered, deliver, queue
from home.postman import Postman
from tests.home.mailing import SECONDS, a_mail


def test_deliverers_at_once_send_each_mail_once(database_of_threads, smtp):
    for number in range(30):
        queue(a_mail(subject=f"Numéro {number}"))
    together = threading.Barrier(4)
    results: list[Delivered] = []

    def work() -> None:
        try:
            together.wait(SECONDS)
            results.append(deliver())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert sum(result.sent for result in results) == 30
    subjects = [message["Subject"] for message in smtp.messages()]
    assert sorted(subjects) == sorted(f"Numéro {number}" for number in range(30))
    assert set(OutgoingMail.objects.values_list("attempts", flat=True)) == {1}


def test_the_postman_comes_after_the_commit_and_survives_a_fault(
    database_of_threads, smtp, monkeypatch
):
    rounds = threading.Semaphore(0)

    def go_round() -> None:
        try:
            deliver()
            if not OutgoingMail.objects.exists():
                raise RuntimeError("the first round finds nothing and fails")
        finally:
            rounds.release()

    postman = Postman(go_round, pause=3600)
    monkeypatch.setattr("home.outbox.postman", postman)
    postman.ring()  # not started: nothing happens
    postman.start()
    assert rounds.acquire(timeout=SECONDS)
    with transaction.atomic():
        queue(a_mail())
    assert rounds.acquire(timeout=SECONDS)
    assert len(smtp.taken) == 1
