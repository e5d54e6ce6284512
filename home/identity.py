"""The hues and pictograms that pages choose from.

A tint is a class of the style sheet (``tint-green``), which sets the hue that the
pale ground and the dark ink are computed from; a pictogram is a Lucide icon.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Tint(TextChoices):
    GREEN = "green", _("Green")
    APRICOT = "apricot", _("Apricot")
    LEAF = "leaf", _("Leaf")
    SKY = "sky", _("Sky")
    LAGOON = "lagoon", _("Lagoon")
    LILAC = "lilac", _("Lilac")
    MAUVE = "mauve", _("Mauve")
    BRICK = "brick", _("Brick")
    ROSE = "rose", _("Rose")
    AMBER = "amber", _("Amber")
    MUSTARD = "mustard", _("Mustard")


class Pictogram(TextChoices):
    BABY = "baby", _("Baby")
    BOOK_OPEN = "book-open", _("Open book")
    BRIEFCASE = "briefcase", _("Briefcase")
    COMPASS = "compass", _("Compass")
    GRADUATION_CAP = "graduation-cap", _("Graduation cap")
    HANDSHAKE = "handshake", _("Handshake")
    HEART = "heart", _("Heart")
    HEART_HANDSHAKE = "heart-handshake", _("Helping hands")
    HOUSE = "house", _("House")
    LANDMARK = "landmark", _("Public building")
    LIGHTBULB = "lightbulb", _("Light bulb")
    MAP = "map", _("Map")
    MAP_PINNED = "map-pinned", _("Map with a pin")
    MEGAPHONE = "megaphone", _("Megaphone")
    MESSAGES = "messages-square", _("Conversation")
    MICROSCOPE = "microscope", _("Microscope")
    PUZZLE = "puzzle", _("Puzzle")
    SCHOOL = "school", _("School")
    SPROUT = "sprout", _("Sprout")
    STETHOSCOPE = "stethoscope", _("Stethoscope")
    USERS = "users", _("People")
