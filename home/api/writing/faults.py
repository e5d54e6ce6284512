"""What is wrong with what was sent, each fault with the way that leads to it."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from ninja.errors import ValidationError as NinjaError
from wagtail.blocks import ListBlockValidationError, StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.utils.forms import FormValidationError

type Loc = tuple[str | int, ...]

OF_BLOCKS = (ListBlockValidationError, StreamBlockValidationError, StructBlockValidationError)


class Unfit(NinjaError):
    """Understood as JSON, and not good."""


def unfit(loc: Loc, sentence: str, kind: str = "value_error") -> Unfit:
    return Unfit([{"type": kind, "loc": ["body", *loc], "msg": sentence}])


def unfit_form(form: BaseForm) -> Unfit:
    return Unfit(
        [
            {"type": kind, "loc": ["body", *loc], "msg": sentence}
            for loc, kind, sentence in faults_of(form)
        ]
    )


def faults_of(form: BaseForm, loc: Loc = ()) -> Iterator[tuple[Loc, str, str]]:
    for name, errors in form.errors.as_data().items():
        for error in errors:
            yield from faults(error, loc if name == NON_FIELD_ERRORS else (*loc, name))
    for name, formset in getattr(form, "formsets", {}).items():
        for error in formset.non_form_errors().as_data():
            yield from faults(error, (*loc, name))
        for place, child in enumerate(formset.forms):
            yield from faults_of(child, (*loc, name, place))


def faults(error: ValidationError, loc: Loc) -> Iterator[tuple[Loc, str, str]]:
    """Wagtail's errors of blocks hold those of the blocks inside, by place or by name."""
    if isinstance(error, FormValidationError):
        for way, said in error.loc_errors:
            inner = tuple(part for part in way if part != NON_FIELD_ERRORS)
            yield from (((*loc, *inner), kind, words) for words, kind in said)
        return
    if hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            for one in errors:
                yield from faults(one, loc if name == NON_FIELD_ERRORS else (*loc, name))
        return
    if not isinstance(error, OF_BLOCKS):
        for one in getattr(error, "error_list", [error]):
            yield from ((loc, one.code or "value_error", words) for words in one.messages)
        return
    for own in error.non_block_errors.as_data():
        yield from faults(own, loc)
    for place, inner in error.block_errors.items():
        inside = isinstance(error, StructBlockValidationError)
        yield from faults(inner, (*loc, place) if inside else (*loc, place, "value"))
