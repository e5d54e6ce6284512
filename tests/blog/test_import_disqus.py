"""``manage.py import_disqus``: comments come home, once, and in their place."""

import csv
import gzip
import random
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect

from blog.imports import disqus as disqus_import
from blog.models import BlogIndexPage, BlogPage, Comment
from blog.models.comments import SEGMENT, SHOWN_LEVELS
from home.models import OutgoingMail
from tests.blog.factories import make_comment
from tests.blog.importers.disqus_files import export, post, thread
from tests.factories import make_story

STORY = thread(1, "quatre-cafes")


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def blog(db) -> BlogIndexPage:
    return BlogIndexPage.objects.get()


@pytest.fixture
def story(blog) -> BlogPage:
    return make_story(blog)


@pytest.fixture
def run(tmp_path, story):
    """``run(xml, "--dry-run")`` imports a file of that content and gives back what was said."""

    def run(content: str | bytes, *args: str, name: str = "export.xml") -> str:
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        out = StringIO()
        call_command("import_disqus", str(file), *args, stdout=out, no_color=True)
        return out.getvalue()

    return run


def stored() -> list[tuple]:
    """All that counts of each comment, in the order in which readers see them."""
    keys = dict(Comment.objects.values_list("pk", "key"))
    return [
        (c.key, keys[c.parent_id], keys[c.thread_id], c.state, c.comment, c.submit_date, c.level)
        for c in Comment.objects.order_by("path")
    ]


def comment(id: int) -> Comment:
    return Comment.objects.get(key=f"disqus:{id}")


def test_a_comment_comes_as_it_was(run, story):
    html = '<p>Oui, <b>merci</b> !</p><p><a href="https://quebec.ca/">le site</a></p>'
    run(export(STORY, post(10, 1, html)))
    imported = Comment.objects.get()
    assert imported.story == story
    assert imported.comment == "Oui, **merci** !\n\n[le site](https://quebec.ca/)"
    assert (imported.user_name, imported.user_email) == ("Noémie Roy", "noemie@example.org")
    assert imported.submit_date == imported.published_at
    assert imported.submit_date.isoformat() == "2019-03-02T10:00:00+00:00"
    assert imported.is_published
    assert not imported.needs_review
    assert imported.ip_address is None


def test_nobody_is_told(run):
    run(export(STORY, post(10, 1), post(11, 1, parent=10)))
    assert not mail.outbox
    assert not OutgoingMail.objects.exists()


def test_replies_keep_their_true_parents_however_deep(run):
    posts = [post(10 + n, 1, f"<p>{n}</p>", parent=9 + n if n else "") for n in range(6)]
    run(export(STORY, *reversed(posts)))
    assert [comment(10 + n).parent_id for n in range(1, 6)] == [
        comment(10 + n).pk for n in range(5)
    ]
    assert comment(15).level == 5
    assert len(comment(15).path) == SEGMENT * SHOWN_LEVELS
    assert [c.comment for c in Comment.objects.order_by("path")] == list("012345")


def test_a_long_comment_is_kept_whole(run):
    run(export(STORY, post(10, 1, f"<p>{'très ' * 10_000}long</p>")))
    assert len(comment(10).comment) > 50_000


def test_deleted_comments_stay_only_where_somebody_answered(run):
    said = run(
        export(
            STORY,
            post(10, 1, "<p>secret</p>", deleted=True),
            post(11, 1, parent=10),
            post(12, 1, deleted=True),
            post(13, 1, deleted=True, parent=12),
        )
    )
    assert set(Comment.objects.values_list("key", flat=True)) == {"disqus:10", "disqus:11"}
    tombstone = comment(10)
    assert tombstone.state == Comment.State.DELETED
    assert (tombstone.comment, tombstone.user_name, tombstone.user_email) == ("", "", "")
    assert "2: deleted, and nobody answered" in said
    assert "1: deleted, kept without words" in said


def test_spam_is_left_out_and_its_replies_stand_alone(run):
    said = run(export(STORY, post(10, 1, spam=True), post(11, 1, parent=10)))
    assert not comment(11).is_reply
    assert "1: spam" in said
    assert "1: answered a comment that is not there" in said


def test_parents_of_other_threads_and_circles_are_mended(run, blog):
    make_story(blog, "Autre")
    said = run(
        export(
            STORY,
            thread(2, "autre"),
            post(10, 1),
            post(11, 2, parent=10),
            post(12, 1, parent=13, date="2019-03-05T10:00:00Z"),
            post(13, 1, parent=14, date="2019-03-04T10:00:00Z"),
            post(14, 1, parent=12, date="2019-03-06T10:00:00Z"),
            post(15, 1, parent=15),
            post(16, 1, parent=14),
        )
    )
    assert not comment(11).is_reply
    assert not comment(13).is_reply
    assert comment(12).parent_id == comment(13).pk
    assert comment(14).parent_id == comment(12).pk
    assert comment(16).thread_id == comment(13).pk
    assert not comment(15).is_reply
    assert "1: answered a comment of another thread" in said
    assert "2: answered themselves in a circle" in said


@pytest.mark.parametrize(
    "where",
    [
        thread(1, "quatre-cafes"),
        thread(1, "/blogue/quatre-cafes/"),
        thread(1, "12 http://ancien.example/?p=12"),
        thread(1, "", "https://ancien.example/blogue/quatre-cafes"),
        thread(1, "inconnu", "http://localhost:4000/blogue/quatre-cafes/index.html?x=1#y"),
        thread(1, "", "https://ancien.example/2019/03/cafes.html"),
    ],
)
def test_threads_find_their_story(run, story, where):
    for old in ("/2019/03/cafes.html", "/?p=12"):
        Redirect.objects.create(old_path=Redirect.normalise_path(old), redirect_page=story)
    run(export(where, post(10, 1)))
    assert comment(10).story == story


def test_threads_without_a_story_come_as_a_list_to_fill(run, story, tmp_path):
    unknown = thread(7, "", "https://ancien.example/a", title='=HYPERLINK("x")')
    content = export(unknown, thread(8, "sans commentaire"), post(10, 7), post(11, 7))
    path = tmp_path / "threads.csv"
    said = run(content, "--report", str(path))
    assert not Comment.objects.exists()
    assert "2: of a thread for which no story was found" in said
    [row] = csv.DictReader(path.read_text().splitlines())
    assert (row["thread"], row["comments"]) == ("7", "2")
    assert row["title"].startswith("'=")
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], lines[1] + "https://agirtot.org/blogue/quatre-cafes/"]))
    run(content, "--map", str(path))
    assert story.comments.count() == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("thread,story\n7,/blogue/rien/\n", "Line 2 .* there is no story at “/blogue/rien/”"),
        ("a,b\n7,x\n", "no columns with the names"),
        ("", "no columns with the names"),
    ],
)
def test_a_wrong_list_of_threads_gets_a_sentence(run, tmp_path, content, sentence):
    path = tmp_path / "threads.csv"
    path.write_text(content)
    with pytest.raises(CommandError, match=sentence):
        run(export(STORY, post(10, 1)), "--map", str(path))
    assert not Comment.objects.exists()


def test_posts_of_absent_and_deleted_threads_are_left_out(run):
    said = run(export(thread(2, "quatre-cafes", deleted=True), post(10, 2), post(11, 3)))
    assert not Comment.objects.exists()
    assert "1: of a thread that was deleted" in said
    assert "1: of a thread that is not in the file" in said


def test_odd_posts(run):
    run(
        export(
            STORY,
            post("", 1, "<p>sans id</p>"),
            post(11, 1, "<p><img src=x></p>"),
            post(12, 1, date="hier"),
            post(13, 1, name="", email="pas une adresse"),
            post(13, 1, "<p>deux fois</p>"),
            post("x" * 200, 1, name="N" * 80),
        )
    )
    assert Comment.objects.filter(comment="sans id").exists()
    assert not Comment.objects.filter(key__in=["disqus:11", "disqus:12"]).exists()
    assert comment(13).user_name in ("Anonymous", "Anonyme")
    assert comment(13).user_email == ""
    assert Comment.objects.count() == 3


def test_a_second_run_adds_nothing_and_changes_nothing(run):
    content = export(STORY, post(10, 1), post(11, 1, parent=10), post(12, 1))
    run(content)
    Comment.objects.filter(key="disqus:10").update(comment="Corrigé")
    rejected = comment(12)
    rejected.set_state(Comment.State.REJECTED)
    rejected.save()
    before = stored()
    said = run(content)
    assert stored() == before
    assert "0 comments imported, 3 left out" in said


def test_a_dry_run_says_the_same_and_writes_nothing(run):
    content = export(STORY, post(10, 1), post(11, 1, spam=True), post(12, 1, parent=9))
    dry = run(content, "--dry-run")
    assert "Nothing was written" in dry
    assert not Comment.objects.exists()
    wet = run(content)
    assert [line for line in wet.splitlines() if "comment" in line and "second" not in line] == [
        line for line in dry.splitlines() if "comment" in line and "second" not in line
    ]


def conversation(chance: random.Random, size: int) -> str:
    """A long thread: replies before their parents in the file, same dates, deleted ones."""
    posts = []
    for number in range(size):
        parent = chance.choice(["", *range(100, 100 + number)]) if number else ""
        date = f"2019-03-{chance.randint(1, 5):02d}T10:00:00Z"
        posts.append(
            post(100 + number, 1, f"<p>{number}</p>", parent=parent, date=date,
                 deleted=chance.random() < 0.2, spam=chance.random() < 0.1)
        )  # fmt: skip
    chance.shuffle(posts)
    return export(STORY, *posts)


@pytest.mark.parametrize("stop", [1, 3, 5])
def test_an_interrupted_run_and_a_second_one_end_as_a_clean_one(run, monkeypatch, stop):
    content = conversation(random.Random(stop), 60)  # noqa: S311 — the same one every time
    monkeypatch.setattr(disqus_import, "BATCH", 7)
    run(content)
    clean = stored()
    Comment.objects.all().delete()
    killed = disqus_import.store

    def store(arrivals, report, **options):
        if report.imported >= stop * 7:
            raise KeyboardInterrupt
        killed(arrivals, report, **options)

    with monkeypatch.context() as patch:
        patch.setattr(disqus_import, "store", store)
        with pytest.raises(KeyboardInterrupt):
            run(content)
    assert 0 < Comment.objects.count() < len(clean)
    run(content)
    assert stored() == clean


def test_the_queries_grow_with_batches_not_with_comments(run, django_assert_max_num_queries):
    content = export(STORY, *(post(n, 1) for n in range(10, 30)))
    run(content)
    with django_assert_max_num_queries(20):
        run(content)
    Comment.objects.all().delete()
    with django_assert_max_num_queries(20):
        run(content)


def test_an_imported_comment_is_like_any_other(run, story):
    run(export(STORY, post(10, 1), post(11, 1, parent=10)))
    for number in (10, 11):
        imported = comment(number)
        imported.save()
        ours = make_comment(story, parent=imported if imported.is_reply else None)
        for name in ("content_type_id", "object_pk", "site_id", "is_public", "is_removed"):
            assert getattr(imported, name) == getattr(ours, name), name
        assert imported.order == imported.pk
    assert comment(11).path == comment(10).segment + comment(11).segment


BOMB = "<!DOCTYPE d [<!ENTITY a 'ha'>{}]><disqus>&{};</disqus>"
LAUGHS = "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi"))  # noqa: B905


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "the file is empty"),
        (" \n ", "the file is empty"),
        ("Bonjour", "not XML"),
        ("<html><body>", "no export of Disqus"),
        ("<rss><channel></channel></rss>", "no export of Disqus"),
        (b"\x00\x01\x02", "not XML"),
        (b"PK\x03\x04rien", "not XML"),
        (b"\x1f\x8brien", "cut off"),
        (export(STORY, post(10, 1))[:-20], "cut off"),
        (export(STORY, post(10, 1)).replace("</thread>", "</fil>"), "damaged: line"),
        (BOMB.format(LAUGHS, "i"), "may be an attack"),
        (BOMB.format("<!ENTITY x SYSTEM 'file:///etc/passwd'>", "x"), "may be an attack"),
        ("<!DOCTYPE disqus SYSTEM 'http://x.example/d.dtd'><disqus/>", "may be an attack"),
        ('<?xml version="1.0" encoding="klingon"?><disqus/>', "cannot be told apart|not XML"),
        ("<disqus>" + "<a>" * 100 + "</a>" * 100 + "</disqus>", "more mark-up nested"),
    ],
)
def test_what_is_no_export_gets_a_sentence_and_changes_nothing(run, content, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(content)
    assert not Comment.objects.exists()


def test_a_folder_and_a_missing_file_get_a_sentence(run, tmp_path, db):
    for path in (tmp_path, tmp_path / "absent.xml"):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("import_disqus", str(path))


def test_stray_characters_and_compression_do_no_harm(run, story):
    content = export(STORY, post(10, 1)).encode()
    for number, odd in enumerate((b"`" + content, b"\xef\xbb\xbf\n" + content)):
        run(odd)
        assert story.comments.count() == 1, number
    run(gzip.compress(content.replace(b"10", b"20")), name="export.xml.gz")
    assert story.comments.count() == 2
    run(export(STORY, post(30, 1)).replace("utf-8", "utf-16").encode("utf-16"))
    assert story.comments.count() == 3


# Three of them hold an attribute without quotes, which no XML reader can read.
DAMAGED = b"dsq:id=247937687/>"
SAMPLES = {
    "isso.xml": 5,
    "remark42-disqus.xml": 4,
    "remark42-disqus-deleted-post.xml": 3,
    "remark42-disqus-deleted-thread.xml": 2,
    "yesilmavihayat.xml": 49,
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_import_and_a_second_run_adds_nothing(run, samples, blog, tmp_path, name):
    content = (samples / "disqus" / name).read_bytes()
    if DAMAGED in content:
        with pytest.raises(CommandError, match="damaged: line 147, column 23"):
            run(content)
        content = content.replace(DAMAGED, b'dsq:id="247937687"/>')
    path = tmp_path / "threads.csv"
    run(content, "--report", str(path))
    heading, *lines = path.read_text().splitlines()
    path.write_text("\n".join([heading, *(line + "quatre-cafes" for line in lines)]))
    said = run(content, "--map", str(path))
    assert Comment.objects.count() == SAMPLES[name], said
    assert not Comment.objects.filter(comment__contains="spam").exists()
    assert "0 comments imported" in run(content, "--map", str(path))
    assert Comment.objects.count() == SAMPLES[name]


NOISE = [b"<", b">", b"</post>", b"<post>", b"&#0;", b"&x;", b'"', b"]]>", b"\xff", b"\0",
         b'dsq:id="10"', b"<!DOCTYPE a>", b"99999-01-01", b"\xf0\x9f"]  # fmt: skip


def mutated(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[place] = chance.randrange(256)
            case 1:
                del data[place : place + chance.randrange(1, 40)]
            case 2:
                data[place:place] = chance.choice(NOISE)
            case _:
                tags = bytes(data).split(b"<")
                first, second = chance.choices(range(len(tags)), k=2)
                tags[first], tags[second] = tags[second], tags[first]
                data = bytearray(b"<".join(tags))
    return bytes(data)


@pytest.mark.parametrize("seed", range(0, 300, 20))
def test_mutated_files_give_comments_or_a_sentence(run, seed):
    original = conversation(random.Random(1), 12).encode()  # noqa: S311
    for number in range(seed, seed + 20):
        content = mutated(original, random.Random(number))  # noqa: S311 — the same files every time
        Comment.objects.all().delete()
        try:
            run(content)
        except CommandError as error:
            assert str(error).endswith(".")
            assert not Comment.objects.exists()
            continue
        before = stored()
        run(content)
        assert stored() == before
