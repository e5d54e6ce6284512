"""The sentence for each code that a reader of exports gives.

The only module of the package that knows Django.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ERRORS: dict[str, Promise] = {
    "csv-columns": _(
        "This list of threads has no columns with the names that are needed: %(columns)s. Begin "
        "with the list that the report gives."
    ),
    "csv-story": _(
        "Line %(line)s of the list of threads: there is no story at “%(address)s”. Nothing was "
        "imported."
    ),
    "cut-off": _(
        "This file is cut off: its end is missing. Download the export again, and try with the "
        "new file."
    ),
    "damaged": _(
        "This file is damaged: line %(line)s, column %(column)s is no XML. Download the export "
        "again, and try with the new file."
    ),
    "empty-file": _("There is nothing to read: the file is empty."),
    "entities-forbidden": _(
        "This file declares a document type or XML entities, which exports never do and which "
        "may be an attack. It was not read."
    ),
    "no-blog": _("This site has no blog yet. Add a blog page below the home page, and try again."),
    "not-disqus": _(
        "This file is XML, but no export of Disqus: it does not begin with <disqus>. In Disqus, "
        "open Community, Export."
    ),
    "not-rss": _(
        "This file is XML, but no export of WordPress: it does not begin with <rss>. In "
        "WordPress, open Tools, Export, All content."
    ),
    "not-xml": _(
        "This file is not XML. Choose the file of the export itself (.xml or .xml.gz), not the "
        "archive or the web page around it."
    ),
    "too-complex": _(
        "This file has more mark-up nested or repeated in one place than an export can have. It "
        "was not read."
    ),
    "too-large": _("This file holds more than %(limit)s GB once it is unpacked."),
    "unknown-encoding": _("The characters of this file cannot be told apart. It must be UTF-8."),
}

LEFT_OUT: dict[str, Promise] = {
    "already-there": _("already imported before"),
    "date-missing": _("without a date that can be read"),
    "deleted": _("deleted, and nobody answered"),
    "empty": _("without any words"),
    "pingback": _("notices of links from other sites"),
    "repeated": _("twice in the file"),
    "spam": _("spam"),
    "thread-absent": _("of a thread that is not in the file"),
    "thread-deleted": _("of a thread that was deleted"),
    "thread-unmatched": _("of a thread for which no story was found"),
    "trashed": _("in the trash"),
}

ITEMS_LEFT_OUT: dict[str, Promise] = {
    "already-there": _("posts already imported before"),
    "not-a-draft": _("posts in the trash or never saved"),
    "other-kind": _("menus, revisions and other things that are no posts"),
    "page": _("pages: only posts become stories"),
    "removed": _("posts imported before, whose story was deleted since"),
}

DRAFTS: dict[str, Promise] = {
    "draft": _("drafts"),
    "future": _("drafts, for they were scheduled for later"),
    "pending": _("drafts that awaited a review"),
    "private": _("drafts, for they were private"),
    "protected": _("drafts, for a password protected them"),
}

LOSSES: dict[str, Promise] = {
    "category": _("other category: it became a tag"),
    "embed": _("content of other sites: its address is kept as a link"),
    "form": _("form: its words are kept"),
    "gallery": _("gallery that names no pictures"),
    "nested": _("mark-up nested too deep: its words are kept"),
    "picture": _("picture without a usable address"),
    "script": _("script or drawing"),
    "shortcode": _("shortcode"),
    "table": _("table: its rows are kept as text"),
    "video": _("video or sound: its address is kept as a link"),
}

REMARKS: dict[str, Promise] = {
    "parent-absent": _("answered a comment that is not there: shown as a comment of its own"),
    "parent-elsewhere": _("answered a comment of another thread: shown as a comment of its own"),
    "parents-in-circle": _("answered themselves in a circle, which was opened"),
    "tombstone": _("deleted, kept without words for those who answered"),
}


def sentence(code: str, params: Mapping[str, str]) -> str:
    return str(ERRORS[code]) % params
