# == constants by name
from goldenapp.names import TABLE, NAMES, EXTRA, LIMIT
# ---
op.create_table(TABLE, sa.Column("id", sa.Integer, primary_key=True), *[sa.Column(name, sa.String(LIMIT), **EXTRA) for name in NAMES])
# == what a package brings out with a star and __all__
import goldenapp
# ---
op.execute(f"SELECT {goldenapp.TABLE}, {goldenapp._HIDDEN}, {goldenapp.schema}")
# == a name that a star does not bring out
import goldenapp
# ---
op.execute(goldenapp.EXTRA)
# == a module of a package
from goldenapp import settings
import goldenapp.names as n
# ---
op.drop_table(n.TABLE, schema=settings.SCHEMA)
op.execute("SELECT * FROM " + settings.QUALIFIED)
# == an import inside the body
from goldenapp.settings import settings
op.add_column(settings.table, sa.Column("a", sa.String(settings.long_size)))
op.add_column(settings.table, sa.Column("b", sa.String(settings.size)))
# == a package without __init__.py
from loose.deep import part
from loose.deep.part import KEY
# ---
op.execute(f"SELECT '{KEY}', '{part.VALUE}'")
# == a circle of imports
from goldenapp.circle import THIRD
# ---
op.execute(f"SELECT '{THIRD}'")
# == enums
from goldenapp.models import Priority, Status
# ---
op.add_column("t", sa.Column("status", sa.Enum(Status, name="status"), server_default=Status.NEW.name))
op.add_column("t", sa.Column("other", sa.Enum(*Status.values(), name="other"), server_default=Status.DONE.value))
op.execute(f"UPDATE t SET n = {Priority.HIGH.value} WHERE name = '{Status.NEW.value}'")
# == functions
from goldenapp.helpers import add_timestamps, drop_view
# ---
add_timestamps("t")
add_timestamps("u", "seen_at", schema="s")
drop_view("v")
# == classes
from goldenapp.helpers import SecureView, View
# ---
View("v", "SELECT 1 AS one").create()
secure = SecureView("w", "SELECT 2 AS two")
secure.create()
secure.replace()
# == what depends on whether a package is installed
from goldenapp.names import FALLBACK
# ---
op.execute(f"SELECT {FALLBACK}")
# == a module that is not there
try:
    from goldenapp.nothing import NOTHING
except ImportError:
    op.execute("SELECT 'absent'")
# == a relative import
try:
    from .goldenapp import TABLE
except ImportError as error:
    op.execute("SELECT 'no package'")
