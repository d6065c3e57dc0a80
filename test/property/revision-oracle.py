"""Answers questions about revision graphs with real Alembic: one JSON document per line in, one per line out.

The graphs never touch a disk: `Script` objects get modules made here, and `ScriptDirectory` gets a map of them. All
answers are those of Alembic's own functions, with one choice made for it: where it turns the dependencies of a revision
into a tuple through a set of strings, whose order varies with PYTHONHASHSEED, the order declared is restored. That is
one of the orders Alembic itself may take.
"""

import json
import sys
import types
import warnings

from alembic.runtime.migration import HeadMaintainer
from alembic.runtime.migration import RevisionStep
from alembic.script.base import Script
from alembic.script.base import ScriptDirectory
from alembic.script.revision import RevisionMap
from alembic.util import CommandError

warnings.simplefilter("ignore")


def nothing():
    """Stands for upgrade() and downgrade() of every revision."""


class OrderedRevisionMap(RevisionMap):
    def _normalize_depends_on(self, revisions, map_):
        super()._normalize_depends_on(revisions, map_)
        for revision in revisions:
            kept = revision._normalized_resolved_dependencies
            declared = dict.fromkeys(revision._resolved_dependencies)
            revision._normalized_resolved_dependencies = tuple(
                each for each in declared if each in kept
            )


class MemoryScripts(ScriptDirectory):
    def __init__(self, revisions):
        self.revision_map = OrderedRevisionMap(
            lambda: [make_script(each) for each in revisions]
        )


class Anything:
    """A connection, a table and a statement that accept everything."""

    def __getattr__(self, name):
        return self

    def __call__(self, *args, **kw):
        return self

    def __eq__(self, other):
        return True


class RecordingMaintainer(HeadMaintainer):
    def __init__(self, heads):
        super().__init__(Anything(), heads)
        self.changes = []

    def _insert_version(self, version):
        super()._insert_version(version)
        self.changes.append({"kind": "insert", "revision": version})

    def _delete_version(self, version):
        super()._delete_version(version)
        self.changes.append({"kind": "delete", "revision": version})

    def _update_version(self, from_, to_):
        super()._update_version(from_, to_)
        self.changes.append({"kind": "update", "from": from_, "to": to_})


def make_script(spec):
    def scalar(values):
        return None if not values else values[0] if len(values) == 1 else tuple(values)

    module = types.SimpleNamespace(
        revision=spec["revision"],
        down_revision=scalar(spec["downRevisions"]),
        branch_labels=scalar(spec["branchLabels"]),
        depends_on=scalar(spec["dependsOn"]),
        upgrade=nothing,
        downgrade=nothing,
        __doc__=spec["documentation"],
    )
    return Script(module, spec["revision"], spec["path"])


def fault(error):
    """The class and words of an error, below the CommandError that commands wrap around it."""
    if isinstance(error, CommandError) and error.__cause__ is not None:
        error = error.__cause__
    revisions = getattr(error, "revisions", None)
    return {
        "error": {
            "type": type(error).__name__,
            "message": str(error),
            "revisions": [str(each) for each in revisions or ()],
        }
    }


def is_order_free(step, heads):
    """Whether Alembic chooses the row to UPDATE from a set of several."""
    if not isinstance(step, RevisionStep):
        return False
    if step.is_upgrade:
        return step.should_merge_branches(heads) and bool(
            set(heads).difference(step.from_revisions)
        )
    return step.should_unmerge_branches(heads)


def plan(steps, rows):
    maintainer = RecordingMaintainer(rows)
    answer = []
    for step in steps:
        maintainer.changes = []
        described = {
            "revision": step.revision.revision if isinstance(step, RevisionStep) else "".join(step.to_),
            "from": list(step.from_revisions_no_deps),
            "to": list(step.to_revisions_no_deps),
        }
        answer.append(described)
        try:
            described["orderFree"] = is_order_free(step, maintainer.heads)
            maintainer.update_to_step(step)
        except (AssertionError, KeyError, IndexError) as error:
            described["rowFault"] = type(error).__name__
            break
        described["changes"] = maintainer.changes
    else:
        return {"steps": answer, "rows": sorted(maintainer.heads)}
    return {"steps": answer}


def ask(scripts, question):
    kind = question["kind"]
    target = question["target"]
    rows = tuple(question["rows"])
    if kind == "upgrade":
        return plan(scripts._upgrade_revs(target, rows), rows)
    if kind == "downgrade":
        return plan(scripts._downgrade_revs(target, rows), rows)
    if kind == "stamp":
        return plan(scripts._stamp_revs((target,), rows), rows)
    if kind == "current":
        return {"revisions": sorted(each.revision for each in scripts.get_all_current(rows))}
    if kind == "show":
        return {"revisions": [each.revision for each in scripts.get_revisions(target)]}
    if kind == "history":
        return {"revisions": [each.revision for each in history(scripts, target, rows)]}
    if kind == "text":
        return {"texts": [text_of(each, rows) for each in scripts.walk_revisions()]}
    raise ValueError(kind)


def text_of(script, rows):
    script._db_current_indicator = script.revision in rows
    return [
        script.cmd_format(
            False, include_branches=True, include_doc=True, include_parents=True
        ),
        script.cmd_format(False, include_branches=True, tree_indicators=False),
        script.cmd_format(True),
    ]


def history(scripts, target, rows):
    base, head = target.strip().split(":")
    if head == "current":
        head = rows
    elif base == "current":
        base = rows
    return scripts.walk_revisions(base=base or "base", head=head or "heads")


def describe(scripts):
    map_ = scripts.revision_map
    scripts_by_id = {each: map_._revision_map[each] for each in map_._revision_map if each}
    return {
        "heads": list(map_.heads),
        "effectiveHeads": list(map_._real_heads),
        "bases": list(map_.bases),
        "effectiveBases": list(map_._real_bases),
        "revisions": {
            script.revision: {
                "labels": sorted(script.branch_labels),
                "isHead": script.is_head,
                "isEffectiveHead": script._is_real_head,
                "isBase": script.is_base,
                "isBranchPoint": script.is_branch_point,
                "isMergePoint": script.is_merge_point,
                "normalizedParents": list(script._normalized_down_revisions),
                "children": sorted(script.nextrev),
            }
            for script in scripts_by_id.values()
        },
    }


def guarded(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return fault(error)


def answer(document):
    scripts = MemoryScripts(document["revisions"])
    described = guarded(describe, scripts)
    if "error" in described or not document["walks"]:
        return {"map": described}
    walked = guarded(lambda: [each.revision for each in scripts.walk_revisions()])
    return {
        "map": described,
        "history": walked,
        "answers": [guarded(ask, scripts, each) for each in document["questions"]],
    }


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
