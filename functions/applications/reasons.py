"""Why an application is inadequate: the officers' lists, in the applicant's words."""

from collections.abc import Sequence

from flask_babel import force_locale
from flask_babel import lazy_gettext as _

OTHER = "other"
# The officer's own words travel by SMS.
LONGEST_NOTE = 300

# Of a registration. Code: what the applicant reads.
REASONS = {
    "name_differs": _("The full name is not the same as on your identity document"),
    "birth_differs": _("The date of birth is not the same as on your identity document"),
    "identity_differs": _("The identity document number is not the same as on the document"),
    "code_differs": _("The social security code belongs to other details than you declared"),
    "address_incomplete": _("The address is incomplete or cannot be found"),
    "phone_unreachable": _("The phone number does not belong to you or cannot be reached"),
    "photo_unclear": _("The photo is missing, blurred or does not show you"),
    "form_unsigned": _("The printed declaration is not signed"),
    OTHER: _("Another reason, as written below"),
}
# Of a request to update registered details.
OF_REVISIONS = {
    "identity_differs": REASONS["identity_differs"],
    "address_incomplete": REASONS["address_incomplete"],
    "phone_unreachable": REASONS["phone_unreachable"],
    "details_changed": _("Your registered details have changed since you sent the request"),
    OTHER: REASONS[OTHER],
}
EVERY = REASONS | OF_REVISIONS


def texts_of(reasons: Sequence[str] | None, note: str | None, language: str) -> list[str]:
    """Reasons by their codes, then the officer's own words, as a person reads them."""
    with force_locale(language):
        texts = [str(EVERY[code]) for code in reasons or () if code in EVERY and code != OTHER]
    return [*texts, *([note] if note else [])]
