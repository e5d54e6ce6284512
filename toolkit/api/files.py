"""Files that come with a contribution: by the form's own rules, each fault with its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, repeat
from typing import Annotated

from ninja import File, Form, UploadedFile
from pydantic import Field

from home.api.writing.faults import Unfit, unfit
from toolkit.contributions import intake
from toolkit.contributions.files import (
    EXTENSIONS,
    LARGEST,
    LARGEST_IN_ALL,
    MOST,
    Attachment,
    BadFile,
    examine,
)
from toolkit.importers.limits import MEGABYTE
from toolkit.models import Contribution, ContributionFile

Descriptions = Annotated[
    list[Annotated[str, Field(max_length=intake.LONGEST_DESCRIPTION)]],
    Form(
        description="Alternative texts of the files, in their order; documents need none.",
        max_length=MOST,
    ),
]
Files = Annotated[
    list[UploadedFile],
    File(
        description=f"To {LARGEST // MEGABYTE} MB each, {LARGEST_IN_ALL // MEGABYTE} MB in all: "
        f"{', '.join(EXTENSIONS)}.",
        min_length=1,
        max_length=MOST,
    ),
]
# A file that was looked at, with its alternative text.
type Told = tuple[Attachment, str]


def examined(files: list[UploadedFile], descriptions: list[str]) -> list[Told]:
    """All of them; raises ``Unfit`` with what is wrong with each that is not good."""
    good: list[Told] = []
    bad: list[dict[str, object]] = []
    for place, (file, words) in enumerate(
        zip(files, chain(descriptions, repeat("")), strict=False)
    ):
        try:
            good.append((examine(file), words))
        except BadFile as fault:
            bad += unfit_file(place, fault).errors
    if bad:
        raise Unfit(bad)
    return good


def unfit_file(place: int, fault: BadFile) -> Unfit:
    return unfit(("files", place), str(fault), "bad_file")


def kept(
    contribution: Contribution, place: int, attachment: Attachment, words: str
) -> list[ContributionFile]:
    """None where the same came before."""
    try:
        file = intake.add(contribution, attachment, words)
    except BadFile as fault:
        raise unfit_file(place, fault) from fault
    return [file] if file else []


@contextmanager
def stored_or_gone() -> Iterator[list[ContributionFile]]:
    """What is taken back in the database is taken back in the storage."""
    stored: list[ContributionFile] = []
    try:
        yield stored
    except BaseException:
        for file in stored:
            file.file.delete(save=False)
        raise
