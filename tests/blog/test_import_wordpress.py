"""``manage.py import_wordpress``: posts become stories, once, and nothing private is shown."""

from io import BytesIO, StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import translation
from PIL import Image as PillowImage
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.models import Image

from blog.imports import wordpress as wordpress_import
from blog.models import Author, BlogPage, Category, Comment, CommentsMode, ImportedPage
from home.models import OutgoingMail
from tests.blog.importers.wordpress_files import attachment, comment, export, item, term

PHOTO = "https://ancien.example/wp-content/uploads/2019/03/photo.png"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def run(tmp_path, db):
    """``run(xml, "--dry-run")`` imports a file of that content and gives back what was said."""

    def run(content: str | bytes, *args: str) -> str:
        file = tmp_path / "export.xml"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        out = StringIO()
        call_command("import_wordpress", str(file), *args, stdout=out, no_color=True)
        return out.getvalue()

    return run


@pytest.fixture
def uploads(tmp_path):
    """A copy of ``wp-content/uploads`` with one photo in it."""
    folder = tmp_path / "uploads" / "2019" / "03"
    folder.mkdir(parents=True)
    content = BytesIO()
    PillowImage.new("RGB", (80, 60), "teal").save(content, "PNG")
    (folder / "photo.png").write_bytes(content.getvalue())
    return tmp_path / "uploads"


def blocks(story: BlogPage) -> list[tuple[str, object]]:
    return [(block.block_type, block.block.get_prep_value(block.value)) for block in story.body]


def stored() -> tuple:
    keys = dict(Comment.objects.values_list("pk", "key"))
    return (
        list(
            BlogPage.objects.order_by("path").values_list("title", "slug", "live", "date", "lead")
        ),
        [
            (c.key, keys[c.parent_id], c.state, c.comment, c.submit_date, c.story.slug)
            for c in Comment.objects.order_by("story__path", "path")
        ],
        list(Redirect.objects.order_by("old_path").values_list("old_path", flat=True)),
        list(ImportedPage.objects.order_by("key").values_list("key", flat=True)),
    )


def test_a_post_becomes_a_story(run, client):
    inside = (
        term("Mobilisation"),
        term("Autre"),
        term("Café"),
        term("café", "post_tag"),
        term("vie", "post_tag"),
    )
    said = run(export(item(12, "Un.\n\nDeux.", *inside, excerpt="On a <em>déplacé</em> la table.")))
    story = BlogPage.objects.get()
    assert (story.title, story.slug, str(story.date)) == (
        "Quatre cafés", "quatre-cafes", "2019-03-01",
    )  # fmt: skip
    assert story.lead == "On a déplacé la table."
    assert story.category.name == "Mobilisation"
    assert sorted(story.tags.names()) == ["Autre", "café", "vie"]
    assert "2: other category" in said
    assert [str(signed.author) for signed in story.story_authors.all()] == ["Mireille Lavoie"]
    assert blocks(story) == [("paragraph", "<p>Un.</p><p>Deux.</p>")]
    assert story.live
    assert "Deux." in client.get(story.url).text


@pytest.mark.parametrize(
    ("status", "password"),
    [("draft", ""), ("pending", ""), ("private", ""), ("future", ""), ("publish", "secret")],
)
def test_what_was_not_public_stays_a_draft(run, status, password):
    said = run(export(item(status=status, password=password)))
    story = BlogPage.objects.get()
    assert not story.live
    assert not story.revisions.filter(approved_go_live_at__isnull=False).exists()
    assert "1: drafts" in said
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("status", ["trash", "auto-draft", "inherit"])
def test_what_was_thrown_away_is_left_out(run, status):
    assert "1: posts in the trash" in run(export(item(status=status)))
    assert not BlogPage.objects.exists()


def test_pages_and_menus_are_reported_as_left_out(run):
    said = run(export(item(1, kind="page"), item(2, kind="nav_menu_item")))
    assert not BlogPage.objects.exists()
    assert "1: pages" in said
    assert "1: menus" in said


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("un\ndeux\n\ntrois", [("paragraph", "<p>un<br/>deux</p><p>trois</p>")]),
        (
            "<!-- wp:paragraph -->\n<p>a <strong>b</strong>\nc</p>\n<!-- /wp:paragraph -->",
            [("paragraph", "<p>a <b>b</b> c</p>")],
        ),
        (
            "<h1>Un</h1><h4>Deux</h4>texte",
            [
                ("heading", {"text": "Un", "level": "2"}),
                ("heading", {"text": "Deux", "level": "3"}),
                ("paragraph", "<p>texte</p>"),
            ],
        ),
        (
            "<blockquote><p>Dit.</p><cite>Elle</cite></blockquote>",
            [("quotation", {"text": "Dit.", "source": "Elle"})],
        ),
        (
            "<ol><li>a<ul><li>b</li></ul></li></ol>",
            [("paragraph", "<ol><li>a<ul><li>b</li></ul></li></ol>")],
        ),
        ("<pre>a\n\n  b</pre>", [("paragraph", "<p>a<br/>b</p>")]),
        (
            '<p><a href="javascript:alert(1)">x</a> <a href="https://a.ca/?b=1&amp;c=2">y</a></p>',
            [("paragraph", '<p>x <a href="https://a.ca/?b=1&amp;c=2">y</a></p>')],
        ),
        ("<p onclick=alert(1)>a<script>alert(1)</script></p>", [("paragraph", "<p>a</p>")]),
        ("<table><tr><th>a</th><td>b</td></tr></table>", [("paragraph", "<p>a | b</p>")]),
        (
            "<iframe src='https://a.ca/v'></iframe>",
            [("paragraph", '<p><a href="https://a.ca/v">https://a.ca/v</a></p>')],
        ),
        (
            "Voyez :\n\nhttps://a.ca/watch?v=1\n\nbien",
            [
                (
                    "paragraph",
                    '<p>Voyez :</p><p><a href="https://a.ca/watch?v=1">https://a.ca/watch?v=1</a>'
                    "</p><p>bien</p>",
                )
            ],
        ),
        ("a [sic] [contact-form] b", [("paragraph", "<p>a [sic]  b</p>")]),
        (
            '[caption id="a" width="1"]<img src="https://a.ca/x.png" /> Légende[/caption]',
            [("paragraph", "<p><i>Légende</i></p>")],
        ),
    ],
)
def test_html_becomes_blocks(run, html, expected):
    run(export(item(html=html)))
    assert [
        (kind, dict(value) if isinstance(value, dict) else value)
        for kind, value in blocks(BlogPage.objects.get())
    ] == expected


def test_what_is_lost_is_said_story_by_story(run):
    html = "<table><tr><td>a</td></tr></table><form><input></form>[gallery]<img src='data:x'>"
    said = run(export(item(html=html)))
    for loss in ("1: table", "form", "1: gallery", "1: picture without"):
        assert loss in said
    assert said.index("Quatre cafés") < said.index("1: table")


def test_pictures_come_from_the_folder_and_never_from_the_network(run, uploads):
    html = (
        f'<figure><img class="wp-image-7" src="{PHOTO}" alt="La table">'
        "<figcaption>Nous</figcaption></figure><img src='https://ancien.example/absente.jpg'>"
    )
    content = export(attachment(7, PHOTO, "Une table"), item(html=html, thumbnail=7))
    said = run(content, "--media", str(uploads))
    story, image = BlogPage.objects.get(), Image.objects.get()
    assert story.picture == image
    assert image.description == "Une table"
    assert (
        blocks(story)
        == [("image", {"image": image.pk, "alt": "La table", "caption": "Nous", "credit": None})]
        or blocks(story)[0][1]["image"] == image.pk
    )
    assert "Picture not found: https://ancien.example/absente.jpg" in said
    assert "1 attachment in the export" in said
    assert PHOTO in run(content, "--dry-run", "--verbosity", "2")
    run(content, "--media", str(uploads))
    assert Image.objects.count() == 1


def test_files_that_are_no_pictures_are_refused(run, uploads):
    photo = uploads / "2019" / "03" / "photo.png"
    photo.write_bytes(b"<svg onload=alert(1)>")
    outside = uploads.parent / "secret.png"
    outside.write_bytes(b"x")
    (uploads / "lien.png").symlink_to(outside)
    html = f"<img src='{PHOTO}'><img src='https://ancien.example/lien.png'>"
    said = run(export(item(html=html)), "--media", str(uploads))
    assert not Image.objects.exists()
    assert said.count("Picture not found") == 2


def test_comments_come_with_their_threads_and_states(run):
    said = run(
        export(
            item(
                12,
                "Un.",
                comment(1, "un\ndeux <strong>trois</strong>"),
                comment(2, parent=1),
                comment(3, approved="0"),
                comment(4, approved="spam"),
                comment(5, approved="trash"),
                comment(6, kind="pingback"),
            )
        )
    )
    first, second, third = Comment.objects.order_by("path")
    assert first.comment == "un\ndeux **trois**"
    assert second.parent_id == first.pk
    assert (first.state, third.state) == (Comment.State.PUBLISHED, Comment.State.WAITING)
    assert first.user_email == "noemie@example.org"
    assert "3 comments imported, 3 left out" in said
    assert not mail.outbox
    assert not OutgoingMail.objects.exists()


def test_a_post_that_took_no_more_comments_still_takes_none(run, client):
    run(export(item(1), item(2, "Un.", comment(1), slug="ferme", comments="closed")))
    opened, closed = BlogPage.objects.order_by("path")
    assert (opened.comments_mode, closed.comments_mode) == ("", CommentsMode.CLOSED)


def test_old_addresses_lead_to_the_story(run, client):
    run(export(item()))
    story = BlogPage.objects.get()
    answer = client.get("/2019/03/quatre-cafes/")
    assert (answer.status_code, answer.url) == (301, story.url)


def test_addresses_that_are_taken_get_a_number(run, client):
    run(export(item(1), item(2), item(3, slug="2019"), item(4, slug="caf%C3%A9")))
    slugs = set(BlogPage.objects.values_list("slug", flat=True))
    assert slugs == {"quatre-cafes", "quatre-cafes-2", "2019-2", "cafe"}


def test_two_sites_with_the_same_ids_are_kept_apart(run):
    content = export(item(12, "Un.", comment(1)))
    run(content)
    run(content.replace("https://ancien.example<", "https://autre.example<"))
    assert BlogPage.objects.count() == Comment.objects.count() == 2
    run(content.replace("https://ancien.example<", "http://ancien.example<"))
    assert BlogPage.objects.count() == 2


def test_a_second_run_adds_nothing_and_overwrites_nothing(run):
    content = export(item(12, "Un.", term("Mobilisation"), comment(1)), item(13, slug="b"))
    run(content)
    story = BlogPage.objects.get(slug="quatre-cafes")
    story.title = "Corrigé"
    story.save_revision().publish()
    BlogPage.objects.get(slug="b").delete()
    before = stored()
    said = run(content)
    assert stored() == before
    assert (Author.objects.count(), Category.objects.count()) == (1, 1)
    assert "0 stories published" in said
    assert "1: posts imported before, whose story was deleted" in said


def test_a_dry_run_writes_nothing(run, uploads):
    html = f"<img src='{PHOTO}'>"
    content = export(item(12, html, term("Mobilisation"), comment(1)))
    said = run(content, "--dry-run", "--media", str(uploads))
    assert "1 story published, 0 drafts, 1 picture, 2 redirects" in said
    assert "1 comment imported" in said
    for model in (BlogPage, Comment, Author, Category, Redirect, Image, ImportedPage):
        assert not model.objects.exists()


@pytest.mark.parametrize("stop", [1, 2])
def test_an_interrupted_run_and_a_second_one_end_as_a_clean_one(run, monkeypatch, stop):
    items = [
        item(n, f"Texte {n}", comment(10 * n), comment(10 * n + 1, parent=10 * n), slug=f"s{n}",
             link=f"https://ancien.example/s{n}")
        for n in range(1, 5)
    ]  # fmt: skip
    content = export(*items)
    stored_comments = wordpress_import.store
    calls = []

    def store(arrivals, report, **options):
        calls.append(arrivals)
        stored_comments(arrivals, report, **options)
        if len(calls) > stop:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(wordpress_import, "store", store)
        with pytest.raises(KeyboardInterrupt):
            run(content)
    assert BlogPage.objects.count() == stop
    run(content)
    stories, comments, redirects, keys = stored()
    assert [slug for _, slug, *_ in stories] == ["s1", "s2", "s3", "s4"]
    assert len(comments) == len(redirects) == 8
    assert all(live for _, _, live, *_ in stories)
    assert len(keys) == 4


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "the file is empty"),
        ("Bonjour", "not XML"),
        ("<disqus></disqus>", "no export of WordPress"),
        ("<rss><channel><item></item></channel></rss>", "no export of WordPress"),
        (export(item())[:-30], "cut off"),
        (export(item()).replace("</item>", ""), "damaged|cut off"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><rss/>", "may be an attack"),
    ],
)
def test_what_is_no_export_gets_a_sentence_and_changes_nothing(run, content, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(content)
    assert not BlogPage.objects.exists()


def test_the_sample_imports_and_a_second_run_adds_nothing(run, samples):
    content = (samples / "wxr" / "themeunittestdata.wordpress.xml").read_bytes()
    said = run(content)
    assert BlogPage.objects.count() == 58
    assert not BlogPage.objects.get(slug="template-password-protected").live
    assert not BlogPage.objects.get(slug="scheduled").live
    assert Comment.objects.count() == 24
    assert "21: pages" in said
    before = stored()
    run(content)
    assert stored() == before
