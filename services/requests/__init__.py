"""What people say in free words: danger, which somebody takes care of, and what a person of the union answers."""

from services.requests.answering import (
    answer,
    check_may_close,
    close,
    colleagues_for,
    hand_to,
    hand_up,
    keep_answer,
    opened,
    send_answer,
)
from services.requests.asking import (
    ask,
    check_may_send,
    drop,
    full_of,
    helped,
    is_able,
    keep,
    offered,
    reader,
    registered,
    send,
    unsent_words,
    write_on,
)
from services.requests.contacts import who_would_read
from services.requests.danger import all_right, call_on, confirm, hear
from services.requests.forgetting import forget
from services.requests.keeping_up import follow_consent, keep_up
from services.requests.reading import (
    count_waiting,
    has_own,
    is_asker,
    notice_under,
    own_threads,
    read,
    the_one_waiting,
    thread_under,
    waiting_threads,
)

__all__ = [
    "all_right", "answer", "ask", "call_on", "check_may_close", "check_may_send", "close", "colleagues_for",
    "confirm", "count_waiting", "drop", "follow_consent", "forget", "full_of", "hand_to", "hand_up", "has_own", "hear",
    "helped", "is_able", "is_asker", "keep", "keep_answer", "keep_up", "notice_under", "offered", "opened",
    "own_threads", "read", "reader", "registered", "send", "send_answer", "the_one_waiting", "thread_under",
    "unsent_words", "waiting_threads", "who_would_read", "write_on",
]  # fmt: skip
