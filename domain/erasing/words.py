"""What is said to stay of somebody who is erased."""

from domain.platform.text import N_

ALWAYS_STAYS = N_(
    "Telegram's number and your language stay as of everybody who writes to me, and in the trail that something was "
    "done, without a word of what."
)
# The same for everybody: that somebody is named somewhere is told to nobody who only says who they are.
OF_OTHERS = N_(
    "If another household has named you as one of its members, your name and number stay in its file and its cases, as "
    "what it told of itself, until that household is erased. Whether one has, I may not tell."
)

# An officer had begun to write about somebody.
FORM_ERASED = N_(
    "The form that you had begun ({number}) is closed, and what you had written in it is deleted: what was kept of the "
    "person whom it is about is erased. Nothing is to be done."
)
FORM_WITHDRAWN = N_(
    "The form that you had begun ({number}) is closed, and what you had written in it is deleted: the worker has "
    "withdrawn the consent to use their data. What may still be done there stands under /pending."
)
