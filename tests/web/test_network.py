"""A client's IP and location are believed from API Gateway and from our CDN, and nobody else."""

import dataclasses

import pytest

from functions import citizen_app
from functions.web import network

HEADERS = {
    "CloudFront-Viewer-Address": "203.0.113.9:40000",
    "CloudFront-Viewer-City": "Hu%E1%BA%BF",
    "CloudFront-Viewer-Country-Name": "Vietnam",
    "X-Forwarded-For": "198.51.100.1, 203.0.113.9",
}
KEY = "what only the CDN knows"


@pytest.fixture
def seen(settings):
    """What the app makes of a request with some headers: the client's digest and location."""

    def see(headers, *, peer="192.0.2.1", cdn_key=KEY):
        app = citizen_app.create(dataclasses.replace(settings, cdn_key=cdn_key))
        with app.test_request_context(headers=headers, environ_base={"REMOTE_ADDR": peer}):
            return network.client_digest(), network.location()

    return see


def test_the_cdn_says_who_the_client_is_and_where(seen):
    client, location = seen({**HEADERS, "X-Origin-Key": KEY})

    assert location == "Huế, Vietnam"
    assert client == seen({}, peer="203.0.113.9")[0]
    sixth = {"CloudFront-Viewer-Address": "2001:db8::1:40000", "X-Origin-Key": KEY}
    assert seen(sixth)[0] == seen({}, peer="2001:db8::1")[0]


@pytest.mark.parametrize("key", ["", "a guess", "é"])
def test_anybody_elses_word_for_it_is_not_taken(seen, key):
    assert seen({**HEADERS, "X-Origin-Key": key}) == seen({})


@pytest.mark.parametrize("key", ["", KEY])
def test_without_a_cdn_no_header_counts(seen, key):
    assert seen({**HEADERS, "X-Origin-Key": key}, cdn_key=None) == seen({}, cdn_key=None)
