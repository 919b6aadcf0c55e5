"""The link checker, over a site of two pages."""

import pytest

from functions.static_site import dead_links

URL = "https://vssid.test/"
FAQ = '<h2 id="account">Account</h2><h2 id="mã-số">Code</h2>'


def found(site, link, *, page="guides/card/index.html"):
    for name, text in {
        "faq/index.html": FAQ,
        "assets/portal.css": "",
        page: f'<a id="top" href="{link}">A link</a>',
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    return dead_links.find(site, site_url=URL, is_route=lambda path: path == "/login")


@pytest.mark.parametrize(
    "link",
    [
        "/faq/",
        "/faq/index.html",
        "../../faq/#account",
        "/faq/#m%C3%A3-s%E1%BB%91",
        "#top",
        "",
        "/login",
        "/login?lang=en",
        "/assets/portal.css",
        "/assets/portal.css#part",
        "https://vssid.test/faq/#account",
        "https://elsewhere.example/nowhere",
        "mailto:someone@vssid.example",
        "tel:19009068",
    ],
)
def test_a_link_that_leads_somewhere(tmp_path, link):
    assert found(tmp_path, link) == []


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("/nowhere/", "nothing is there"),
        ("/faq", "nothing is there"),
        ("faq/", "nothing is there"),
        ("/assets/", "nothing is there"),
        ("/login/", "nothing is there"),
        ("/assets/portal.js?v=1", "nothing is there"),
        ("//vssid.test/nowhere/", "nothing is there"),
        ("/faq/#accounts", "no element has this id"),
        ("#account", "no element has this id"),
        ("javascript:go()", "not a kind of link for a page"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_page(tmp_path, link, fault):
    assert found(tmp_path, link) == [f"guides/card/index.html: {link} ({fault})"]


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="stylesheet" href="/x">',
        '<script src="/x"></script>',
        '<img src="/x" alt="">',
        '<form action="/x"></form>',
    ],
)
def test_whatever_a_page_loads_or_posts_to_is_checked(tmp_path, html):
    (tmp_path / "index.html").write_text(html)

    assert dead_links.find(tmp_path, site_url=URL, is_route=lambda path: False) == [
        "index.html: /x (nothing is there)"
    ]


def test_feeds_and_sitemaps_are_checked_too(tmp_path):
    (tmp_path / "feed.xml").write_text(
        f'<item><link>{URL}a/</link><guid isPermaLink="true">{URL}b/</guid></item>'
    )
    (tmp_path / "sitemap.xml").write_text(f"<url><loc>{URL}c/</loc></url>")

    assert dead_links.find(tmp_path, site_url=URL, is_route=lambda path: False) == [
        f"feed.xml: {URL}a/ (nothing is there)",
        f"feed.xml: {URL}b/ (nothing is there)",
        f"sitemap.xml: {URL}c/ (nothing is there)",
    ]
