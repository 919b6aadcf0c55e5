"""How many database requests and capacity units each route takes, the worst first.

People walk every way through both apps over a private engine, and what each of their requests
asks of the database is counted as the engine bills it; of a route that is opened several times,
the dearest time counts. Refusals do not count, nor does the worker that sends the messages.
"""

import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from werkzeug.exceptions import HTTPException

from functions import citizen_app, officer_app
from functions.settings import LOCAL_STAGE, Settings
from infra.local import engine as engines
from infra.local import tables
from tests.benches import _every_route
from tests.capacity import Bill, billed
from tests.client import Client


class Cost(NamedTuple):
    """What one request of a browser asks of the database."""

    requests: int
    units: float


class Route(NamedTuple):
    """A method of a route, such as POST /login."""

    method: str
    path: str


# The most requests that these routes shall make.
GOALS = {
    Route("POST", "/account/revision/confirm"): 9,
    Route("POST", "/account/revision/check"): 7,
    Route("POST", "/login/device/confirm"): 6,
    Route("GET", "/officer/applications/<number>"): 6,
    Route("POST", "/officer/applications/<number>/assessment"): 8,
}


class Meter:
    """An app that notes what each of its answers costs."""

    def __init__(self, app: Flask, bill: Bill) -> None:
        self.app, self.bill = app, bill
        self.costs: dict[Route, list[Cost]] = defaultdict(list)
        self._answer: WSGIApplication = app.wsgi_app
        app.wsgi_app = self  # type: ignore[method-assign]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        requests, units = self.bill.requests, self.bill.units
        route = self._route(environ)

        def started(status: str, *rest: object) -> object:
            if route and status < "4":
                cost = Cost(self.bill.requests - requests, self.bill.units - units)
                self.costs[route].append(cost)
            return start_response(status, *rest)

        return self._answer(environ, started)

    def unseen(self) -> set[Route]:
        """The routes that were never answered without a refusal."""
        routes = {
            Route(method, rule.rule)
            for rule in self.app.url_map.iter_rules()
            for method in rule.methods & {"GET", "POST"}
        }
        return routes - self.costs.keys()

    def _route(self, environ: WSGIEnvironment) -> Route | None:
        try:
            rule, _ = self.app.url_map.bind_to_environ(environ).match(return_rule=True)
        except HTTPException:
            return None
        return Route(environ["REQUEST_METHOD"], rule.rule)


def run() -> None:
    """Walk every way through both apps, and print what each route costs."""
    engine = engines.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            meters = _measured(engine.endpoint, Path(folder))
    finally:
        engine.stop()
    _report(meters)


def _measured(endpoint: str, folder: Path) -> list[Meter]:
    settings = Settings(
        stage=LOCAL_STAGE,  # which logs what needs an eye, and not each request
        public_url="https://vssid.test",
        secret_keys=("a key",),
        dynamodb_endpoint=endpoint,
        inbox=folder,
    )
    apps = [citizen_app.create(settings), officer_app.create(settings)]
    tables.create()
    with billed() as bill:
        meters = [Meter(app, bill) for app in apps]
        _every_route.run(*(Client(app, settings) for app in apps), folder=folder)
    return meters


def _report(meters: list[Meter]) -> None:
    costs = {route: max(seen) for meter in meters for route, seen in meter.costs.items()}
    print("  requests  capacity units  route")
    for route, cost in sorted(costs.items(), key=lambda item: item[1], reverse=True):
        goal = f"  (goal: at most {GOALS[route]} requests)" if route in GOALS else ""
        print(f"  {cost.requests:8}  {cost.units:14.1f}  {route.method:4} {route.path}{goal}")
    unseen = sorted(set().union(*(meter.unseen() for meter in meters)))
    for route in unseen:
        print(f"  not counted: {route.method} {route.path}")


if __name__ == "__main__":
    run()
