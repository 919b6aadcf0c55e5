"""Whether this app can serve: `/healthz`."""

from flask import Blueprint, Response, current_app, jsonify

from functions.storage import reachable

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> tuple[Response, int]:
    """`{"status": "ok"}` when the database answers, else 503 and `"degraded"`."""
    database = reachable()
    status = "ok" if database else "degraded"
    answer = {"status": status, "app": current_app.name, "database": database}
    return jsonify(answer), 200 if database else 503
