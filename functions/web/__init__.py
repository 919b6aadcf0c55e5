"""What every Flask page shares: the app factory, pages as HTML or JSON, forms, errors."""

from functions.web.app import Frontend, MenuEntry, create_app
from functions.web.contracts import contract, contract_of
from functions.web.pages import page

__all__ = ["Frontend", "MenuEntry", "contract", "contract_of", "create_app", "page"]
