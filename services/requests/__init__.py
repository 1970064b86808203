"""What people say in free words: danger, of which somebody is told until one of them takes care."""

from services.requests.danger import all_right, call_on, confirm, hear

__all__ = ["all_right", "call_on", "confirm", "hear"]
