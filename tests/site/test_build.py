"""What the build publishes, and what it refuses to publish."""

import json

import pytest
from jinja2 import ChoiceLoader, DictLoader
from mkdocs.exceptions import Abort

from functions.paths import ASSETS
from functions.web import templating
from tests.site.conftest import PATHS, PREFIXES, SOURCE, built

PAGES = {f"{prefix}{path}"[1:] + "index.html" for prefix in PREFIXES.values() for path in PATHS}
MADE = {"404.html", "en/404.html", "news/feed.xml", "en/news/feed.xml"}
MADE |= {"sitemap.xml", "robots.txt", "openapi.json"}


def test_pages_feeds_and_built_assets_are_published_and_nothing_else(site):
    assets = {f"assets/{file.name}" for file in ASSETS.iterdir()} - {"assets/manifest.json"}

    assert set(site.files()) == PAGES | MADE | assets


def test_an_asset_is_published_as_it_was_built(site):
    for file in ASSETS.glob("portal.*"):
        assert site.files()[f"assets/{file.name}"] == file.read_bytes()


def test_the_same_sources_give_the_same_bytes(site, tmp_path):
    assert built(SOURCE, tmp_path).files() == site.files()


def test_dead_links_between_markdown_files_fail_the_build(rebuilt, caplog):
    with pytest.raises(Abort):
        rebuilt(add_to_a_guide("[1](../nowhere.md) [2](../faq/index.md#nobody-asks) [3](#nobody)"))

    for link in ("'../nowhere.md'", "'../faq/index.md#nobody-asks'", "'#nobody'"):
        assert f"'en/guides/card.md' contains a link {link}" in caplog.text


def test_dead_links_in_what_was_built_fail_the_build(rebuilt, caplog):
    with pytest.raises(Abort):
        rebuilt(add_to_a_guide('[1](/logon) [2](/en/faq/#nobody-asks) <img src="/drawn.png">'))

    for link in ("/logon", "/en/faq/#nobody-asks", "/drawn.png"):
        assert f"en/guides/card/index.html: {link} (" in caplog.text


def add_to_a_guide(text):
    def change(source):
        with (source / "en/guides/card.md").open("a") as file:
            file.write(f"\n{text}\n")

    return change


def test_a_page_that_the_frame_links_to_cannot_go_missing(rebuilt, caplog):
    def drop_the_questions(source):
        for language in PREFIXES:
            (source / language / "faq/index.md").unlink()

    with pytest.raises(Abort):
        rebuilt(drop_the_questions)

    assert "site.faq" in caplog.text


@pytest.mark.parametrize("name", ["site.nowhere", "accounts.nowhere", "nowhere"])
def test_a_template_that_links_to_an_unknown_name_fails_the_build(
    rebuilt, caplog, monkeypatch, name
):
    footer = DictLoader({"partials/footer.html": f"{{{{ link('{name}') }}}}"})
    ours = templating.loader()
    monkeypatch.setattr(templating, "loader", lambda: ChoiceLoader([footer, ours]))

    with pytest.raises(Abort):
        rebuilt(lambda source: None)

    assert f"link('{name}'): neither the site nor the app has it" in caplog.text


@pytest.mark.parametrize("language", PREFIXES)
def test_a_page_without_its_translation_fails_the_build(rebuilt, caplog, language):
    def drop_one(source):
        (source / language / "about/accessibility.md").unlink()

    with pytest.raises(Abort):
        rebuilt(drop_one)

    assert "about/accessibility" in caplog.text


@pytest.mark.parametrize("name", ["title", "description", "date"])
def test_news_without_front_matter_fails_the_build(rebuilt, caplog, name):
    def forget(source):
        file = source / "vi/news/phone-scams.md"
        lines = file.read_text().splitlines(keepends=True)
        file.write_text("".join(line for line in lines if not line.startswith(f"{name}:")))

    with pytest.raises(Abort):
        rebuilt(forget)

    assert f"vi/news/phone-scams.md: its front matter has no {name}" in caplog.text


def test_the_description_of_the_routes_is_published_with_the_site(site):
    document = json.loads(site.file("openapi.json").read_text())

    assert document["paths"]["/account/card"]["get"]["summary"]
    assert "/dev/messages" not in document["paths"]
