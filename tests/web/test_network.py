"""Where a request comes from is believed from API Gateway and from our CDN, and nobody else."""

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
def asked(settings):
    """A request to the app as the network hands it over: address and place."""

    def ask(headers, *, peer="192.0.2.1", cdn_key=KEY):
        app = citizen_app.create(dataclasses.replace(settings, cdn_key=cdn_key))
        with app.test_request_context(headers=headers, environ_base={"REMOTE_ADDR": peer}):
            return network.client_digest(), network.place()

    return ask


def test_the_cdn_tells_the_visitors_address_and_place(asked):
    address, place = asked({**HEADERS, "X-Origin-Key": KEY})

    assert place == "Huế, Vietnam"
    assert address == asked({}, peer="203.0.113.9")[0]
    sixth = {"CloudFront-Viewer-Address": "2001:db8::1:40000", "X-Origin-Key": KEY}
    assert asked(sixth)[0] == asked({}, peer="2001:db8::1")[0]


@pytest.mark.parametrize("key", ["", "a guess", "é"])
def test_anybody_elses_word_for_it_is_not_taken(asked, key):
    assert asked({**HEADERS, "X-Origin-Key": key}) == asked({})


@pytest.mark.parametrize("key", ["", KEY])
def test_without_a_cdn_no_header_counts(asked, key):
    assert asked({**HEADERS, "X-Origin-Key": key}, cdn_key=None) == asked({}, cdn_key=None)
