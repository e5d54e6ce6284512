"""Nothing that people send runs as a script, wherever it is shown.

Each of ``PAYLOADS`` is the name, the address, the text and the links of a comment of its own.
They come in through the public form, through the API, through an export of Disqus and through
one of WordPress; what a form refuses is written into the row. A real browser, without the site's
policy, then shows each place where they appear, and
everything in it is pointed at, focused and clicked.
"""

import re
from collections.abc import Iterator
from html import escape
from io import StringIO
from itertools import batched, chain, cycle
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse
from django.urls import reverse
from playwright.sync_api import Browser

from blog.comments import services
from blog.comments.guests import Guest, remember
from blog.comments.links import Purpose, sign
from blog.models import Author, Ban, BlogIndexPage, BlogPage, CannedReply, Category, Comment, Report
from blog.moderation import actions
from blog.moderation.queue import TABS
from home.folding import fold
from home.models import OutgoingMail
from home.public_forms import opening
from tests.blog.commenting import ADDRESS, FILLED, form_url, soup
from tests.blog.importers import disqus_files as disqus
from tests.blog.importers import wordpress_files as wordpress
from tests.blog.moderating import seen
from tests.blog.payloads import PAYLOADS
from tests.browser.lookout import Lookout
from tests.factories import make_story

LINK = "https://ok.example/"
FOLLOWER = "lectrice@courriel.example"
EVERY = 16  # one in so many comments has its own pages shown, where a list shows all of them
POSTS = 20  # of WordPress: as many as a feed has
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
FEED_HTML = (
    ".//{*}encoded",
    ".//item/{*}description",
    ".//{*}content",
    ".//{*}summary[@type='html']",
)
State = Comment.State


@pytest.fixture
def lookout(chromium: Browser, administrator: User, signed_in, settings) -> Iterator[Lookout]:
    settings.COMMENTS_PER_ADDRESS = settings.COMMENTS_PER_NETWORK = 0
    lookout = Lookout(chromium, signed_in(administrator))
    yield lookout
    lookout.context.close()


# --- How they come in -------------------------------------------------------------------


def as_text(payload: str) -> str:
    """As it is, at the end of a link, and as the words and the target of one."""
    parts = (
        payload,
        f"{LINK}{payload}",
        f"[{payload}]({LINK})",
        f"[x]({payload})",
        f"[x]({LINK}{payload})",
    )
    return "\n\n".join(parts)


def as_html(payload: str) -> str:
    """The same as the words of a page; then as its mark-up, which may spoil what follows."""
    words = as_text(payload).split("\n\n")
    link = f'<a href="{escape(payload)}">{escape(payload)}</a>'
    return "".join(f"<p>{escape(part)}</p>" for part in words) + link + payload


def as_address(payload: str) -> str:
    """What stands before the @ may be nearly anything, in quotes."""
    quoted = re.sub(r'[\x00-\x20"\\]', r"\\\g<0>", payload)
    return f'"{quoted}"@courriel.example'


def by_form(lookout: Lookout, _folder: Path, payloads: list[str]) -> BlogPage:
    """Filled in, refused, corrected, looked at, sent, confirmed; each of those pages is shown."""
    story = make_story(BlogIndexPage.objects.get())
    services.follow(story, None, FOLLOWER, confirmed=True)
    lookout.show(chain.from_iterable(write_all(lookout, story, payloads)), "the form")
    return story


def write_all(lookout: Lookout, story: BlogPage, payloads: list[str]) -> Iterator[list[str]]:
    reader, form, opened = lookout.reader, form_url(story), opening()
    comment = None
    for number, payload in enumerate(payloads):
        wanted = {"name": payload, "email": as_address(payload), "text": as_text(payload)}
        data = FILLED | wanted | {"opened": opened}
        if number % 5:  # chains that are deeper than threads are indented
            data["reply_to"] = comment.pk
        looked_at = reader.send(form, data | {"preview": ""})
        refused = {name: FILLED[name] for name in looked_at.context["form"].errors}
        sent = reader.send(form, data | refused)
        assert sent.status_code == 302, (payload, sent.status_code)
        comment = Comment.objects.latest("pk")
        written = {
            "user_name": payload[:50],
            "user_email": as_address(payload)[:254],
            "comment": as_text(payload),
        }
        kept = {f"user_{name}" if name != "text" else "comment" for name in refused}
        Comment.objects.filter(pk=comment.pk).update(**{name: written[name] for name in kept})
        yield [looked_at.text, *(lookout.get(page).text for page in own_pages(comment, number))]
        comment = services.confirm(comment.pk)
        if not comment.is_published:
            services.publish(comment)


def own_pages(comment: Comment, number: int) -> Iterator[str]:
    """What its author gets to see of it. Their cookie says who that is."""
    yield reverse("comments:confirm", args=[sign(Purpose.CONFIRM_COMMENT, comment.pk)])
    if number % EVERY == 0:
        for name in ("sent", "change", "delete"):
            yield reverse(f"comments:{name}", args=[comment.pk])


def by_api(lookout: Lookout, _folder: Path, payloads: list[str]) -> BlogPage:
    """As programs send them; what the API answers as HTML is shown too."""
    story = make_story(BlogIndexPage.objects.get())
    url = f"/api/v3/stories/{story.pk}/comments/"
    for number, payload in enumerate(payloads):
        payload = payload.replace("\0", "\x01")  # NUL is refused
        text = f"{as_text(payload)}\n\n{number}"  # some differ in signs that are left out
        wanted = {"name": payload, "email": as_address(payload), "text": text}
        data = FILLED | wanted | {"consent": True}
        refused = lookout.reader.post(url, data, "application/json")
        if refused.status_code == 422:
            faults = {fault["loc"][1] for fault in refused.json()["errors"]}
            data |= {name: FILLED[name] for name in faults}
            data["text"] += f" {payload}" if "text" in faults else ""
            refused = lookout.reader.post(url, data, "application/json")
        assert refused.status_code == 202, (payload, refused.content)
        comment = services.confirm(Comment.objects.latest("pk").pk)
        if not comment.is_published:
            services.publish(comment)
    pages = (lookout.get(f"{url}?limit=100&offset={n}").json()["items"] for n in (0, 100, 200))
    lookout.show(["".join(comment["text"] for comment in page) for page in pages], "the API")
    return story


def by_disqus(_lookout: Lookout, folder: Path, payloads: list[str]) -> BlogPage:
    story = make_story(BlogIndexPage.objects.get())
    posts = (
        disqus.post(
            number,
            1,
            in_xml(as_html(payload)),
            name=in_xml(payload),
            email=in_xml(as_address(payload)),
            parent=number - 1 if number % 5 else "",
        )
        for number, payload in enumerate(payloads, 5)
    )
    export = folder / "disqus.xml"
    export.write_text(disqus.export(disqus.thread(1, story.slug), *posts))
    call_command("import_disqus", str(export), stdout=StringIO())
    return story


def by_wordpress(_lookout: Lookout, folder: Path, payloads: list[str]) -> BlogPage:
    """Half of the comments wait for a moderator, who lets them through: followers are told."""
    comments = (
        wordpress.comment(
            number,
            in_xml(as_html(payload)),
            parent=number - 2 if number % 10 > 1 else 0,
            approved=str(number % 2),
            name=in_xml(payload),
            email=in_xml(as_address(payload)),
        )
        for number, payload in enumerate(payloads, 10)
    )
    export = folder / "wordpress.xml"
    export.write_text(wordpress.export(wordpress.item(12, "Un.", *comments)))
    call_command("import_wordpress", str(export), stdout=StringIO())
    story = BlogPage.objects.get()
    services.follow(story, None, FOLLOWER, confirmed=True)
    waiting = Comment.objects.filter(state=State.WAITING)
    assert waiting.count() > 50
    actions.judge(User.objects.get(), "approve", seen(*waiting))
    return story


def in_xml(text: str) -> str:
    return NOT_IN_XML.sub("", text)


# --- Where they are shown ---------------------------------------------------------------


def in_the_thread(lookout: Lookout, story: BlogPage) -> None:
    """Each page, both ways round."""
    numbers = range(1, story.comments.count() // 50 + 2)
    for number in numbers:
        lookout.visit(f"{story.url}?page={number}", "main")
    lookout.look_through([f"{story.url}?page={number}&order=newest" for number in numbers], "main")
    lookout.visit(story.url, "main")
    # Data for search engines, which a text must not end.
    scripts = lookout.page.locator("script:not([src])").all()
    assert [script.get_attribute("type") for script in scripts] == ["application/ld+json"]


def in_what_a_script_fetches(lookout: Lookout, story: BlogPage) -> None:
    """One's own comments that wait, the page of one's own, and the form."""
    guest, answer = Guest(), HttpResponse()
    remember(answer, guest)
    lookout.reader.cookies.update(answer.cookies)
    first = story.comments.first()
    reply, mine = f"{form_url(story)}?reply_to={first.pk}", reverse("comments:mine")
    waiting = reverse("comments:waiting", args=[story.pk])
    lookout.page.evaluate("localStorage.setItem('has-commented', 'yes')")
    pages = []
    for batch in batches(story, 50):
        story.comments.update(guest="", state=State.PUBLISHED)
        story.comments.filter(pk__in=batch).update(guest=guest.hash, state=State.WAITING)
        pages += [lookout.get(mine).text, lookout.get(waiting).text]
    lookout.expect(waiting)
    lookout.visit(story.url, "main", loaded="#own-comments .text")
    lookout.show(pages, "one's own")
    story.comments.update(state=State.PUBLISHED)
    lookout.visit(story.url, "main")
    lookout.expect(reply)
    lookout.page.locator(f"[href='{reply}']").click()
    lookout.page.wait_for_selector("#comment-form")
    lookout.touch("#comment-form")
    lookout.page.evaluate("localStorage.clear()")
    lookout.answers.clear()


def in_feeds(lookout: Lookout, story: BlogPage) -> None:
    """As they come, and as a program that trusts them would show what is HTML in them."""
    contents = []
    for batch in batches(story, 50):
        story.comments.exclude(pk__in=batch).update(state=State.WAITING)
        for name in ("feed", "atom"):
            path = reverse(f"comments:{name}", args=[story.pk])
            lookout.visit(path)
            contents += html_in_feed(lookout.get(path).content)
        story.comments.update(state=State.PUBLISHED)
    assert len(contents) >= 3 * story.comments.count()  # RSS has each twice
    lookout.show(dict.fromkeys(contents), "the feeds")


def html_in_feed(feed: bytes) -> Iterator[str]:
    root = ElementTree.fromstring(feed)  # noqa: S314 - our own output
    for path in FEED_HTML:
        yield from (found.text for found in root.iterfind(path))


def in_mails(lookout: Lookout, _story: BlogPage) -> None:
    """What people get, and the report of what was sent, with what a server says of it."""
    mails = OutgoingMail.objects.all()
    lookout.show(mails.values_list("html", flat=True), "the mails")
    for mail, payload in zip(mails, cycle(PAYLOADS)):
        mail.record_failure(payload)
    lookout.look_through(numbered(reverse("outbox:mails"), mails.count()), "main")


def in_pages_of_one(lookout: Lookout, story: BlogPage) -> None:
    """Where one comment is answered or reported, and what its address has left here."""
    comments = story.comments.all()
    lookout.show(
        chain.from_iterable(
            (
                lookout.get(f"{form_url(story)}?reply_to={comment.pk}").text,
                lookout.get(reverse("comments:report", args=[comment.pk])).text,
            )
            for comment in comments[::EVERY]
        ),
        "a reply or a report",
    )
    addresses = comments.exclude(user_email="").values_list("user_email", flat=True)
    owners, look_up = addresses[:: 2 * EVERY], reverse("personal_data")
    lookout.show((lookout.get(own_page(owner)).text for owner in owners), "an address's page")
    lookout.show(
        (lookout.staff.post(look_up, {"email": owner}).text for owner in owners), "personal data"
    )
    pages = []
    for batch in batches(story, 100):
        story.comments.update(user_email="")
        story.comments.filter(pk__in=batch).update(user_email=ADDRESS)
        pages.append(lookout.get(own_page(ADDRESS)).text)
    lookout.show(pages, "an address's page", at_once=1)


def own_page(address: str) -> str:
    return reverse("comments:own", args=[sign(Purpose.OWN_COMMENTS, address)])


def in_moderation(lookout: Lookout, story: BlogPage) -> None:
    """Each state in its tab; with reports and bans, whose words are people's too."""
    comments = list(story.comments.order_by("pk"))
    words = zip(comments, cycle(PAYLOADS), strict=False)
    Report.objects.bulk_create(
        Report(comment=comment, person=f"guest:{comment.pk}", reason="other", note=payload)
        for comment, payload in words
    )
    Ban.objects.bulk_create(
        Ban(value=value, reason=reason) for value, reason in {fold(p): p for p in PAYLOADS}.items()
    )
    CannedReply.objects.bulk_create(CannedReply(title=words, text=words) for words in PAYLOADS)
    actions.judge(User.objects.get(), "reject", seen(*comments))
    lookout.visit("/admin/", "main")
    for place, comment in enumerate(comments):
        comment.set_state(list(State)[place % len(State)])
    Comment.objects.bulk_update(comments, ["state"])
    for tab, shown in TABS.items():
        count = min(story.comments.filter(shown.condition).count(), len(PAYLOADS) // 6)
        path = f"{reverse('moderation:queue')}?tab={tab}"
        lookout.look_through([f"{path}&p={number}" for number in range(1, count // 20 + 2)], "main")
    for name in ("bans", "log"):
        lookout.look_through(numbered(reverse(f"moderation:{name}"), len(PAYLOADS)), "main")
    shown = [comment.pk for comment in comments[::EVERY] if comment.state != State.DELETED]
    for name in ("comment", "edit", "reply", "ban"):
        lookout.look_through([reverse(f"moderation:{name}", args=[pk]) for pk in shown], "main")


def numbered(path: str, count: int) -> list[str]:
    return [f"{path}?p={number}" for number in range(1, count // 50 + 2)]


def batches(story: BlogPage, length: int) -> Iterator[tuple[int, ...]]:
    return batched(story.comments.order_by("pk").values_list("pk", flat=True), length)


def in_the_queue(lookout: Lookout, story: BlogPage) -> None:
    pages = range(1, story.comments.count() // 20 + 2)
    queue = f"{reverse('moderation:queue')}?tab=all&story={story.pk}"
    lookout.look_through([f"{queue}&p={number}" for number in pages], "main")


# What is stored does not tell how it came in: each way is followed to where its texts go out,
# the first one to every place that shows them.
SINKS = (in_the_thread, in_feeds, in_mails, in_the_queue)
EVERYWHERE = (*SINKS, in_what_a_script_fetches, in_pages_of_one, in_moderation)
# Which of the payloads come in which way, each of them in one at least; imports share theirs.
ENTRIES = {
    "form": (by_form, PAYLOADS[::2], EVERYWHERE),
    "API": (by_api, PAYLOADS[1::2], SINKS),
    "Disqus": (by_disqus, PAYLOADS[1::4], SINKS),
    "WordPress": (by_wordpress, PAYLOADS[::4], SINKS),
}


@pytest.mark.parametrize("entry", ENTRIES)
def test_nothing_in_a_comment_runs(lookout, tmp_path, entry):
    bring_in, payloads, sinks = ENTRIES[entry]
    story = bring_in(lookout, tmp_path, payloads)
    assert story.comments.published().count() == len(payloads) > 100
    for sink in sinks:
        sink(lookout, story)
    nothing_ran(lookout)


def test_nothing_in_an_imported_post_runs(lookout, settings, tmp_path):
    """Its title, text, author, category and tags; and what the import says of it."""
    settings.DATA_DIR = tmp_path
    shares = [PAYLOADS[start::POSTS] for start in range(POSTS)]
    posts = (post_of(number, share) for number, share in enumerate(shares, 1))
    lookout.show(import_in_the_admin(lookout, "wordpress", wordpress.export(*posts)), "the report")
    assert BlogPage.objects.live().count() == POSTS
    for path in public_pages_of_posts():
        lookout.visit(path, "main")
    lookout.show(html_in_feed(lookout.get("/blogue/rss.xml").content), "the feed")
    lookout.show(html_in_feed(lookout.get("/blogue/atom.xml").content), "the feed")
    index = BlogIndexPage.objects.get()
    # Wagtail's own pages: only looked at, for what is in them leads away, or warns by an alert.
    for name, *args in (
        ("wagtailadmin_explore", index.pk),
        ("wagtailadmin_pages:edit", index.get_first_child().pk),
        ("wagtailsnippets_blog_author:list",),
        ("wagtailsnippets_blog_category:list",),
        ("wagtailredirects:index",),
    ):
        lookout.visit(reverse(name, args=args), "title")
    nothing_ran(lookout)


def post_of(number: int, payloads: list[str]) -> str:
    words, label = in_xml(" ".join(payloads)), in_xml(payloads[0])
    return wordpress.item(
        number,
        in_xml("\n\n".join(map(as_html, payloads))),
        wordpress.term(label, nicename=f"c{number}"),
        wordpress.term(label, "post_tag", nicename=f"t{number}"),
        title=escape(words[:200]) if number % 2 else words,
        slug=f"recit-{number}",
        excerpt=escape(words) if number % 2 else words,
        creator=escape(label),
        link=escape(f"https://ancien.example/{label}"),
    )


def import_in_the_admin(lookout: Lookout, kind: str, export: str) -> Iterator[str]:
    """What is said before and after."""
    file = SimpleUploadedFile("export.xml", export.encode())
    answer = lookout.staff.post(reverse("imports:upload"), {"kind": kind, "file": file})
    yield answer.text
    token = soup(answer).select_one("input[name=token]")["value"]
    yield lookout.staff.post(reverse("imports:confirm"), {"token": token}).text


def public_pages_of_posts() -> Iterator[str]:
    index = BlogIndexPage.objects.get()
    yield from ("/blogue/", "/blogue/?page=2", "/blogue/rss.xml", "/blogue/atom.xml")
    yield from (story.url for story in BlogPage.objects.live())
    for by, model in (("author", Author), ("category", Category)):
        yield from (index.address(by, slug=found.slug) for found in model.objects.all()[::8])


def test_nothing_runs_in_what_an_import_says_of_threads(lookout, settings, tmp_path):
    """Those that belong to no story: their titles and addresses are people's too."""
    settings.DATA_DIR = tmp_path
    records = (
        disqus.thread(number, in_xml(payload), in_xml(LINK + payload), title=in_xml(payload))
        + disqus.post(number, number)
        for number, payload in enumerate(PAYLOADS, 1)
    )
    lookout.show(import_in_the_admin(lookout, "disqus", disqus.export(*records)), "the report")
    nothing_ran(lookout)


def nothing_ran(lookout: Lookout) -> None:
    """And it would have been seen: as it comes, a payload does run here."""
    assert lookout.faults == []
    lookout.show(["<img src=x onerror=alert(1)>"], "unsafe")
    assert any("ran: alert" in fault for fault in lookout.faults)


def test_what_runs_is_seen(lookout):
    """As they come, these do in a browser of today; they are those that do not lead away."""
    unsafe = [payload for payload in PAYLOADS if re.match("<(img|svg|video|script>)", payload)]
    for payload in ['<a href="javascript:alert(1)">x</a>', *unsafe]:
        lookout.show([payload], payload)
    ran = {fault.rpartition(": ran: ")[0] for fault in lookout.faults if ": ran: " in fault}
    assert '<a href="javascript:alert(1)">x</a>' in ran
    assert len(ran) > 20


def test_the_policy_is_kept_where_people_try_to_break_it(
    chromium, administrator, signed_in, tmp_path
):
    lookout = Lookout(chromium, signed_in(administrator), bypass_csp=False)
    story = by_disqus(lookout, tmp_path, PAYLOADS[:100])
    for path in (
        story.url,
        f"{form_url(story)}?reply_to={story.comments.first().pk}",
        f"{reverse('moderation:queue')}?tab=all",
    ):
        lookout.visit(path, "main")
    lookout.context.close()
    assert lookout.faults == []
