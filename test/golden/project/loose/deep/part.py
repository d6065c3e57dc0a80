"""In a package without __init__.py."""

from ..sibling import VALUE as VALUE

KEY = "key"
