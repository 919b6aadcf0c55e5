"""What machines read: the news feeds, the sitemap, robots.txt."""

from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest

from tests.site.conftest import PATHS, PREFIXES, URL

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
BOTH = pytest.mark.parametrize("language", PREFIXES)


@pytest.fixture
def channel(site, language):
    return ElementTree.parse(site.file(f"{PREFIXES[language]}news/feed.xml")).find("channel")


@BOTH
def test_a_feed_says_what_and_where_it_is(channel, language):
    news = f"{URL}{PREFIXES[language]}news/"

    assert channel.findtext("title").endswith(" – VssID")
    assert channel.findtext("link") == news
    assert channel.findtext("description")
    assert channel.findtext("language") == language
    assert channel.find(f"{ATOM}link").attrib == {
        "href": f"{news}feed.xml",
        "rel": "self",
        "type": "application/rss+xml",
    }


@BOTH
def test_a_feed_has_all_news_newest_first(channel, site, language):
    items = channel.findall("item")
    listed = site.page(f"{PREFIXES[language]}news/").select(".vs-news__item")
    published = [parsedate_to_datetime(item.findtext("pubDate")) for item in items]

    assert published == sorted(published, reverse=True)
    assert [day.date().isoformat() for day in published] == [
        item.time["datetime"] for item in listed
    ]
    assert channel.findtext("lastBuildDate") == items[0].findtext("pubDate")
    for item, shown in zip(items, listed, strict=True):
        assert item.findtext("title") == shown.a.text
        assert item.findtext("link") == item.findtext("guid") == URL + shown.a["href"]
        assert item.findtext("description")


def test_the_sitemap_lists_every_page_with_its_translations(site):
    urls = ElementTree.parse(site.file("sitemap.xml")).findall(f"{SITEMAP}url")
    found = {
        url.findtext(f"{SITEMAP}loc"): {
            link.get("hreflang"): link.get("href") for link in url.findall(f"{XHTML}link")
        }
        for url in urls
    }

    assert found == {
        f"{URL}{prefix}{path}": {
            language: f"{URL}{other}{path}" for language, other in PREFIXES.items()
        }
        for prefix in PREFIXES.values()
        for path in PATHS
    }
    assert len(urls) == len(found)


def test_robots_are_shown_the_sitemap_and_kept_from_accounts(site):
    lines = site.file("robots.txt").read_text().splitlines()

    assert f"Sitemap: {URL}/sitemap.xml" in lines
    assert "Disallow: /account" in lines
