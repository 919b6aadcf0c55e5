"""Every page of the desk: its JSON is as described, and bad input is a clear 4xx."""

import functools

import jsonschema
import pytest

from functions.officers.models import Officer, OfficerSession
from functions.static_site import openapi
from tests.nasty_texts import NASTY_TEXTS
from tests.officers.builders import (
    OFFICER_PASSWORD,
    a_new_officer,
    an_officer,
    signed_in_officer,
    totp,
)

FORMS = [
    "/officer/enrol",
    "/officer/enrol/app",
    "/officer/login",
    "/officer/logout",
    "/officer/password",
    "/officer/session",
]
# What has nothing to fill in.
EMPTY_FORMS = {"/officer/logout", "/officer/session"}


@pytest.fixture
def visitors(officer):
    """For each path, a browser that can open it; led there when a test first asks for it."""
    led = functools.cache(lambda way: way(officer.another_device()))
    return lambda path: led(WAYS.get(path, signed_in_officer))


def stranger(client):
    """Signed in nowhere; it knows an officer's user name and secret."""
    client.username, _, client.secret = an_officer()
    return client


def enrolling(client):
    """A new officer with a password and no app yet."""
    client.username, initial = a_new_officer()
    client.submit("/officer/login", username=client.username, password=initial)
    own = {"new_password": OFFICER_PASSWORD, "new_password_again": OFFICER_PASSWORD}
    client.submit("/officer/enrol", **own)
    client.secret = client.get_json("/officer/enrol/app")["secret"]
    return client


WAYS = {"/officer/login": stranger, "/officer/enrol": enrolling, "/officer/enrol/app": enrolling}


def stored(username):
    items = [Officer.find(username), OfficerSession.find(username)]
    return [item and item.serialize() for item in items]


def test_every_page_is_described_and_answers_so(officer, visitors):
    document = openapi.describe(officer.app)
    own = {rule.rule for rule in officer.app.url_map.iter_rules() if "officers." in rule.endpoint}
    assert own <= set(document["paths"])

    for path in own:
        content = document["paths"][path]["get"]["responses"]["200"]["content"]
        schema = {**content["application/json"]["schema"], "components": document["components"]}
        jsonschema.validate(visitors(path).get_json(path), schema)


def test_the_list_of_forms_is_complete(officer):
    rules = [rule for rule in officer.app.url_map.iter_rules() if "officers." in rule.endpoint]

    assert sorted(rule.rule for rule in rules if "POST" in rule.methods) == FORMS


@pytest.mark.parametrize("path", FORMS)
def test_without_a_token_nothing_happens_and_the_page_says_so(visitors, path):
    client = visitors(path)
    before = stored(client.username)
    everything = {
        "username": client.username,
        "password": OFFICER_PASSWORD,
        "old_password": OFFICER_PASSWORD,
        "new_password": "hoàn toàn khác hẳn",
        "new_password_again": "hoàn toàn khác hẳn",
        "totp": totp(client.secret),
    }

    page = client.post(path, everything, status=400)

    assert "This page had been open too long" in page.text
    assert stored(client.username) == before


@pytest.mark.parametrize("text", NASTY_TEXTS, ids=range(len(NASTY_TEXTS)))
@pytest.mark.parametrize("path", [path for path in FORMS if path not in EMPTY_FORMS])
def test_every_field_of_every_form_stands_anything(visitors, path, text):
    client = visitors(path)
    before = stored(client.username)
    names = [field["name"] for field in client.get_json(path)["form"]["fields"]]

    page = client.submit(path, status=422, **{name: text for name in names} | unlike(path))

    assert page.select_one(".govuk-error-summary li")
    assert not page.find("script", string="alert(1)")
    assert not page.find("img", src="x")
    assert stored(client.username) == before


def unlike(path):
    """Two new passwords alike could be a good password, however nasty: here they are not."""
    return {"new_password_again": "other"} if "enrol" in path and "app" not in path else {}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_speaks_the_officers_language(visitors, language):
    for path in (*FORMS, "/officer/"):
        client = visitors(path)
        client.language = language
        client.get(f"{path}?lang={language}")
