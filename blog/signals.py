"""What others may want to know of what is said here."""

from django.dispatch import Signal

# Many comments were changed at once, without a signal for each. Arguments: ids.
comments_changed = Signal()
