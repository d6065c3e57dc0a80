import enum


class Status(str, enum.Enum):
    NEW = "new"
    DONE = "done"

    @classmethod
    def values(cls):
        return [member.value for member in cls]


class Priority(enum.IntEnum):
    LOW = 1
    HIGH = 2
