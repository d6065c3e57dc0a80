from .status import Priority, Status

__all__ = ["Priority", "Status"]
