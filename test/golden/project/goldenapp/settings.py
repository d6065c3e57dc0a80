import os

from goldenapp import names

SCHEMA = "s"
PREFIX = os.environ.get("GOLDENAPP_PREFIX", "")
QUALIFIED = f"{SCHEMA}.{names.TABLE}"


class Settings:
    size = 40

    def __init__(self, table):
        self.table = table

    @property
    def long_size(self):
        return self.size * 2

    @classmethod
    def default(cls):
        return cls("users")


settings = Settings.default()
