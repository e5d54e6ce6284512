"""Stories for the blog, sent by the toolkit's form: the two apps meet here alone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.models import Page

from blog.models import Author, BlogIndexPage, BlogPage, StoryAuthor
from home.refusals import Refused
from toolkit.contributions import forms, pages
from toolkit.contributions.kinds import Kind, register
from toolkit.models import Contribution, ContributionFile


class StoryForm(forms.StepForm):
    heading = gettext_lazy("Your story")

    title = forms.title_field()
    summary = forms.summary_field()
    done = forms.WordsField(
        label=gettext_lazy("Tell it"),
        help_text=gettext_lazy(
            "As you would to a colleague: what you tried, what surprised you, what is left of it. "
            "An empty line begins a paragraph."
        ),
        max_length=20_000,
        rows=14,
        error_messages={"required": gettext_lazy("Tell your story: a few lines will do.")},
    )


@register
class Story(Kind):
    key = "story"
    slug = pgettext_lazy("address", "story")
    label = gettext_lazy("A story for the blog")
    invitation = gettext_lazy("A moment, a surprise, at times a failure, told in the first person.")
    pictogram = "book-open"
    steps = (StoryForm, forms.FilesForm, forms.SenderForm)

    def make_page(self, contribution: Contribution) -> Page | None:
        index = pages.index_for(BlogIndexPage, contribution)
        if index is None:
            return None
        words: dict[str, Any] = contribution.content
        paragraphs = pages.paragraphs(words.get("done", ""))
        page = BlogPage(
            title=contribution.title,
            lead=words.get("summary", ""),
            body=json.dumps([pages.block("paragraph", paragraphs)]),
        )
        author = Author.objects.filter(name__iexact=words.get("credit", ""), locale=index.locale)
        page.story_authors = [StoryAuthor(author=one, sort_order=0) for one in author[:1]]
        return pages.add_draft(index, page)

    def take_in(
        self,
        contribution: Contribution,
        page: Page | None,
        files: Iterable[ContributionFile],
        user: AbstractUser,
    ) -> Page:
        if page is None:
            raise Refused(_("There is no page to open: its section is gone from the site."), 409)
        draft = pages.latest(page)
        pages.with_files(draft, files, user)
        draft.save_revision(user=user, log_action=True)
        return page
