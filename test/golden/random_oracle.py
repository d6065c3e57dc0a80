"""Answers {"seed": n} with a random migration and what real Alembic writes for it; one JSON document per line."""

import json
import sys

from cases import case
from random_bodies import Body
from render import render


def answer(seed):
    body = Body(seed)
    constants, lines = body.write()
    migration = case(f"random {seed}", "\n".join(lines), constants, body.naming)
    return {**migration, **render(migration["source"], migration.get("naming"))}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line)["seed"])), flush=True)
