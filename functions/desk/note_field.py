"""The officer's own words to an applicant, beside the reasons of the list."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import Length

from functions.applications.reasons import LONGEST_NOTE
from functions.web.fields import LongTextField


class NoteField(LongTextField):
    """A note that the applicant reads in the SMS."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            _("In your own words"),
            description=_(
                "The applicant reads this in the SMS. At most %(length)s characters",
                length=LONGEST_NOTE,
            ),
            validators=[
                Length(
                    max=LONGEST_NOTE,
                    message=_("At most %(length)s characters", length=LONGEST_NOTE),
                )
            ],
            **kwargs,
        )
