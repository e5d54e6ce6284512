"""The sentence for each code of a ``DocumentError`` and of a ``Remark``.

The only module of the package that knows Django. Where a remark belongs (table, row and
column) is written by who shows it; an error that has a place names it in its sentence.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ERRORS: dict[str, Promise] = {
    "binary-text": _(
        "This file is not text: it holds null characters. Save the document as .docx, .odt or "
        "as text in UTF-8, and try again."
    ),
    "crashed": _(
        "This document could not be read: the reader stopped unexpectedly, and the fault was "
        "recorded. Open the document, save a copy as .docx or .odt, and try with the copy."
    ),
    "damaged": _(
        "This file is damaged or incomplete. Open it in your word processor, save it again, and "
        "try with the new file."
    ),
    "empty-file": _("There is nothing to read: the file or the pasted text is empty."),
    "encrypted": _(
        "This document is protected by a password. Remove the password in your word processor, "
        "save the document, and try again."
    ),
    "entities-forbidden": _(
        "The part “%(part)s” of this document declares XML entities, which word processors never "
        "do and which may be an attack. Save the document again in your word processor."
    ),
    "file-too-large": _(
        "This document is larger than %(limit)s MB. Remove its pictures or split it, and try again."
    ),
    "headings-unknown": _(
        "No table has known column headings. The first row of table %(table)s reads: "
        "“%(headings)s”. Name at least two columns “Pourquoi?”, “Pour quelles retombées?”, "
        "“Comment?” or “Exemples”, and try again."
    ),
    "no-table": _(
        "There is no table in this document. A tool needs at least one table with the columns "
        "“Pourquoi?”, “Pour quelles retombées?”, “Comment?” and “Exemples”."
    ),
    "old-word": _(
        "This document is in the old Word format (.doc). Open it in your word processor, save it "
        "as .docx, and try again."
    ),
    "too-complex": _(
        "This document has more than %(limit)s pieces of mark-up in it, too many to be read. "
        "Split it, or copy its tables to a new document."
    ),
    "too-deep": _(
        "Tables or lists in this document are nested too deep (more than %(limit)s levels of "
        "mark-up). Copy its tables to a new document, without tables inside tables."
    ),
    "too-many-parts": _(
        "This file has %(parts)s parts, more than the %(limit)s that are allowed. Save the "
        "document again in your word processor, without its pictures."
    ),
    "too-many-rows": _(
        "The tables of this document have %(rows)s rows, more than the %(limit)s that are allowed. "
        "Split it into several documents."
    ),
    "too-much-memory": _(
        "Reading this document takes more than the %(limit)s MB of memory that are allowed. Split "
        "it, or remove its pictures."
    ),
    "too-much-text": _(
        "The tables and the introduction of this document hold more than %(limit)s MB of text. "
        "Split it into several documents."
    ),
    "too-slow": _(
        "Reading this document takes more than the %(limit)s seconds that are allowed. Split it, "
        "or copy its tables to a new document."
    ),
    "unknown-encoding": _(
        "The characters of this text cannot be told apart. Save it in UTF-8, and try again."
    ),
    "unknown-format": _(
        "Files of the kind “%(format)s” cannot be read. Use .docx, .odt, .html or .txt."
    ),
    "unpacks-too-large": _(
        "This file is larger than %(limit)s MB once unpacked, or compressed beyond belief. Remove "
        "its pictures, save the document again in your word processor, and try again."
    ),
    "wrong-format": _(
        "The name of this file ends in “%(format)s”, but its content is of another kind. Open it "
        "in the program that made it and save it as .docx, .odt, .html or .txt."
    ),
}

REMARKS: dict[str, Promise] = {
    "audience-missing": _("No heading names the audience of this table. Write its name."),
    "audience-without-table": _(
        "The audience “%(name)s” is announced, but no table follows it: it was left out."
    ),
    "cell-repeated": _(
        "A merged cell covers several columns: its content was repeated in each of them."
    ),
    "column-left-out": _("The column “%(heading)s” is none of a tool's: it was left out."),
    "contents-differ": _(
        "The table of contents names “%(contents)s” where the document has “%(body)s”. The "
        "document was followed."
    ),
    "items-guessed": _(
        "The bullets of this cell were lost; it was cut at capitals. Check where each item begins."
    ),
    "licence-unknown": _("The licence was not recognised: “%(text)s”. Choose it from the list."),
    "line-left-out": _("A row of this table is none of a tool's and was left out: “%(text)s”."),
    "lines-left-out": _("These lines have no place in a tool and were left out: %(lines)s"),
    "link-dropped": _(
        "The link of “%(text)s” to “%(address)s” was dropped: only complete web and mail "
        "addresses are kept. The words stay."
    ),
    "macro-dropped": _("The macros of this document were left out."),
    "nested-table": _("A table stands inside this cell: its cells became items."),
    "picture-dropped": _("A picture was left out here (%(text)s)."),
    "purpose-missing": _("This row has no purpose. It was kept; write one or remove the row."),
    "script-dropped": _("A script or an embedded object was left out here."),
    "table-continued": _(
        "No audience stands between this table and the one before: its rows were added to "
        "“%(name)s”."
    ),
    "table-empty": _("The table of “%(name)s” has no rows."),
    "table-left-out": _(
        "Table %(number)s was left out, for its column headings are not those of a tool: "
        "%(headings)s"
    ),
    "title-missing": _(
        "The document has no title. The name of the file stands for it: “%(title)s”."
    ),
}


def sentence(code: str, params: Mapping[str, str]) -> str:
    """The sentence in the active language; ``KeyError`` for a code that has none."""
    return str({**ERRORS, **REMARKS}[code]) % params
