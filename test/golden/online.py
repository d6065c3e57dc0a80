"""Runs migrations on a real connection and takes them back: one JSON question per line, one JSON answer per line.

    {"begin": [sql, ...]}            begins a transaction and executes what the migration should find
    {"upgrade": source, "naming"}    runs upgrade(): {} or {"sqlstate": "42P01"} or {"error": "TypeError"}
    {"query": sql}                   {"rows": [{...}]}
    {"rollback": true}

The first argument is the URL of the database.
"""

import json
import pathlib
import sys
import types
import warnings

import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

warnings.simplefilter("ignore")
sys.path.insert(0, str(pathlib.Path(__file__).parent / "project"))


def upgrade(connection, source, naming):
    metadata = sa.MetaData(naming_convention=naming) if naming else None
    context = MigrationContext.configure(connection=connection, opts={"target_metadata": metadata})
    try:
        with Operations.context(context):
            module = types.ModuleType("revision")
            exec(compile(source, "revision.py", "exec"), module.__dict__)
            module.upgrade()
    except sa.exc.DBAPIError as error:
        sqlstate = getattr(error.orig, "pgcode", None)
        return {"sqlstate": sqlstate} if sqlstate else {"error": type(error.orig).__name__}
    except Exception as error:
        return {"error": type(error).__name__}
    return {}


def query(connection, text):
    """On the driver's own cursor: SQLAlchemy would have it look for parameters behind every %."""
    with connection.connection.cursor() as cursor:
        cursor.execute(text)
        if cursor.description is None:
            return []
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row)) for row in cursor.fetchall()]


def answer(connection, question):
    if "begin" in question:
        connection.begin()
        for statement in question["begin"]:
            query(connection, statement)
        return {}
    if "upgrade" in question:
        return upgrade(connection, question["upgrade"], question.get("naming"))
    if "query" in question:
        return {"rows": query(connection, question["query"])}
    connection.rollback()
    return {}


def main():
    engine = sa.create_engine(sys.argv[1])
    with engine.connect() as connection:
        for line in sys.stdin:
            print(json.dumps(answer(connection, json.loads(line))), flush=True)


main()
