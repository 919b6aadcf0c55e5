"""The pages of a citizen's own records."""

from flask import Blueprint, Response

from functions import clock
from functions.accounts.guards import owner, signed_in
from functions.records import presenters, service
from functions.web import contract, page

blueprint = Blueprint("records", __name__, url_prefix="/account")


@blueprint.get("/card")
@signed_in
@contract("The health insurance card's information", returns=presenters.CardPage)
def card() -> Response:
    return page("records/card.html", _card())


@blueprint.get("/card/view")
@signed_in
@contract("The health insurance card as it is shown at a counter", returns=presenters.CardPage)
def card_view() -> Response:
    return page("records/card_view.html", _card())


def _card() -> presenters.CardPage:
    return presenters.card(service.card(owner().code, on=clock.today()))
