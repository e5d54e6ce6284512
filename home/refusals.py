"""What cannot be done for somebody, said to them in a sentence."""

from wagtail import hooks
from wagtail.models import Page


class Refused(Exception):
    """What was asked cannot be done; ``sentence`` says why and what to do, to the person."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


def check_page_is_free(page: Page) -> None:
    """Apps that have a say in what becomes of a page raise ``Refused`` from the hook
    ``check_page_is_free``, whichever door its change comes by."""
    for check in hooks.get_hooks("check_page_is_free"):
        check(page)
