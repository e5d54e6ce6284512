"""What nobody may read, each with a word of its own that is nowhere else: canaries."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from blog.models import BlogIndexPage, Comment
from home.models import ContentPage, HomePage, ThemeIndexPage, ThemePage
from tests.blog.factories import make_comment
from tests.factories import audience_of, make_author, make_category, make_story, make_tool
from toolkit.importers.document import AudienceTable, DocumentRow
from toolkit.models import ToolIndexPage

# No word of these looks like another, or like one of the site.
SECRET_WORDS = """
zarbofluque vimpodrane klentigofe brusquizote faldipronge hyxomirle jubraventol wosticlape
yendrufoque quolbazime prixofulde drombuliske glyfarmotte tsurnevole mavrigusthe
nolpyxerade ukraflombe ibzonticle oxtramelve ezdrubiole sclavontique
whimbrozade fjordamelle
"""
SECRETS = SECRET_WORDS.split()
PUBLIC = "chandelle"


def body(words: str) -> list[tuple[str, str]]:
    return [("paragraph", f"<p>{words} et une {PUBLIC}.</p>")]


def make_page(parent: Page, word: str, **fields) -> ContentPage:
    """Its word is in its title, its lead and its text."""
    given = {"title": f"Dit {word}", "slug": word, "lead": f"Sur {word}", "body": body(word)}
    page = ContentPage(**given | fields)
    parent.add_child(instance=page)
    return page


def make_section(parent: Page, word: str) -> ThemePage:
    section = ThemePage(title=f"Section {word}", slug=f"s-{word}")
    parent.add_child(instance=section)
    return section


def restrict(page: Page, kind: str) -> None:
    restriction = PageViewRestriction(page=page, restriction_type=kind, password="mot")
    restriction.save()
    if kind == "groups":
        restriction.groups.add(Group.objects.first())


def hide_pages(home: HomePage, take: Callable[[], str]) -> None:
    make_page(home, take(), live=False)
    scheduled = make_page(home, take(), live=False)
    scheduled.go_live_at = timezone.now() + timedelta(days=1)
    scheduled.save_revision().publish()
    expired = make_page(home, take())
    expired.expire_at = timezone.now() - timedelta(days=1)
    expired.save_revision().publish()
    call_command("publish_scheduled", verbosity=0)  # until then it is there for everybody
    for kind in ("login", "groups", "password"):
        restrict(make_page(home, take()), kind)
    themes = ThemeIndexPage.objects.get()
    section = make_section(themes, take())
    restrict(section, "login")
    make_page(section, take())
    source = make_page(home, take())
    source.create_alias(parent=home, update_slug="copie")
    restrict(source, "login")
    live = make_page(home, "chandelier", search_description="Lumière")
    live.title = live.lead = live.seo_title = live.search_description = take()
    live.body = body(take())
    live.save_revision()


def hide_rows(toolkit: ToolIndexPage, take: Callable[[], str]) -> None:
    row = DocumentRow([f"Pour {take()}"], [PUBLIC], [f"Par {take()}"], [])
    hidden = make_tool(toolkit, title="Caché", tables=[AudienceTable("Nuit", "", [row])])
    hidden.unpublish()
    assert audience_of(hidden, "Nuit").live
    shown = make_tool(toolkit, title="Montré")
    audience = audience_of(shown, "Parents")
    audience.rows.append(("row", {"purposes": [f"<p>{take()}</p>"], "means": ["<p>Ainsi</p>"]}))
    audience.save_revision()


def hide_stories(blog: BlogIndexPage, take: Callable[[], str]) -> None:
    drafted = {"authors": [make_author(take())], "category": make_category(take())}
    make_story(blog, "À paraître", publish=False, tags=[take()], **drafted)
    story = make_story(blog, f"Une {PUBLIC}", authors=[make_author("Aline")])
    for state in Comment.State.values:
        if state != Comment.State.PUBLISHED:
            word = take()
            make_comment(story, f"{word} {PUBLIC}", state=state, user_name=word)
    address = f"{take()}@example.org"
    make_comment(story, f"Une {PUBLIC} publique", user_email=address, user_url="")


def hide_everything() -> list[str]:
    """Drafts, what is scheduled, expired, private, unapproved: the words of all of it."""
    left = iter(SECRETS)
    used: list[str] = []

    def take() -> str:
        used.append(next(left))
        return used[-1]

    hide_pages(HomePage.objects.get(), take)
    hide_rows(ToolIndexPage.objects.get(), take)
    hide_stories(BlogIndexPage.objects.get(), take)
    return used
