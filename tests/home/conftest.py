import threading
from collections.abc import Iterator

import pytest

from tests.home.mailing import SmtpServer, use_server


@pytest.fixture
def smtp(settings) -> Iterator[SmtpServer]:
    with SmtpServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        use_server(settings, server.server_address[1])
        yield server
        server.shutdown()
