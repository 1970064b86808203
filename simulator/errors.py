"""What the simulated Telegram says when it refuses."""


class ApiError(Exception):
    """A refused Bot API call: HTTP status, Telegram's words, for 429 the seconds to wait, for a moved group its id."""

    def __init__(
        self, code: int, description: str, retry_after: int | None = None, migrate_to: int | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.migrate_to = migrate_to


class PageError(Exception):
    """A refused request of the chat page or a test: HTTP status and a sentence."""

    def __init__(self, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def bad_request(words: str) -> ApiError:
    """400 in Telegram's form."""
    return ApiError(400, f"Bad Request: {words}")


def forbidden(words: str) -> ApiError:
    """403 in Telegram's form."""
    return ApiError(403, f"Forbidden: {words}")


def conflict(words: str) -> ApiError:
    """409 in Telegram's form."""
    return ApiError(409, f"Conflict: {words}")


def migrated(chat_id: int) -> ApiError:
    """400 in Telegram's form for a group that became a supergroup with this id."""
    return ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to=chat_id)


def too_many(seconds: int) -> ApiError:
    """429 in Telegram's form."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
