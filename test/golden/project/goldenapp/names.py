TABLE = "accounts"
COLUMNS = ("name", "note")
_HIDDEN = "hidden"
NAMES = [f"{TABLE}_{column}" for column in COLUMNS]
NAMES.append("accounts_id")
EXTRA = {"comment": "as the application says"}
EXTRA.update(nullable=False)
EXTRA["index"] = True
EXTRA.pop("index")

try:
    import no_such_package_of_anybody
except ImportError:
    FALLBACK = True

if len(NAMES) > 2:
    LIMIT = 2 * 60
else:
    LIMIT = 0

__all__ = ["TABLE", "COLUMNS", "NAMES", "LIMIT", "_HIDDEN"]
