"""The pages of Form No. 1, in their order, and the answers that each of them takes."""

from collections.abc import Mapping

# What a step needs before the next one; an email may stay empty.
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
}


def first_missing(answers: Mapping[str, str]) -> str | None:
    """The first step with an answer missing; None when the declaration is complete."""
    for step, names in NEEDED.items():
        if not all(answers.get(name) for name in names):
            return step
    return None
