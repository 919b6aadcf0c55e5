"""What holds on every page: checked on each page that any test fetches."""

import functools

from bs4 import BeautifulSoup, Tag


def check(html: str, language: str) -> BeautifulSoup:
    """Parse the page and assert the rules; returns it for the test's own questions."""
    page = BeautifulSoup(html, "html5lib")
    tags = page.find_all()
    assert html.lstrip().lower().startswith("<!doctype html>"), "a doctype"
    assert page.html["lang"] == language, "the page says its language"
    assert page.title.text.strip().endswith("VssID"), "a title that names the service"
    assert len(_named("h1", tags)) == 1, "one h1"
    assert page.find("main", id="main-content"), "a main element for the skip link"
    _check_ids(tags)
    _check_forms(tags)
    _check_nothing_inline(tags)
    assert not {"{{", "{%"} & set(page.get_text().split()), "no template syntax shows"
    return page


@functools.lru_cache(maxsize=1000)
def check_once(html: str, language: str) -> None:
    """Assert the rules of a page that no test asks anything: once for all pages alike."""
    check(html, language)


def _named(name: str, tags: list[Tag]) -> list[Tag]:
    return [tag for tag in tags if tag.name == name]


def _check_ids(tags: list[Tag]) -> None:
    ids = [tag["id"] for tag in tags if "id" in tag.attrs]
    assert len(ids) == len(set(ids)), f"an id stands twice: {sorted(ids)}"
    for tag in tags:
        for target in tag.get("aria-describedby", "").split():
            assert target in ids, f"aria-describedby names #{target}, which is not there"


def _check_forms(tags: list[Tag]) -> None:
    for form in _named("form", tags):
        if form.get("method") == "post":
            assert form.find("input", attrs={"name": "csrf_token"}), "a token in every form"
            assert form.find("button"), "a button in every form"
    labelled = {label.get("for") for label in _named("label", tags)}
    for field in _named("input", tags):
        if field.get("type") not in {"hidden", "submit"}:
            assert field["id"] in labelled, f"a label for {field['id']}"


def _check_nothing_inline(tags: list[Tag]) -> None:
    assert not _named("style", tags), "no inline style sheet"
    assert not [tag for tag in tags if "style" in tag.attrs], "no style attribute"
    assert not [tag for tag in _named("script", tags) if not tag.get("src")], "no inline script"
    handlers = [tag for tag in tags for name in tag.attrs if name.startswith("on")]
    assert not handlers, "no inline event handler"
