"""Runs Alembic's command line many times in one process: one JSON question per line, one JSON answer per line.

{"argv": [...], "cwd": "...", "env": {...}} -> {"exitCode": 0, "stdout": "...", "stderr": "..."}

Loading Alembic and SQLAlchemy costs more than most commands do. What must not survive from one command to the next is
put back: the environment, sys.path, and every module of the project that the command imported.
"""

import io
import json
import logging
import os
import sys
import traceback

ANSWERS = sys.stdout
# Alembic takes hold of sys.stdout when it is imported, so the streams are replaced before that and emptied each time.
sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
sys.stderr = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)

from alembic.config import CommandLine  # noqa: E402


def run(argv):
    try:
        CommandLine(prog="alembic").main(argv=argv)
        code = 0
    except SystemExit as exit_:
        code = exit_.code if isinstance(exit_.code, int) else 1
    except Exception:
        traceback.print_exc()
        code = 1
    return {"exitCode": code, "stdout": take(sys.stdout), "stderr": take(sys.stderr)}


def take(stream):
    text = stream.buffer.getvalue().decode()
    stream.buffer.seek(0)
    stream.buffer.truncate()
    return text


def main():
    installed = os.path.dirname(os.path.dirname(logging.__file__))
    for line in sys.stdin:
        question = json.loads(line)
        environment, path, modules = dict(os.environ), list(sys.path), set(sys.modules)
        os.chdir(question["cwd"])
        os.environ.update(question["env"])
        answer = run(question["argv"])
        os.environ.clear()
        os.environ.update(environment)
        sys.path[:] = path
        for name in set(sys.modules) - modules:
            file = getattr(sys.modules[name], "__file__", None)
            if file is not None and not file.startswith((installed, sys.prefix)):
                del sys.modules[name]
        # fileConfig() keeps handlers that write to the stderr of the command that is over.
        logging.getLogger().handlers.clear()
        print(json.dumps(answer), file=ANSWERS, flush=True)


main()
