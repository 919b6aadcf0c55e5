"""Forms with a file: only their routes take more than a few short fields."""

from typing import TypeVar

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from functions.errors import VssidError
from functions.web.app import MAX_BODY_BYTES
from functions.web.forms import PortalForm

Form = TypeVar("Form", bound=PortalForm)


def form_with_file(form_class: type[Form], *, most_bytes: int, too_large: VssidError) -> Form:
    """The form of a route that takes a file of `most_bytes`, beside the usual fields.

    A larger body is not read: the form is then refused with `too_large`.
    """
    request.max_content_length = most_bytes + MAX_BODY_BYTES
    try:
        return form_class()
    except RequestEntityTooLarge:
        form = form_class(formdata=None)
        with form.refusals():
            raise too_large from None
        return form
