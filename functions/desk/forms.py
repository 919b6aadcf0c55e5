"""The forms of the officers' desk."""

from typing import Any

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import ValidationError
from wtforms.validators import InputRequired, Optional, Regexp

from functions.applications import numbers, photos
from functions.applications.models import Condition, Kind, Status
from functions.applications.reasons import REASONS
from functions.desk.note_field import NoteField
from functions.desk.work_list import Search
from functions.web.fields import (
    ChoiceField,
    ChoicesField,
    DayField,
    RadiosField,
    UploadField,
    choices,
)
from functions.web.forms import PortalForm, TextField, without_blanks

ADEQUATE = "adequate"
INADEQUATE = "inadequate"

NEWEST_FIRST = "newest"
URGENT_FIRST = "urgent"

CONDITIONS: dict[str, Any] = {
    Condition.AWAITING_PAPER: _("Awaiting paper"),
    Condition.PAPER_RECEIVED: _("Paper received"),
    Condition.ONLINE: _("Sent online"),
}
STATUSES: dict[str, Any] = {
    Status.PENDING: _("Pending"),
    Status.ACCEPTED: _("Accepted"),
    Status.REJECTED: _("Rejected"),
}
_OF_KIND = {
    Kind.REGISTRATION: (Condition.AWAITING_PAPER, Condition.PAPER_RECEIVED),
    Kind.REVISION: (Condition.ONLINE,),
}
_ANY = {"": _("Any")}


def _is_number(form: PortalForm, field: TextField) -> None:
    if field.data and not numbers.parse(field.data):
        raise ValidationError(
            _("An application number has 14 digits, as in 261124-4821035-7: check what you typed")
        )


def _not_before_first(form: "SearchForm", field: DayField) -> None:
    if field.data and form.first_day.data and field.data < form.first_day.data:
        raise ValidationError(_("This day is before the first one"))


class SearchForm(PortalForm):
    """What an officer searches a list for; an empty field does not narrow the search."""

    number = TextField(_("Application number"), validators=[_is_number])
    code = TextField(
        _("Social security code"),
        filters=(without_blanks,),
        validators=[
            Optional(),
            Regexp(r"^[0-9]{10}\Z", message=_("A social security code has 10 digits")),
        ],
    )
    first_day = DayField(_("Submitted from"))
    last_day = DayField(_("Submitted to"), validators=[_not_before_first])
    condition = ChoiceField(_("Condition"), default="")
    status = ChoiceField(_("Status"), choices=choices({**_ANY, **STATUSES}), default="")
    order = ChoiceField(
        _("Order"),
        choices=choices({NEWEST_FIRST: _("Newest first"), URGENT_FIRST: _("Most urgent first")}),
        default=NEWEST_FIRST,
    )

    def __init__(self, kind: Kind = Kind.REGISTRATION, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {condition.value: CONDITIONS[condition] for condition in _OF_KIND[kind]}
        self.condition.choices = choices({**_ANY, **offered})

    @classmethod
    def of_query(cls, kind: Kind, query: dict[str, str]) -> "SearchForm":
        """The form as a url fills it: a search changes nothing, and so needs no token."""
        form = cls(kind, formdata=MultiDict(query))
        for name, field in form._fields.items():
            if name != "csrf_token":
                field.validate(form)
        return form

    def search(self, kind: Kind) -> Search:
        """The search that the valid form asks for."""
        return Search(
            kind,
            number=self.number.data,
            code=self.code.data,
            first_day=self.first_day.data,
            last_day=self.last_day.data,
            condition=Condition(self.condition.data) if self.condition.data else None,
            status=Status(self.status.data) if self.status.data else None,
            urgent_first=self.order.data == URGENT_FIRST,
        )

    def query(self) -> dict[str, str]:
        """What was filled in, as a url may say it: the code is personal and stays out."""
        values = {
            "number": numbers.parse(self.number.data or "") or "",
            "first_day": str(self.first_day.data or ""),
            "last_day": str(self.last_day.data or ""),
            "condition": self.condition.data,
            "status": self.status.data,
            "order": "" if self.order.data == NEWEST_FIRST else self.order.data,
        }
        return {name: value for name, value in values.items() if value}


class PaperForm(PortalForm):
    """The signed paper was received."""


class PhotoForm(PortalForm):
    """Another photo, from a file or from the device's camera."""

    photo = UploadField(
        _("Attach a file"),
        description=_(
            "A JPEG, PNG or WebP picture, up to %(megabytes)s MB", megabytes=photos.MAX_MEGABYTES
        ),
    )
    camera = UploadField(_("Or take it with this device's camera"))

    def validate_photo(self, field: UploadField) -> None:
        if not field.data and not self.camera.data:
            raise ValidationError(_("Choose a photo"))
        if field.data and self.camera.data:
            raise ValidationError(_("Choose one photo, not two"))


class AssessmentForm(PortalForm):
    """Whether the declaration is adequate, and if not, why."""

    assessment = RadiosField(
        _("Assessment"),
        choices=choices({ADEQUATE: _("Adequate"), INADEQUATE: _("Inadequate")}),
        validators=[InputRequired(_("Choose adequate or inadequate"))],
    )
    reasons = ChoicesField(_("What must be corrected"), choices=choices(REASONS))
    note = NoteField()
