"""Every text that a page or a refusal can show has its Vietnamese."""

import subprocess
import sys

from babel.messages.pofile import read_po

from functions.paths import LOCALES, ROOT


def extracted(tmp_path):
    """What the code and templates ask to have translated: `make messages`."""
    target = tmp_path / "messages.pot"
    keywords = [part for word in ("_", "gettext", "lazy_gettext") for part in ("-k", word)]
    subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract"]
        + ["-F", "infra/babel.cfg", *keywords, "-o", str(target), "functions", "templates"],
        cwd=ROOT,
        check=True,
    )
    with target.open("rb") as file:
        return {message.id: message for message in read_po(file) if message.id}


def test_the_vietnamese_catalogue_is_complete_and_has_nothing_else(tmp_path):
    wanted = extracted(tmp_path)
    with (LOCALES / "vi/LC_MESSAGES/messages.po").open("rb") as file:
        has = {message.id: message for message in read_po(file, locale="vi") if message.id}

    assert sorted(has) == sorted(wanted)
    assert [each.id for each in has.values() if not each.string] == []


def test_translations_keep_their_placeholders():
    with (LOCALES / "vi/LC_MESSAGES/messages.po").open("rb") as file:
        catalogue = read_po(file, locale="vi")

    assert [(each.id, errors) for each, errors in catalogue.check()] == []
