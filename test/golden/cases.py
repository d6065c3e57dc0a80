"""Reads test/golden/cases/*.py and test/golden/add-on-cases/*.py: small migration bodies, one after the other.

    #! naming {...}        the naming convention of the cases below, as JSON
    #! module ...          a line at module level for the cases below
    # == name              begins a case: the lines below are the body of upgrade()
    # ---                  what stands above it, in this case, is at module level instead
    # == name: TEMPLATE    a case for each line `#| text` below, with `text` in place of `{}`
"""

import json
import pathlib
import textwrap

HERE = pathlib.Path(__file__).parent

HEADER = '''"""{name}"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
{module}
revision = "a1"
down_revision = None


def upgrade():
{body}


def downgrade():
    pass
'''


def read_sections(folder="cases"):
    """{section: [{"name", "source", "naming"}]}"""
    return {path.stem: list(read_cases(path)) for path in sorted((HERE / folder).glob("*.py"))}


def read_cases(path):
    naming, module = None, []
    name, lines = None, []
    for line in path.read_text(encoding="utf-8").splitlines() + ["# =="]:
        if not line.startswith(("# ==", "#!")):
            lines.append(line)
            continue
        if name is not None:
            yield from expand(name, lines, module, naming)
        name, lines = None, []
        if line.startswith("#! naming "):
            naming = json.loads(line[len("#! naming "):])
        elif line.startswith("#! module "):
            module.append(line[len("#! module "):])
        else:
            name = line[len("# == "):]


def expand(name, lines, module, naming):
    if "{}" in name:
        title, template = name.split(": ", 1)
        for line in lines:
            if line.startswith("#| "):
                text = line[len("#| "):]
                yield case(f"{title}: {text}", template.replace("{}", text, 1), module, naming)
        return
    above, body = [], "\n".join(lines)
    if "\n# ---\n" in f"\n{body}\n":
        head, body = f"\n{body}\n".split("\n# ---\n", 1)
        above = [head.strip("\n")]
    yield case(name, body.strip("\n"), module + above, naming)


def case(name, body, module, naming):
    source = HEADER.format(
        name=name.replace("\\", "\\\\").replace('"', '\\"'),
        module="\n".join(["", *module, ""]) if module else "",
        body=textwrap.indent(body, "    "),
    )
    return {"name": name, "source": source, **({"naming": naming} if naming else {})}
