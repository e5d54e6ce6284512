"""The demo content: a tool, stories, themes with their pages, and the standing pages, in French.

First every page is made, then every text is written: texts link to each other.
"""

import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.images.models import Image
from wagtail.models import Page, Site

from agirtot.demo import pictures, team
from agirtot.demo.achievements import Achievements
from agirtot.demo.content import Content, Table
from agirtot.demo.stored import Writer, block
from agirtot.demo.stories import Stories
from blog.models import BlogIndexPage, BlogPage
from home.models import (
    ContentPage,
    HomePage,
    Menu,
    SiteSettings,
    ThemeIndexPage,
    ThemePage,
)
from search.models import SynonymSet
from toolkit.models import AudiencePage, ContributionIndexPage, ToolIndexPage, ToolPage

FOOTER = ["accessibilite", "vie-privee", "conditions", "a-propos", "nous-ecrire"]

type Fields = dict[str, Any]


def is_there() -> bool:
    """Whether the site has content of its own, the demo's or people's: it is then kept."""
    models = (ToolPage, ThemePage, ContentPage, BlogPage)
    return any(model.objects.exists() for model in models)


def load(content: Content | None = None) -> None:
    """All or nothing: an error leaves neither a row nor a picture."""
    images: dict[str, Image] = {}
    try:
        with transaction.atomic():
            Loader(content or Content.read(), images).run()
    except BaseException as error:
        for image in images.values():
            image.file.storage.delete(image.file.name)
        if isinstance(error, (KeyError, TypeError, ValidationError)):
            sentence = _("The demo's texts do not fit this version of the site: %(reason)s.")
            raise CommandError(sentence % {"reason": error}) from error
        raise


def first(model: type[Page], parent: Page) -> Any:
    """The page that the migrations made, and that an editor may have removed."""
    page = model.objects.child_of(parent).first()
    if page is None:
        sentence = _("The page “%(name)s” is missing; “manage.py demo --reset” makes it anew.")
        raise CommandError(sentence % {"name": model._meta.verbose_name})
    return page


class Loader:
    def __init__(self, content: Content, images: dict[str, Image]) -> None:
        self.content = content
        self.images = images
        self.site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
        self.home: HomePage = first(HomePage, Page.get_first_root_node())
        self.themes: ThemeIndexPage = first(ThemeIndexPage, self.home)
        self.toolkit: ToolIndexPage = first(ToolIndexPage, self.home)
        self.blog = Stories(content.blog, first(BlogIndexPage, self.home), images)
        achievements = first(ContributionIndexPage, self.home)
        self.achievements = Achievements(content.achievements, achievements, images)
        # What is still to be written, once the addresses of all pages are known.
        self.unwritten: list[tuple[Page, Callable[[Writer], Fields]]] = []

    def run(self) -> None:
        team.gather(self.content.team["people"])
        self.draw_pictures()
        self.add_home()
        self.add_tool()
        for theme in self.content.site["themes"]:
            self.add_theme(theme)
        for page in self.content.site["pages"]:
            self.add_content_page(self.home, page)
        self.unwritten += self.blog.add()
        self.unwritten += self.achievements.add()
        self.write_pages()
        self.blog.add_threads()
        self.blog.write_rules(self.site, self.home)
        self.write_settings()
        self.write_footer()
        self.add_synonyms()
        self.achievements.illustrate()
        self.achievements.send()
        team.review(self.home, self.content.team["reviews"])

    def add_synonyms(self) -> None:
        for words in self.content.synonyms["sets"]:
            given = SynonymSet(locale=self.home.locale, words="\n".join(words))
            given.full_clean()
            given.save()

    def draw_pictures(self) -> None:
        described = self.content.site["pictures"] | self.content.blog["pictures"]
        for name, words in described.items():
            file = ContentFile(pictures.draw(name), name=f"demo-{name}.png")
            self.images[name] = Image(title=words["title"], description=words["alt"], file=file)
            self.images[name].save()

    def add(self, parent: Page, model: type[Page], words: Table, **fields: Any) -> Any:
        """An unpublished page, without its texts."""
        page = model(
            title=words["title"],
            slug=words["slug"],
            live=False,
            locale=parent.locale,
            **fields,
        )
        return parent.add_child(instance=page)

    def add_home(self) -> None:
        words = self.content.site["home"]
        introduction = self.content.site["introductions"]["themes"]
        self.unwritten.append((self.themes, lambda writer: {"introduction": introduction}))
        self.unwritten.append(
            (
                self.home,
                lambda writer: words | {"body": json.dumps(writer.body(words["body"], "accueil"))},
            )
        )

    def add_tool(self) -> None:
        words = self.content.tool
        tool = self.add(
            self.toolkit, ToolPage, words, cover=self.images.get(words.get("cover", ""))
        )
        plain = ("subtitle", "month", "organisation", "licence", "source")
        self.unwritten.append(
            (
                tool,
                lambda writer: {
                    **{name: words[name] for name in plain},
                    "introduction": writer.rich_text(words["introduction"]),
                    "note": writer.rich_text(words["note"]),
                },
            )
        )
        introduction = self.content.site["introductions"]["toolkit"]
        self.unwritten.append(
            (self.toolkit, lambda writer: {"featured": tool, "introduction": introduction})
        )
        for audience in words["audiences"]:
            self.add_audience(tool, audience)

    def add_audience(self, tool: ToolPage, words: Table) -> None:
        names = ("heading", "precision", "introduction", "pictogram", "tint")
        page = self.add(
            tool, AudiencePage, words, **{name: words[name] for name in names if name in words}
        )
        self.unwritten.append(
            (page, lambda writer: {"rows": json.dumps(writer.rows(words["rows"], page.slug))})
        )

    def add_theme(self, words: Table) -> None:
        names = ("introduction", "pictogram", "tint")
        theme = self.add(
            self.themes, ThemePage, words, **{name: words[name] for name in names if name in words}
        )
        self.unwritten.append((theme, lambda writer: {}))
        for page in words["pages"]:
            self.add_content_page(theme, page)

    def add_content_page(self, parent: Page, words: Table) -> None:
        picture = self.images.get(words.get("picture", ""))
        page = self.add(parent, ContentPage, words, lead=words.get("lead", ""), picture=picture)
        self.unwritten.append(
            (page, lambda writer: {"body": json.dumps(writer.body(words["body"], page.slug))})
        )

    def write_pages(self) -> None:
        """Texts, then a first revision of each page, published parents first."""
        start = len(self.home.url_path) - 1
        pages = Page.objects.descendant_of(self.home)
        writer = Writer(
            pages={path[start:]: pk for pk, path in pages.values_list("pk", "url_path")},
            images={name: image.pk for name, image in self.images.items()},
        )
        for page, texts in self.unwritten:
            for name, value in texts(writer).items():
                setattr(page, name, value)
            revision = page.save_revision(log_action=True)
            if page not in self.blog.drafts:
                revision.publish()

    def write_settings(self) -> None:
        policy = ContentPage.objects.child_of(self.home).filter(slug="vie-privee").first()
        SiteSettings.objects.update_or_create(
            site=self.site, defaults=self.content.site["settings"] | {"privacy_page": policy}
        )

    def write_footer(self) -> None:
        pages = {page.slug: page for page in ContentPage.objects.child_of(self.home)}
        links = [
            block("page", {"page": pages[slug].pk, "label": ""}, f"footer/{slug}")
            for slug in FOOTER
            if slug in pages
        ]
        menu, _created = Menu.objects.get_or_create(
            place=Menu.Place.FOOTER, locale=self.home.locale
        )
        menu.items = json.dumps(links)
        menu.save()
