"""A small application that the cases of project_imports and project_types import."""

from .names import *
from .settings import SCHEMA as schema
