"""What every Flask page shares: the app factory, pages as HTML or JSON, forms, errors."""

from functions.web.app import create_app
from functions.web.contracts import declared, resource
from functions.web.pages import page

__all__ = ["create_app", "declared", "page", "resource"]
