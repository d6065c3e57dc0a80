"""Records what real Alembic writes for every case, into test/fixtures/golden/<release>/<section>.json.

Run it with the interpreter of each release that scripts/setup/alembic.mjs sets up:

    .tools/alembic-1.20.1/bin/python test/golden/record.py current
    .tools/alembic-1.8.1/bin/python test/golden/record.py legacy

    .tools/add-ons/bin/python test/golden/record.py add-ons

`current` holds the sources; `legacy` holds only results, and only those that differ from `current`. `add-ons` holds the cases
of test/golden/add-on-cases/; its environment has the packages of ADD_ONS too.
A case is run several times: real Alembic walks through Python sets in places, and "unordered" marks the cases whose
statements came in another order. An implementation is right there with any order.
"""

import importlib.metadata
import json
import pathlib
import platform
import random
import sys

import alembic
import sqlalchemy

from cases import read_sections
from render import render

FIXTURES = pathlib.Path(__file__).parent.parent / "fixtures" / "golden"
RUNS = 12
ADD_ONS = [
    "alembic-postgresql-enum",
    "alembic_utils",
    "fastapi-users-db-sqlalchemy",
    "GeoAlchemy2",
    "pgvector",
    "sqlalchemy-citext",
    "SQLAlchemy-Utils",
    "sqlmodel",
]


def main(release):
    recorded_with = {
        "alembic": alembic.__version__,
        "sqlalchemy": sqlalchemy.__version__,
        "python": platform.python_version(),
        "recorder": "test/golden/record.py",
    }
    sections = read_sections("add-on-cases" if release == "add-ons" else "cases")
    if release == "add-ons":
        recorded_with["packages"] = {name: importlib.metadata.version(name) for name in ADD_ONS}
    directory = FIXTURES / release
    directory.mkdir(parents=True, exist_ok=True)
    for path in directory.glob("*.json"):
        path.unlink()
    total = 0
    for section, cases in sections.items():
        names = [case["name"] for case in cases]
        assert len(names) == len(set(names)), f"{section}: two cases of one name"
        records = [{**case, **render_often(case)} for case in cases]
        if release == "legacy":
            records = only_differences(section, records)
        total += len(records)
        document = {"recordedWith": recorded_with, "cases": records}
        text = json.dumps(document, indent=1, ensure_ascii=False)
        (directory / f"{section}.json").write_text(text + "\n", encoding="utf-8")
    print(f"{total} cases with Alembic {alembic.__version__}, SQLAlchemy {sqlalchemy.__version__}")


def render_often(case):
    ballast, results = [], []
    for _ in range(RUNS):
        # Sets of objects are ordered by address: other objects in between give other addresses.
        ballast.append([object() for _ in range(random.randrange(200))])
        results.append(render(case["source"], case.get("naming")))
    first = results[0]
    if all(result == first for result in results):
        return first
    for result in results:
        assert sorted(result["statements"]) == sorted(first["statements"]), (case["name"], first, result)
        assert result.get("error") == first.get("error"), (case["name"], first, result)
    return {**first, "statements": sorted(first["statements"]), "unordered": True}


def only_differences(section, records):
    current = json.loads((FIXTURES / "current" / f"{section}.json").read_text(encoding="utf-8"))
    by_name = {case["name"]: case for case in current["cases"]}
    results = []
    for record in records:
        result = {key: record[key] for key in ("statements", "error", "unordered") if key in record}
        known = {key: by_name[record["name"]][key] for key in ("statements", "error", "unordered") if key in by_name[record["name"]]}
        if result != known:
            results.append({"name": record["name"], **result})
    return results


if __name__ == "__main__":
    main(sys.argv[1])
