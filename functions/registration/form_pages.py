"""The pages of Form No. 1: their order, the answers that each needs, and the way between them."""

from collections.abc import Mapping
from typing import Any

from flask import request, url_for

PHOTO, REVIEW = "photo", "review"

# The pages in their order, and the answers that must be there before the next; email is optional.
NEEDED = {
    "identity": (
        "code",
        "full_name",
        "date_of_birth",
        "sex",
        "identity_number",
        "identity_issued_on",
        "identity_issued_by",
    ),
    "contact": ("phone", "province_code"),
    "address": ("ward_code", "address"),
    "agency": ("agency",),
    PHOTO: (),
    REVIEW: (),
}
ORDER = tuple(NEEDED)
# Where a page is, of those that are not in the registration's own views.
_ELSEWHERE = {PHOTO: "photo.photo"}


def first_missing(answers: Mapping[str, str]) -> str | None:
    """The first page with an answer missing; None when the declaration is complete."""
    for page, names in NEEDED.items():
        if not all(answers.get(name) for name in names):
            return page
    return None


def is_early(page: str, answers: Mapping[str, str]) -> bool:
    """Whether a page before this one lacks an answer that this one builds on."""
    missing = first_missing(answers)
    return missing is not None and ORDER.index(missing) < ORDER.index(page)


def url_of(page: str, **query: Any) -> str:
    """Where the page is."""
    return url_for(_ELSEWHERE.get(page, f"registration.{page}"), **query)


def url_of_first_missing(answers: Mapping[str, str], **query: Any) -> str:
    """Where the first page with an answer missing is; the review when none is."""
    missing = first_missing(answers)
    return url_of(missing, **query) if missing else url_of(REVIEW)


def url_after(page: str, answers: Mapping[str, str]) -> str:
    """Where the next page is; an applicant who came from the review goes back to it."""
    if _came_from_review():
        return url_of_first_missing(answers, change="yes")
    return url_of(ORDER[ORDER.index(page) + 1])


def url_before(page: str) -> str:
    """Where the applicant came from: the page before this one, or the review."""
    if _came_from_review():
        return url_of(REVIEW)
    position = ORDER.index(page)
    return url_of(ORDER[position - 1]) if position else url_for("registration.start")


def _came_from_review() -> bool:
    return "change" in request.args
