"""Runs programs that end in `op.execute(...)` and says what they gave.

Reads a JSON list of texts, writes a JSON list: {"executed": [...]}, with "raised" where an exception ended the program.
Programs that run long or large end with "raised": "Limit".
"""

import contextlib
import io
import json
import resource
import sys
import types
import warnings

MAXIMUM_LINES = 3000
MAXIMUM_MEMORY = 1 << 30


class Limit(BaseException):
    pass


def line_counter():
    lines = 0

    def trace(frame, event, argument):
        nonlocal lines
        if event == "line":
            lines += 1
            if lines > MAXIMUM_LINES:
                raise Limit()
        return trace

    return trace


def run(text):
    executed = []
    alembic = types.ModuleType("alembic")
    alembic.op = types.SimpleNamespace(execute=executed.append)
    sys.modules["alembic"] = alembic
    namespace = {"__name__": "revision"}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(text, "revision", "exec"), namespace)
            sys.settrace(line_counter())
            try:
                namespace["upgrade"]()
            finally:
                sys.settrace(None)
    except (Limit, MemoryError):
        return {"raised": "Limit", "executed": []}
    except Exception as error:
        return {"raised": type(error).__name__, "executed": executed}
    return {"executed": executed}


warnings.simplefilter("ignore")
resource.setrlimit(resource.RLIMIT_AS, (MAXIMUM_MEMORY, MAXIMUM_MEMORY))
json.dump([run(text) for text in json.load(sys.stdin)], sys.stdout)
