"""What every page of the site has; the house rules are checked on each."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from functions import citizen_app
from functions.paths import ASSETS
from functions.web import templating
from tests.site.conftest import PATHS, PREFIXES, SOURCE, URL

BOTH = pytest.mark.parametrize("language", PREFIXES)
EVERY_PAGE = pytest.mark.parametrize(
    ("language", "path"), [(language, path) for language in PREFIXES for path in PATHS]
)


def test_both_languages_have_the_same_pages():
    vi, en = (
        {str(file.relative_to(SOURCE / language)) for file in (SOURCE / language).rglob("*.md")}
        for language in PREFIXES
    )

    assert vi == en


@EVERY_PAGE
def test_a_page_tells_browsers_and_search_engines_what_it_is(site, language, path):
    page = site.page(PREFIXES[language] + path)
    head = {(tag["rel"][0], tag.get("hreflang")): tag["href"] for tag in page.head("link")}

    assert len(page.title.text) > len(" – VssID")
    assert 50 <= len(page.find("meta", attrs={"name": "description"})["content"]) <= 200
    assert head["canonical", None] == f"{URL}{PREFIXES[language]}{path}"
    assert head["alternate", "vi"] == head["alternate", "x-default"] == f"{URL}/{path}"
    assert head["alternate", "en"] == f"{URL}/en/{path}"
    assert page.head.find("link", type="application/rss+xml")


@EVERY_PAGE
def test_the_header_leads_to_the_same_page_in_the_other_language(site, language, path):
    switch = site.page(PREFIXES[language] + path).select_one(".vs-header__language")

    other = "en" if language == "vi" else "vi"
    assert switch["href"] == PREFIXES[other] + path
    assert switch["lang"] == other


@EVERY_PAGE
def test_a_page_links_to_pages_of_its_own_language(site, language, path):
    page = site.page(PREFIXES[language] + path)

    for link in page.select("a[href]:not(.vs-header__language)"):
        target = urlsplit(link["href"])
        if target.scheme or not target.path.startswith("/"):
            continue
        is_english = target.path.startswith("/en/") or parse_qs(target.query) == {"lang": ["en"]}
        assert is_english == (language == "en"), link


@EVERY_PAGE
def test_headings_go_down_one_level_at_a_time(site, language, path):
    page = site.page(PREFIXES[language] + path)
    levels = [int(tag.name[1]) for tag in page.main.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]

    steps = zip(levels, levels[1:], strict=False)
    assert [(above, below) for above, below in steps if below > above + 1] == []


@EVERY_PAGE
def test_what_may_be_wider_than_a_phone_scrolls_in_a_named_box(site, language, path):
    page = site.page(PREFIXES[language] + path)
    boxes = page.select(".vs-scroll")

    assert all(wide.parent in boxes for wide in page(["table", "pre"]))
    names = [box["aria-label"] for box in boxes]
    assert len(names) == len(set(names))
    assert all(box["tabindex"] == "0" and box["role"] == "region" for box in boxes)


@BOTH
@pytest.mark.parametrize("section", ["news", "guides", "faq", "support"])
def test_the_menu_marks_the_section(site, language, section):
    current = site.page(f"{PREFIXES[language]}{section}/").select("nav [aria-current]")

    assert [link["href"] for link in current] == [f"{PREFIXES[language]}{section}/"]


@BOTH
def test_header_and_footer_are_the_apps(site, settings, language):
    app = citizen_app.create(settings).test_client()
    theirs = app.get(f"/login?lang={language}", base_url=settings.public_url).text
    ours = site.file(f"{PREFIXES[language]}about/privacy/").read_text()

    for part in ("header", "nav", "footer"):
        assert normal(ours, part) == normal(theirs, part)


def normal(text, part):
    """The first such element; a link says its language where the app remembers it."""
    element = BeautifulSoup(text, "html5lib").find(part)
    for link in element("a"):
        link["href"] = link["href"].removesuffix("?lang=en")
    if switch := element.select_one(".vs-header__language"):
        del switch["href"]
    return str(element)


@BOTH
def test_the_front_page_leads_in(site, language):
    page = site.page(PREFIXES[language])
    query = "" if language == "vi" else "?lang=en"

    assert page.select_one(".vs-hero .govuk-button")["href"] == f"/login{query}"
    tiles = {link["href"] for link in page.select(".vs-tiles a")}
    for path in ("guides/card/", "guides/password/#first", "faq/", "support/"):
        assert PREFIXES[language] + path in tiles
    assert {f"/register{query}", f"/register/track{query}", f"/password/forgot{query}"} <= tiles
    assert page.main.find("a", href=f"{PREFIXES[language]}guides/install/")


@BOTH
def test_the_news_are_newest_first_everywhere(site, language):
    listed = site.page(f"{PREFIXES[language]}news/").select(".vs-news__item")
    dates = [item.time["datetime"] for item in listed]

    assert dates == sorted(dates, reverse=True)
    assert len(dates) == len(list((SOURCE / language / "news").glob("*.md"))) - 1
    on_front = site.page(PREFIXES[language]).select(".vs-news__item")
    assert [item.a.text for item in on_front] == [item.a.text for item in listed[:3]]


@BOTH
def test_a_news_item_leads_to_its_neighbours(site, language):
    listed = site.page(f"{PREFIXES[language]}news/").select(".vs-news__item a")
    hrefs = [link["href"] for link in listed]

    for newer, older in zip(hrefs, hrefs[1:], strict=False):
        assert site.page(newer).find("a", rel="next")["href"] == older
        assert site.page(older).find("a", rel="prev")["href"] == newer
    assert not site.page(hrefs[0]).find("a", rel="prev")
    assert not site.page(hrefs[-1]).find("a", rel="next")


def test_a_date_reads_as_the_language_writes_it(site):
    assert site.page("/news/phone-scams/").time.text == "09/11/2026"
    assert site.page("/en/news/phone-scams/").time.text == "9 November 2026"


def test_the_same_questions_are_answered_in_both_languages(site):
    vi, en = (
        [question["id"] for question in site.page(f"{prefix}faq/").select(".vs-prose h3")]
        for prefix in PREFIXES.values()
    )

    assert vi == en
    assert len(vi) >= 15


@BOTH
def test_every_question_is_listed_first(site, language):
    page = site.page(f"{PREFIXES[language]}faq/")
    listed = [link["href"] for link in page.select(".vs-contents__item a")]

    assert listed == [f"#{question['id']}" for question in page.select(".vs-prose h3")]


@BOTH
def test_a_page_of_more_than_three_parts_begins_with_a_list_of_them(site, language):
    long, short = (site.page(f"{PREFIXES[language]}guides/{name}") for name in ("password/", ""))

    assert len(long.select(".vs-contents__item a")) == len(long.select(".vs-prose h2")) > 3
    assert len(short.select(".vs-prose h2")) <= 3
    assert not short.select(".vs-contents")


@BOTH
def test_an_unknown_address_is_answered_in_both_languages(site, language):
    page = site.page(f"{PREFIXES[language]}404.html")

    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    links = page.main("a") + page.head("link") + [page.select_one(".vs-header__language")]
    assert all(link["href"].startswith("/") for link in links), "it is served at any depth"
    other = "en" if language == "vi" else "vi"
    assert links[-1]["href"] == f"{PREFIXES[other]}404.html"


def test_every_name_that_templates_may_link_to_is_a_page(site):
    for name in templating.SITE_PAGES:
        for language in PREFIXES:
            assert site.file(templating.site_path(name, language)).exists()


def test_an_installed_app_opens_a_page_that_exists(site):
    manifest = json.loads((ASSETS / "manifest.json").read_text())

    for language in PREFIXES:
        app = json.loads(
            site.file(f"assets/{manifest[f'manifest.{language}.webmanifest']}").read_text()
        )
        for icon in app["icons"]:
            assert site.file(f"assets/{icon['src']}").exists()
