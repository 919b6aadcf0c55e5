"""The photo of the declaration: send one, see it, take it away."""

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from functions.applications import drafts
from functions.errors import NotFound
from functions.registration import guards, presenters
from functions.registration.forms import PhotoForm
from functions.registration.guards import draft, drafting
from functions.web import contract, limits, page
from functions.web.app import MAX_BODY_BYTES
from functions.web.limits import limiter

blueprint = Blueprint("photo", __name__, url_prefix="/register/individual/photo")

# The largest photo, and the usual room for the rest of the form.
MAX_PHOTO_BODY_BYTES = 4 * 1024 * 1024 + MAX_BODY_BYTES


@blueprint.route("", methods=["GET", "POST"])
@limiter.limit(limits.REGISTRATIONS, methods=["POST"])
@drafting
@contract("Declaration: the photo", returns=presenters.PhotoStep, form=PhotoForm)
def photo() -> AnyResponse:
    request.max_content_length = MAX_PHOTO_BODY_BYTES
    form = PhotoForm()
    if form.validate_on_submit():
        with form.showing_refusals():
            if form.remove.data:
                drafts.drop_photo(draft())
            else:
                _keep(form)
            return redirect(url_for(".photo", change=request.args.get("change")), 303)
    return _shown(form)


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> AnyResponse:
    """The body was not read, so that the form is shown as if nothing was sent."""
    from functions.applications.photos import FileTooLarge

    form = PhotoForm(formdata=None)
    with form.showing_refusals():
        raise FileTooLarge
    return _shown(form)


@blueprint.get("/preview")
@drafting
def preview() -> Response:
    image = draft().photo
    if image is None:
        raise NotFound
    return Response(image, mimetype="image/jpeg")


def _keep(form: PhotoForm) -> None:
    # Its decoders are large: only who sends a photo waits for them.
    from functions.applications import photos

    image = photos.accepted(form.photo.filename, form.photo.content())
    drafts.save(draft(), {}, photo=image)


def _shown(form: PhotoForm) -> AnyResponse:
    came_from = "registration.review" if "change" in request.args else "registration.agency"
    data = presenters.photo_step(guards.draft(), back=url_for(came_from))
    return page("registration/photo.html", data, form=form)
