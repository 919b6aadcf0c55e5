"""What one request of a browser costs at the database."""

from tests.capacity import billed
from tests.client import Client


def cost(client: Client, path: str, **fields: object) -> tuple[int, float]:
    """Requests and capacity units of a GET; with fields, of a POST that succeeds."""
    with billed() as bill:
        if fields:
            answer = client.http.post(path, data=fields, base_url="https://vssid.test")
        else:
            answer = client.http.get(path, base_url="https://vssid.test")
    assert answer.status_code in (200, 303), answer.text
    return bill.requests, bill.units
