"""The product served by the test's own process, so that a test can reach into its tables."""

import contextlib
import dataclasses
import threading
from collections.abc import Callable, Iterator

from flask import Flask
from werkzeug.serving import make_server

from functions import citizen_app
from functions.settings import Settings
from infra.local import gateway
from infra.local.engine import free_port
from tests.journeys.pages import SITE


@contextlib.contextmanager
def serving(
    settings: Settings, *, prepare: Callable[[Flask], object] = lambda citizen: None
) -> Iterator[str]:
    """Its url, while it runs over the tables of `settings`.

    `prepare` gets the citizen app before it serves, to add a route.
    """
    port = free_port()
    settings = dataclasses.replace(settings, public_url=f"http://127.0.0.1:{port}")
    citizen = citizen_app.create(settings)
    prepare(citizen)
    product = gateway.create(settings, SITE, citizen=citizen)
    server = make_server("127.0.0.1", port, product, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield settings.public_url
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
