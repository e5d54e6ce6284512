"""How much a comment looks like spam, why, and what follows. Nobody else is asked.

A score is the sum of what the signals say; they read evidence gathered in three queries.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.models import Ban, BlogPage, Comment, CommentSettings, CommentsMode
from home.cleaning import INVISIBLE
from home.folding import fold_words

if TYPE_CHECKING:
    from blog.comments.services import Message, Sender

# The same words elsewhere count for this long, and from this length on: many people say "Merci!".
COPIES_REMEMBERED = timedelta(days=7)
SHORTEST_COPY = 40
TRUSTED_AFTER = 3  # published comments
LETTERS_TO_SHOUT = 20
SHOUTING = 0.7  # share of capitals

LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
MARKUP = re.compile(
    r"\[/?(?:url|link|img|b)(?:=[^\]\n]*)?\](?!\()"
    r"|</?(?:a|b|div|iframe|img|p|script|span|style)\b",
    re.IGNORECASE,
)
BANNED = "banned"
SOLVED = "solved"
REASONS = {
    BANNED: _("This person is banned"),
    "trap": _("The field that people do not see was filled in"),
    "fast": _("Sent sooner than anybody writes"),
    "untimed": _("The form does not say when it was opened"),
    "links": _("Links beyond those allowed"),
    "words": _("Unwelcome words"),
    "refused": _("Comments of this address were refused before"),
    "copies": _("The same text was sent elsewhere"),
    "shouting": _("Mostly in capitals"),
    "hidden": _("Invisible characters"),
    "markup": _("HTML or forum tags"),
    "known": _("Comments of this address were published before"),
    SOLVED: _("The browser gave a proof of work"),
}


@dataclass(frozen=True)
class Assessment:
    """A score from 0 on, and its reasons: codes of ``REASONS``, with a count where it says more.

    ``["links:3", "shouting"]`` are three links too many, in capitals.
    """

    score: int
    reasons: list[str]


@dataclass(frozen=True)
class Evidence:
    """What the signals look at. ``refused`` and ``published`` count the sender's comments."""

    sender: Sender
    message: Message
    settings: CommentSettings
    banned: bool
    refused: int
    published: int
    copies: int

    @cached_property
    def text(self) -> str:
        """All that was sent: what hides in it is not stored."""
        return f"{self.sender.name}\n{self.message.text}"

    @cached_property
    def words(self) -> str:
        return f" {fold_words(INVISIBLE.sub('', self.text))} "


def is_banned(evidence: Evidence) -> int:
    return int(evidence.banned)


def is_trapped(evidence: Evidence) -> int:
    return int(bool(evidence.message.trap.strip()))


def is_fast(evidence: Evidence) -> int:
    opened = evidence.message.opened_at
    shortest = timedelta(seconds=evidence.settings.minimum_seconds)
    return int(opened is not None and timezone.now() - opened < shortest)


def is_untimed(evidence: Evidence) -> int:
    return int(evidence.message.opened_at is None)


def links_beyond(evidence: Evidence) -> int:
    return max(0, len(LINK.findall(evidence.text)) - evidence.settings.max_links)


def unwelcome_words(evidence: Evidence) -> int:
    unwelcome = {fold_words(line) for line in evidence.settings.words.splitlines()} - {""}
    return sum(f" {words} " in evidence.words for words in unwelcome)


def refused_before(evidence: Evidence) -> int:
    return evidence.refused


def copies_elsewhere(evidence: Evidence) -> int:
    return evidence.copies


def is_shouted(evidence: Evidence) -> int:
    letters = [char for char in evidence.message.text if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    return int(len(letters) >= LETTERS_TO_SHOUT and capitals > SHOUTING * len(letters))


def hidden_characters(evidence: Evidence) -> int:
    return len(INVISIBLE.findall(evidence.text))


def tags(evidence: Evidence) -> int:
    return len(MARKUP.findall(evidence.text))


def is_known(evidence: Evidence) -> int:
    return int(evidence.published >= TRUSTED_AFTER and not evidence.refused)


@dataclass(frozen=True)
class Signal:
    """``look`` counts; each adds ``weight``, ``limit`` in all. A single fault needs no count."""

    code: str
    look: Callable[[Evidence], int]
    weight: int
    limit: int

    def points(self, count: int) -> int:
        points = count * self.weight
        return min(points, self.limit) if self.weight > 0 else points

    def reason(self, count: int) -> str:
        return f"{self.code}:{count}" if count > 1 else self.code


SIGNALS = (
    Signal(BANNED, is_banned, 200, 200),
    Signal("trap", is_trapped, 100, 100),
    Signal("fast", is_fast, 40, 40),
    Signal("untimed", is_untimed, 15, 15),
    Signal("links", links_beyond, 20, 100),
    Signal("words", unwelcome_words, 40, 100),
    Signal("refused", refused_before, 20, 60),
    Signal("copies", copies_elsewhere, 40, 100),
    Signal("shouting", is_shouted, 20, 20),
    Signal("hidden", hidden_characters, 10, 30),
    Signal("markup", tags, 30, 60),
    Signal("known", is_known, -30, -30),
)
PROOF_WORTH = 40


def assess(
    story: BlogPage, sender: Sender, message: Message, settings: CommentSettings
) -> Assessment:
    """What a comment that ``sender`` would leave on ``story`` is worth, in three queries."""
    evidence = _gather(story, sender, message, settings)
    found = [(signal, count) for signal in SIGNALS if (count := signal.look(evidence))]
    score = max(0, sum(signal.points(count) for signal, count in found))
    reasons = [signal.reason(count) for signal, count in found]
    if message.solved and is_doubtful(score, settings):
        return Assessment(max(0, score - PROOF_WORTH), [*reasons, SOLVED])
    return Assessment(score, reasons)


def is_doubtful(score: int, settings: CommentSettings) -> bool:
    """Too suspicious to be shown, not enough to be set aside."""
    return settings.queue_score <= score < settings.spam_score


def verdict(
    assessment: Assessment, mode: CommentsMode, settings: CommentSettings, *, staff: bool
) -> Comment.State:
    """Published, in the queue, or spam. ``staff``: a moderator's, or an author's of the story."""
    if staff and BANNED not in assessment.reasons:
        return Comment.State.PUBLISHED
    if assessment.score >= settings.spam_score:
        return Comment.State.SPAM
    # A thread can close between the sending of a comment and its confirmation.
    at_once = mode in (CommentsMode.OPEN, CommentsMode.AFTER)
    if at_once and assessment.score < settings.queue_score:
        return Comment.State.PUBLISHED
    return Comment.State.WAITING


def described(reasons: list[str]) -> list[str]:
    """The sentences of stored reasons, with their counts: ``"Unwelcome words (2)"``."""
    sentences = []
    for reason in reasons:
        code, _colon, count = reason.partition(":")
        sentence = str(REASONS.get(code, code))
        sentences.append(f"{sentence} ({count})" if count else sentence)
    return sentences


def _gather(
    story: BlogPage, sender: Sender, message: Message, settings: CommentSettings
) -> Evidence:
    email = sender.email.strip().casefold()
    theirs = Q(user=sender.user) if sender.user else Q(user_email=email)
    refused = Q(state__in=(Comment.State.SPAM, Comment.State.REJECTED))
    history = Comment.objects.filter(theirs).aggregate(
        refused=Count("pk", filter=refused),
        published=Count("pk", filter=Q(state=Comment.State.PUBLISHED)),
    )
    return Evidence(
        sender=sender,
        message=message,
        settings=settings,
        banned=Ban.objects.of(email=email, name=sender.name).exists(),
        copies=_copies(story, theirs, message.clean_text),
        **history,
    )


def _copies(story: BlogPage, theirs: Q, text: str) -> int:
    """How often the text came lately: on another story, or from somebody else.

    On this story a person's own is the very comment that they change.
    """
    if len(text) < SHORTEST_COPY:
        return 0
    since = timezone.now() - COPIES_REMEMBERED
    same = Comment.objects.filter(submit_date__gt=since, comment=text)
    return same.exclude(theirs, story=story).count()
