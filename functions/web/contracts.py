"""Contracts: what a route takes and answers, written once beside the view.

The view's tests and `/openapi.json` read the same contract.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask_wtf import FlaskForm

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Contract:
    """What one route takes and answers.

    summary   what it is for, in a few words
    returns   the TypedDict that its presenter fills
    form      the form that its POST takes, if it has one
    """

    summary: str
    returns: type
    form: type[FlaskForm] | None = None


def contract(
    summary: str, *, returns: type, form: type[FlaskForm] | None = None
) -> Callable[[View], View]:
    """Give a view its contract; this stands directly on the function, below the guards."""

    def give(view: View) -> View:
        view.contract = Contract(summary, returns, form)  # type: ignore[attr-defined]
        return view

    return give


def contract_of(view: Callable[..., Any]) -> Contract | None:
    """The contract of a view, through any guard that wraps it."""
    return getattr(view, "contract", None)
