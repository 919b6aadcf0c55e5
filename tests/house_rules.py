"""What holds on every page: checked on each page that any test fetches."""

from bs4 import BeautifulSoup


def check(html: str, language: str) -> BeautifulSoup:
    """Parse the page and assert the rules; returns it for the test's own questions."""
    page = BeautifulSoup(html, "html5lib")
    assert html.lstrip().lower().startswith("<!doctype html>"), "a doctype"
    assert page.html["lang"] == language, "the page says its language"
    assert page.title.text.strip().endswith("VssID"), "a title that names the service"
    assert len(page.find_all("h1")) == 1, "one h1"
    assert page.find("main", id="main-content"), "a main element for the skip link"
    _check_ids(page)
    _check_forms(page)
    _check_nothing_inline(page)
    assert not {"{{", "{%"} & set(page.get_text().split()), "no template syntax shows"
    return page


def _check_ids(page: BeautifulSoup) -> None:
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids)), f"an id stands twice: {sorted(ids)}"
    for tag in page.find_all(attrs={"aria-describedby": True}):
        for target in tag["aria-describedby"].split():
            assert target in ids, f"aria-describedby names #{target}, which is not there"


def _check_forms(page: BeautifulSoup) -> None:
    for form in page.find_all("form", method="post"):
        assert form.find("input", attrs={"name": "csrf_token"}), "a token in every form"
        assert form.find("button"), "a button in every form"
    for field in page.select("input:not([type=hidden]):not([type=submit])"):
        assert page.find("label", attrs={"for": field["id"]}), f"a label for {field['id']}"


def _check_nothing_inline(page: BeautifulSoup) -> None:
    assert not page.find_all("style"), "no inline style sheet"
    assert not page.find_all(style=True), "no style attribute"
    assert not [tag for tag in page.find_all("script") if not tag.get("src")], "no inline script"
    handlers = [tag for tag in page.find_all() for name in tag.attrs if name.startswith("on")]
    assert not handlers, "no inline event handler"
