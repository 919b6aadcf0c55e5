"""The signing key changes, and nobody is signed out or loses an open page."""

import dataclasses

import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from functions import citizen_app, key_store
from functions.settings import MissingSetting, Settings
from tests.builders import PASSWORD, an_account
from tests.client import Client

ENVIRONMENT = {"VSSID_STAGE": "test", "VSSID_PUBLIC_URL": "https://vssid.test"}


@pytest.fixture
def after(settings, citizen):
    """The same browser at the app as it runs with other keys."""

    def move(*keys):
        changed = dataclasses.replace(settings, secret_keys=keys)
        moved = Client(citizen_app.create(changed), changed)
        value = citizen.http.get_cookie("__Host-session", domain="vssid.test").value
        moved.http.set_cookie("__Host-session", value, domain="vssid.test", secure=True)
        return moved

    return move


def test_a_session_lives_on_when_a_newer_key_signs(settings, citizen, after):
    citizen.submit("/login", code=an_account(), password=PASSWORD)

    assert after("a newer key", *settings.secret_keys).get_json("/account")


def test_an_instance_that_signs_with_the_old_key_takes_what_the_new_one_signed(settings):
    old = settings.secret_keys[0]
    new_signs = dataclasses.replace(settings, secret_keys=("new", old))
    old_signs = dataclasses.replace(settings, secret_keys=(old, "new"))
    client = Client(citizen_app.create(new_signs), settings)
    client.submit("/login", code=an_account(), password=PASSWORD)

    value = client.http.get_cookie("__Host-session", domain="vssid.test").value
    other = Client(citizen_app.create(old_signs), settings)
    other.http.set_cookie("__Host-session", value, domain="vssid.test", secure=True)

    assert other.get_json("/account")


def test_a_page_opened_before_the_change_can_be_sent_after_it(settings, citizen, after):
    code = an_account()
    token = citizen.token("/login")

    moved = after("a newer key", *settings.secret_keys)
    moved.post("/login", {"csrf_token": token, "code": code, "password": PASSWORD}, status=200)

    assert moved.path == "/account"


def test_a_key_that_was_dropped_opens_nothing(citizen, after):
    citizen.submit("/login", code=an_account(), password=PASSWORD)
    token = citizen.token("/password")

    moved = after("a newer key", "and another")

    moved.get_json("/account", 401)
    moved.post("/login", {"csrf_token": token}, status=400)


@pytest.fixture
def secrets_manager(monkeypatch):
    """AWS's own stub of its client, which checks its requests and the shape of its answers."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "none")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "none")
    client = key_store.client("ap-southeast-1")
    with Stubber(client) as stub:
        yield stub
        stub.assert_no_pending_responses()


def from_environment(stub):
    environment = {**ENVIRONMENT, "VSSID_SECRET_ID": "vssid/keys"}
    return Settings.from_environment(environment, secrets_manager=lambda region: stub.client)


def test_the_keys_may_be_in_secrets_manager(secrets_manager):
    answer = {"Name": "vssid/keys", "SecretString": "newer,older"}
    secrets_manager.add_response("get_secret_value", answer, {"SecretId": "vssid/keys"})

    read = from_environment(secrets_manager)

    assert read.secret_keys == ("newer", "older")
    assert "newer" not in repr(read)


def test_a_secret_that_cannot_be_read_stops_the_start(secrets_manager):
    secrets_manager.add_client_error("get_secret_value", "ResourceNotFoundException")

    with pytest.raises(ClientError):
        from_environment(secrets_manager)


def test_without_any_keys_the_variable_is_named():
    with pytest.raises(MissingSetting, match="VSSID_SECRET_KEYS"):
        Settings.from_environment(ENVIRONMENT)
