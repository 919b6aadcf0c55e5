"""Systems of record that do not answer."""

from functions.registry.systems import OUR_TABLES, Systems


class SilentSystem:
    """A system of record that does not answer."""

    def __init__(self, name: str) -> None:
        self.name = name

    def find(self, code: str) -> None:
        raise TimeoutError


def without_code_issuing() -> Systems:
    """Our tables, of which the code-issuing system does not answer."""
    return Systems(SilentSystem("code-issuing system"), OUR_TABLES.household)


def without_household() -> Systems:
    """Our tables, of which the household health insurance system does not answer."""
    return Systems(OUR_TABLES.code_issuing, SilentSystem("household"))
