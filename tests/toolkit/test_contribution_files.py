"""What people attach is what it says, can hurt nobody, and is served by no address."""

import socket
import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO
from threading import Thread

import pytest
from django.core.files.storage import storages
from PIL import Image

from tests.toolkit.contributing import PDF, make_contribution, office, picture, upload
from toolkit.contributions import intake, scanning, services
from toolkit.contributions.files import BadFile, examine, name_of
from toolkit.models import Contribution
from toolkit.reception import actions

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def bomb() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<x/>")
        archive.writestr("word/media/zeros", b"\0" * 60_000_000)
    return packed.getvalue()


def wide() -> bytes:
    """A picture of 100 million points in a few kilobytes."""
    drawn = BytesIO()
    Image.new("1", (10_000, 10_000)).save(drawn, "PNG")
    return drawn.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.exe", b"MZ", "type"),
        ("a.svg", b"<svg/>", "type"),
        ("a.png", b"", "vide"),
        ("a.png", b"not a picture", "image"),
        ("a.png", picture(kind="GIF"), "image"),
        ("a.jpg", PDF, "image"),
        ("a.png", wide(), "point|déplié"),
        ("a.pdf", b"<html>", "son nom"),
        ("a.docx", PDF, "son nom"),
        ("a.docx", office("xl/workbook.xml"), "son nom"),
        ("a.docx", office(**{"word/vbaProject.bin": b"x"}), "macros"),
        ("a.docx", bomb(), "50"),
    ],
)
def test_what_is_not_what_it_says_is_refused(name, content, said):
    with pytest.raises(BadFile, match=said):
        examine(upload(name, content))


def test_pictures_are_drawn_anew_without_what_cameras_write():
    exif = Image.Exif()
    exif[0x010F] = "canari-appareil"
    exif[0x0112] = 6  # turned by a quarter
    sent = picture((60, 40), "JPEG", exif=exif)
    assert b"canari-appareil" in sent
    kept = examine(upload("IMG_001.JPG", sent))
    assert b"canari-appareil" not in kept.content
    with Image.open(BytesIO(kept.content)) as image:
        assert image.size == (40, 60)
        assert not image.getexif()
    assert kept.name == "IMG_001.jpg"


def test_names_are_one_line_without_a_folder():
    assert name_of("C:\\photos\\é\u202et\n.png") == "ét .png"
    assert len(name_of(f"{'a' * 300}.docx")) <= 120
    assert name_of(f"{'a' * 300}.docx").endswith(".docx")


@pytest.mark.django_db
def test_they_lie_where_no_address_leads_and_go_with_their_contribution(
    client, tool, settings, django_capture_on_commit_callbacks
):
    contribution = make_contribution()
    assert intake.take_in(contribution, [upload("a.pdf", PDF), upload("b.pdf", PDF)]) == []
    file = contribution.files.get()  # the same twice is one
    stored = settings.PRIVATE_ROOT / file.file.name
    assert stored.read_bytes() == PDF
    assert settings.MEDIA_ROOT not in stored.parents
    for prefix in ("/media/", "/media/images/", "/documents/1/", "/private/", "/static/"):
        assert client.get(f"{prefix}{file.file.name}", follow=True).status_code == 404
    with pytest.raises(ValueError, match="URL"):
        storages["private"].url(file.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        contribution.delete()
    assert not stored.exists()


@pytest.mark.django_db
def test_nobody_guesses_where_accepted_files_lie(client, tool, administrator, settings):
    contribution = make_contribution()
    intake.take_in(contribution, [upload("photo.png", picture()), upload("bilan.pdf", PDF)])
    contribution = services.confirm(contribution.pk)
    actions.accept(administrator, contribution.pk, actions.version_of(contribution))
    names = [path.stem for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert {name.rpartition("-")[0] for name in names} == {"photo", "bilan"}
    assert all(len(name.rpartition("-")[2]) == 16 for name in names)
    assert client.get("/documents/1/bilan.pdf").status_code in (302, 404)


@pytest.mark.django_db
def test_there_is_a_limit_to_their_number_and_size(client, tool, monkeypatch):
    contribution = make_contribution()
    sent = [upload(f"{n}.pdf", PDF + str(n).encode() + b"%%EOF") for n in range(10)]
    faults = intake.take_in(contribution, sent)
    assert contribution.files.count() == 8
    assert len(faults) == 2
    assert "8.pdf" in faults[0]


@pytest.mark.django_db
def test_one_too_large_is_let_go_of_and_the_rest_is_kept(client, tool, monkeypatch):
    from tests.toolkit.contributing import WORDS, begin, post, soup

    monkeypatch.setattr(intake, "LARGEST", 1_000)
    url = post(client, begin(client, "outil")["Location"], WORDS)["Location"]
    files = [upload("grand.pdf", PDF + b"0" * 100_000), upload("petit.pdf", PDF)]
    response = post(client, url, WORDS | {"files": files})
    assert response.status_code == 422
    assert "grand.pdf" in soup(response).select_one(".errors").text
    contribution = Contribution.objects.get()
    assert contribution.files.get().name == "petit.pdf"
    assert "cc-by" in contribution.typed["3"]["sent"]


# --- The antivirus ----------------------------------------------------------------------


@pytest.fixture
def clamd(settings) -> Iterator[list[bytes]]:
    """A daemon that speaks the protocol and knows one virus; what it was sent."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.CLAMAV_URL = f"tcp://127.0.0.1:{server.getsockname()[1]}"

        def serve() -> None:
            while True:
                try:
                    connection, _address = server.accept()
                except OSError:
                    return
                with connection, connection.makefile("rb") as stream:
                    assert stream.read(10) == b"zINSTREAM\0"
                    content = b""
                    while length := struct.unpack("!I", stream.read(4))[0]:
                        content += stream.read(length)
                    heard.append(content)
                    said = b"Eicar-Signature FOUND" if EICAR in content else b"OK"
                    connection.sendall(b"stream: " + said + b"\0")

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield heard
        server.shutdown(socket.SHUT_RDWR)
    thread.join(timeout=5)


@pytest.mark.django_db
def test_an_infected_file_is_refused_and_a_clean_one_kept(tool, clamd):
    contribution = make_contribution()
    infected = upload("virus.pdf", PDF + EICAR + b"%%EOF")
    (fault,) = intake.take_in(contribution, [infected, upload("bilan.pdf", PDF)])
    assert "virus.pdf" in fault and "antivirus" in fault
    assert contribution.files.get().scanned_at
    assert len(clamd) == 2


@pytest.mark.django_db
def test_without_an_answer_the_file_waits_and_stays_closed(tool, settings):
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        settings.CLAMAV_URL = f"tcp://127.0.0.1:{nobody.getsockname()[1]}"
    with pytest.raises(scanning.Unavailable):
        scanning.infection(b"x")
    contribution = make_contribution()
    assert intake.take_in(contribution, [upload("bilan.pdf", PDF)]) == []
    file = contribution.files.get()
    assert file.scanned_at is None
    assert not intake.is_clean(file)
    settings.CLAMAV_URL = ""
    assert intake.is_clean(file)
