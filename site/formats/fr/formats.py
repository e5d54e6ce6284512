"""Times as they are written in Québec: 9 h 05."""

TIME_FORMAT = "G\xa0\\h\xa0i"
DATETIME_FORMAT = f"j F Y, {TIME_FORMAT}"
SHORT_DATETIME_FORMAT = f"j N Y, {TIME_FORMAT}"
