"""The officers' board."""

import contextlib
from datetime import date

from flask import Blueprint, Response, request
from flask_babel import format_date

from functions import clock
from functions.applications.models import HAND_IN_WITHIN, Kind
from functions.board import plots, presenters, service
from functions.board.errors import NoSuchBoard
from functions.officers.guards import officer, officers_only
from functions.reference import agencies
from functions.web import contract, page
from functions.web.language import current_language

blueprint = Blueprint("board", __name__, url_prefix="/officer/board")
blueprint.add_app_template_filter(plots.bars)
blueprint.add_app_template_filter(plots.columns)
blueprint.add_app_template_filter(presenters.in_words)
# What its pages say in numbers.
blueprint.context_processor(lambda: {"hand_in_days": HAND_IN_WITHIN.days})


@blueprint.app_template_filter()
def short_day(day: str) -> str:
    """A civil day where there is little room: 24/11 in Vietnamese, 24 Nov in English."""
    pattern = "dd/MM" if current_language() == "vi" else "d MMM"
    return format_date(date.fromisoformat(day), pattern)


@blueprint.get("")
@officers_only
@contract("What waits, what was decided, how fast", returns=presenters.BoardPage)
def overview() -> Response:
    kind, code, at = _kind(), officer().agency, clock.now()
    board = service.of(code, kind, at=at)
    data = presenters.board_page(board, code=code, agency=agencies.find(code), kind=kind, at=at)
    return page("board/overview.html", data)


def _kind() -> Kind:
    """The kind in the url: registration unless it names another. Raises NoSuchBoard."""
    with contextlib.suppress(ValueError):
        return Kind(request.args.get("type", Kind.REGISTRATION))
    raise NoSuchBoard
