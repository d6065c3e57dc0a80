"""The tables of Alpha Panda, one module per part of the system.

Every table of a broker's data starts its primary key with `broker_code`, and every foreign key between such tables
carries `broker_code` along: no row of one broker can ever point to a row of another.
"""

from importlib import import_module
from pkgutil import iter_modules


def discover_models() -> None:
    """Imports every module of this package, so that `Base.metadata` knows all tables."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
