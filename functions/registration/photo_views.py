"""The photo of the declaration: send one, see it, take it away."""

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from functions.applications import drafts, photos
from functions.errors import NotFound
from functions.registration import form_pages, presenters
from functions.registration.forms import PhotoForm
from functions.registration.guards import draft, drafting
from functions.web import contract, limits, page
from functions.web.fields import form_with_file
from functions.web.limits import limiter

blueprint = Blueprint("photo", __name__, url_prefix="/register/individual/photo")
# What its pages say in numbers.
blueprint.context_processor(lambda: {"max_megabytes": photos.MAX_MEGABYTES})


@blueprint.route("", methods=["GET", "POST"])
@limiter.limit(limits.REGISTRATIONS, methods=["POST"])
@drafting
@contract("Declaration: the photo", returns=presenters.PhotoPage, form=PhotoForm)
def photo() -> AnyResponse:
    form = form_with_file(PhotoForm, max_bytes=photos.MAX_BYTES, too_large=photos.FileTooLarge())
    if form.validate_on_submit():
        with form.showing_refusals():
            if form.remove.data:
                drafts.drop_photo(draft())
            else:
                image = photos.portrait_of(form.photo.filename, form.photo.content())
                drafts.save(draft(), {}, photo=image)
            return redirect(url_for(".photo", change=request.args.get("change")), 303)
    data = presenters.photo_page(draft(), back=form_pages.url_before(form_pages.PHOTO))
    return page("registration/photo.html", data, form=form)


@blueprint.get("/preview")
@drafting
def preview() -> Response:
    image = draft().photo
    if image is None:
        raise NotFound
    return Response(image, mimetype="image/jpeg")
