"""What leaves the admin as a file for spreadsheets."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: str) -> str:
    """Spreadsheets take a text of a CSV file for a formula, and anybody can type one."""
    return f"'{value}" if value.startswith(FORMULA) else value
