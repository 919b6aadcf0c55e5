"""The product served by the test's own process, so that a test can reach into its tables."""

import contextlib
import dataclasses
import threading
from collections.abc import Iterator

from werkzeug.serving import make_server

from functions.settings import Settings
from infra.local import gateway
from infra.local.engine import free_port
from tests.journeys.pages import SITE


@contextlib.contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """Its address, while it runs over the tables of `settings`."""
    port = free_port()
    settings = dataclasses.replace(settings, public_url=f"http://127.0.0.1:{port}")
    server = make_server("127.0.0.1", port, gateway.create(settings, SITE), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield settings.public_url
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
