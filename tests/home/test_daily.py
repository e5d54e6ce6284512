"""``manage.py daily`` runs everything, whatever fails."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from home import daily
from home.models import OutgoingMail
from home.outbox import Mail, queue


def test_one_line_a_job_and_a_failure_keeps_none_of_the_others(monkeypatch, capsys, caplog):
    monkeypatch.setattr(daily, "JOBS", {})

    @daily.daily_job
    def first() -> str:
        return "Two removed."

    @daily.daily_job
    def fails() -> str:
        raise ValueError("out of order")

    @daily.daily_job
    def last() -> str:
        return "Nothing to do."

    with pytest.raises(CommandError, match="1") as error:
        call_command("daily")
    assert error.value.returncode == 1
    said = capsys.readouterr()
    assert [line.partition(".")[2] for line in said.out.splitlines()] == [
        "first: Two removed.",
        "last: Nothing to do.",
    ]
    assert "fails: ValueError: out of order" in said.err
    assert "Traceback" in caplog.text


def write(subject: str, **days: int) -> None:
    queue(Mail(to="lea@example.org", subject=subject, text="Salut."))
    times = {name: timezone.now() - timedelta(days=age) for name, age in days.items()}
    OutgoingMail.objects.filter(subject=subject).update(**times)


@pytest.mark.django_db
def test_old_mails_are_forgotten(capsys):
    write("envoyé hier", sent_at=1)
    write("envoyé il y a longtemps", sent_at=8)
    write("abandonné récemment", given_up_at=29)
    write("abandonné il y a longtemps", given_up_at=31)
    write("en attente depuis longtemps", created_at=90)
    call_command("daily")
    assert set(OutgoingMail.objects.values_list("subject", flat=True)) == {
        "envoyé hier",
        "abandonné récemment",
        "en attente depuis longtemps",
    }
    assert "home.forget_old_mails: 2 " in capsys.readouterr().out
