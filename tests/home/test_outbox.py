"""Mails are written with what they tell of, sent later, never lost and never doubled."""

import email
import email.policy
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail as sent_mail
from django.core.exceptions import ValidationError
from django.core.mail import mailers
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from home import checks
from home.mail_message import message_of
from home.models import OutgoingMail
from home.outbox import DELAYS, Delivered, deliver, queue
from tests.home.mailing import SECONDS, a_mail, use_server

pytestmark = pytest.mark.django_db


def stored() -> OutgoingMail:
    return OutgoingMail.objects.get()


def make_due() -> None:
    OutgoingMail.objects.update(due_at=timezone.now())


@pytest.fixture
def dead_port() -> Iterator[int]:
    """Bound and not listening: whoever connects is refused, and nobody else gets it."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]


# --- Writing ----------------------------------------------------------------------------


def test_a_mail_is_written_and_nothing_is_sent_by_the_request(mailoutbox):
    queue(a_mail())
    assert stored().to == "lea@example.org"
    assert mailoutbox == []
    assert deliver() == Delivered(sent=1, postponed=0, given_up=0)
    assert deliver() == Delivered(0, 0, 0)
    assert len(mailoutbox) == 1


def test_what_is_rolled_back_sends_no_mail():
    with pytest.raises(RuntimeError), transaction.atomic():
        queue(a_mail())
        raise RuntimeError
    assert not OutgoingMail.objects.exists()


def test_the_same_mail_is_written_once():
    with transaction.atomic():
        queue(a_mail(), key="confirm:12")
        queue(a_mail(subject="Encore"), key="confirm:12")
        queue(a_mail(), key="confirm:13")
    assert OutgoingMail.objects.count() == 2
    assert not OutgoingMail.objects.filter(subject="Encore").exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"to": "lea@example.org\nBcc: all@example.org"},
        {"to": "lea@example.org, all@example.org"},
        {"to": "Léa"},
        {"to": ""},
        {"reply_to": "lea@example.org\r\nX: y"},
        {"sender": "agirtôt <a@example.org>\nBcc: all@example.org"},
        {"headers": {"List-Unsubscribe": "<https://a.example/>\nBcc: all@example.org"}},
        {"headers": {"Bcc: all@example.org\nX": "y"}},
    ],
)
def test_nobody_smuggles_a_header_in(fields):
    with pytest.raises(ValidationError):
        queue(a_mail(**fields))
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028"])
def test_line_breaks_in_a_subject_become_spaces(mailoutbox, end):
    queue(a_mail(subject=f"Bonjour{end}Bcc: all@example.org"))
    deliver()
    (message,) = mailoutbox
    assert message.message()["Subject"] == "Bonjour Bcc: all@example.org"
    assert message.recipients() == ["lea@example.org"]


# --- The message ------------------------------------------------------------------------


def test_what_arrives(smtp, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://agirtot.example"
    link = "<https://agirtot.example/commentaires/fil/" + "x" * 120 + ":signature/>"
    queue(
        a_mail(
            to="lea@écoles.example",
            subject="« Où commencer\u00a0? »\u00a0: une réponse à votre commentaire de l’été",
            text="L’œuvre d’une équipe, c’est ça.\n",
            html="<p>L’œuvre d’une équipe</p>",
            headers={
                "List-Unsubscribe": link,
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
            reply_to="equipe@example.org",
        )
    )
    assert deliver().sent == 1
    (message,) = smtp.messages()
    assert message["To"] == "lea@xn--coles-9ra.example"
    assert message["Subject"] == (
        "« Où commencer\u00a0? »\u00a0: une réponse à votre commentaire de l’été"
    )
    assert message["Reply-To"] == "equipe@example.org"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@agirtot.example>")
    assert message["Date"].datetime == stored().created_at.replace(microsecond=0)
    text, html = (message.get_body([kind]).get_content() for kind in ("plain", "html"))
    assert text.strip() == "L’œuvre d’une équipe, c’est ça."
    assert html.strip() == "<p>L’œuvre d’une équipe</p>"
    # As it stands on the wire: mail programs do not decode this header.
    assert f"List-Unsubscribe: {link}\r\n".encode() in smtp.taken[0]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_mail_that_is_sent_twice_can_be_told():
    queue(a_mail())
    first, second = (message_of(stored()).message() for _time in range(2))
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]


def test_one_s_own_machine_keeps_mails_as_files(settings, tmp_path):
    settings.MAILERS = {
        "server": {"BACKEND": "home.mail_files.MailFiles", "OPTIONS": {"folder": tmp_path / "m"}}
    }
    queue(a_mail(subject="Première"))
    queue(a_mail(subject="Deuxième"))
    assert deliver().sent == 2
    files = sorted(Path(tmp_path / "m").glob("*.eml"))
    read = [email.message_from_bytes(f.read_bytes(), policy=email.policy.default) for f in files]
    assert [message["Subject"] for message in read] == ["Première", "Deuxième"]


# --- A server that fails ----------------------------------------------------------------


def test_a_dead_server_delays_mail_and_loses_none(settings, dead_port, smtp):
    alive = smtp.server_address[1]
    use_server(settings, dead_port)
    queue(a_mail(subject="Un"))
    queue(a_mail(subject="Deux"))
    assert deliver() == Delivered(sent=0, postponed=1, given_up=0)
    tried = OutgoingMail.objects.get(subject="Un")
    assert "refused" in tried.last_error
    assert tried.attempts == 1
    assert tried.due_at > timezone.now()
    assert OutgoingMail.objects.due().get().subject == "Deux"

    use_server(settings, alive)
    make_due()
    assert deliver() == Delivered(sent=2, postponed=0, given_up=0)
    assert sorted(message["Subject"] for message in smtp.messages()) == ["Deux", "Un"]
    assert not OutgoingMail.objects.waiting().exists()


def test_delays_grow_until_the_mail_is_given_up_and_says_so(settings, dead_port, caplog):
    use_server(settings, dead_port)
    queue(a_mail())
    waited = []
    while not stored().given_up_at:
        make_due()
        before = timezone.now()
        deliver()
        waited.append(stored().due_at - before)
    assert len(waited) == len(DELAYS) + 1
    for delay, wait in zip(DELAYS, waited, strict=False):
        assert timedelta(0) <= wait - delay < timedelta(seconds=SECONDS)
    assert timedelta(days=3) <= sum(DELAYS, timedelta()) <= timedelta(days=3, hours=2)
    assert "given up" in caplog.text
    assert "lea@example.org" not in caplog.text
    make_due()
    assert deliver() == Delivered(0, 0, 0)


def test_a_refused_address_is_given_up_at_once_and_keeps_nobody(smtp):
    smtp.answers["RCPT"] = "550 no such person"
    queue(a_mail())
    queue(a_mail())
    assert deliver() == Delivered(sent=0, postponed=0, given_up=2)
    assert set(OutgoingMail.objects.values_list("last_error", flat=True)) == {"550 no such person"}
    assert OutgoingMail.objects.in_state(OutgoingMail.State.GIVEN_UP).count() == 2


def test_a_refusal_for_now_postpones_that_mail_alone(smtp):
    smtp.answers["RCPT"] = "451 greylisted"
    queue(a_mail())
    queue(a_mail())
    assert deliver() == Delivered(sent=0, postponed=2, given_up=0)


def test_a_refused_sender_is_the_server_s_trouble_and_gives_nothing_up(smtp):
    smtp.answers["MAIL"] = "530 sign in first"
    queue(a_mail())
    assert deliver() == Delivered(sent=0, postponed=1, given_up=0)


def test_a_mail_that_was_being_sent_in_a_crash_is_sent_again(mailoutbox):
    queue(a_mail())
    OutgoingMail.objects.claim()  # and nothing after that
    assert deliver().sent == 0
    make_due()
    assert deliver().sent == 1
    assert stored().attempts == 2


def test_who_was_too_slow_does_not_undo_what_another_did():
    queue(a_mail())
    slow = OutgoingMail.objects.claim()
    make_due()
    assert deliver().sent == 1
    slow.record_failure("timed out", given_up_at=timezone.now())
    assert stored().state == OutgoingMail.State.SENT


def test_a_round_ends_at_its_limit():
    for _number in range(3):
        queue(a_mail())
    assert deliver(limit=2).sent == 2
    assert OutgoingMail.objects.due().count() == 1


# --- Who delivers -----------------------------------------------------------------------


def test_the_command_delivers_and_says_so(capsys, mailoutbox):
    queue(a_mail())
    call_command("deliver_mail")
    assert len(mailoutbox) == 1
    assert "1" in capsys.readouterr().out


def test_tests_send_through_the_mailer_they_read():
    assert mailers["server"].__class__.__module__ == "django.core.mail.backends.locmem"
    assert sent_mail.outbox == []


def test_a_way_of_delivery_that_nobody_knows(settings):
    assert checks.somebody_is_at_work() == []
    settings.MAIL_DELIVERY = "pigeon"
    assert [message.id for message in checks.somebody_is_at_work()] == ["agirtot.E006"]
