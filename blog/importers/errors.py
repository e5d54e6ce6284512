"""What ends the reading of an export."""


class ExportError(Exception):
    """A file that cannot be imported; ``code`` names its sentence in ``messages``."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
