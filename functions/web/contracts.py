"""What a route answers and takes, declared once beside the view.

The view's tests and `/openapi.json` read the same declaration.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask_wtf import FlaskForm

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Declaration:
    """One route's contract.

    summary   what it is for, in a few words
    returns   the TypedDict that its presenter fills
    form      the form that its POST takes, if it has one
    """

    summary: str
    returns: type
    form: type[FlaskForm] | None = None


def resource(
    summary: str, *, returns: type, form: type[FlaskForm] | None = None
) -> Callable[[View], View]:
    """Declare a view; put it directly on the function, below the guards."""

    def declare(view: View) -> View:
        view.declaration = Declaration(summary, returns, form)  # type: ignore[attr-defined]
        return view

    return declare


def declared(view: Callable[..., Any]) -> Declaration | None:
    """The declaration of a view, through any guard that wraps it."""
    return getattr(view, "declaration", None)
