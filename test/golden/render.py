"""What real Alembic writes for one revision file, as `alembic upgrade --sql` with the stock env.py would.

render(source, naming) answers {"statements": [...]} in the order written, each as it is printed (with its semicolon), and
{"error": {"type", "message"}} besides where upgrade() raises: the statements are then what was written before.
"""

import pathlib
import re
import sys
import types
import warnings

import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

# What cases of project_imports and project_types import.
sys.path.insert(0, str(pathlib.Path(__file__).parent / "project"))

BACKGROUND = "\n(Background on this error at: "


def render(source, naming=None):
    statements = []
    context = MigrationContext.configure(
        dialect_name="postgresql",
        dialect_opts={"paramstyle": "named"},
        opts={
            "as_sql": True,
            "literal_binds": True,
            "target_metadata": sa.MetaData(naming_convention=naming) if naming else None,
        },
    )
    context.impl.static_output = statements.append
    result = {"statements": statements}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with context.begin_transaction():
                statements.clear()
                with Operations.context(context):
                    module = types.ModuleType("revision")
                    exec(compile(source, "revision.py", "exec"), module.__dict__)
                    module.upgrade()
        except Exception as error:
            message = re.sub(r" at 0x[0-9a-f]+", " at 0x…", str(error).split(BACKGROUND)[0])
            result["error"] = {"type": type(error).__name__, "message": message}
        else:
            assert statements.pop() == "COMMIT;"
    return result
