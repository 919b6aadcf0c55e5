"""The three Lambdas start from their environment alone, and refuse what they do not know."""

import pytest

from functions import worker_app
from functions.settings import MissingSetting, Settings
from tests.builders import a_new_account

ENVIRONMENT = {
    "VSSID_STAGE": "production",
    "VSSID_PUBLIC_URL": "https://vssid.example/",
    "VSSID_SECRET_KEYS": "new,old",
}


def test_settings_come_from_the_environment():
    settings = Settings.from_environment(ENVIRONMENT)

    assert settings.table_prefix == "vssid-production-"
    assert settings.public_url == "https://vssid.example"
    assert settings.secret_keys == ("new", "old")
    assert settings.is_https
    assert not settings.is_local


@pytest.mark.parametrize("name", ENVIRONMENT)
def test_a_missing_setting_stops_the_start_and_is_named(name):
    with pytest.raises(MissingSetting, match=name):
        Settings.from_environment({**ENVIRONMENT, name: ""})


def test_secret_keys_are_not_shown():
    assert "old" not in repr(Settings.from_environment(ENVIRONMENT))


def test_the_worker_delivers_what_is_due(settings):
    a_new_account()

    assert worker_app.run("deliver-due", settings) == {"sent": 1, "left": 0}
    assert worker_app.run("deliver-due", settings) == {"sent": 0, "left": 0}


@pytest.mark.parametrize("event", [{}, {"job": "nonsense"}, {"raw_command": "print(1)"}])
def test_the_worker_refuses_an_event_that_it_does_not_know(event, settings):
    with pytest.raises(worker_app.UnknownEvent):
        worker_app.answer(event, settings)


def test_the_worker_answers_the_outboxs_stream(settings):
    a_new_account()

    assert worker_app.answer({"Records": [{"eventName": "INSERT"}]}, settings)["sent"] == 1
