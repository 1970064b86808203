"""What the bot says in a reader's language, so that tests hold whatever the catalogues say by now."""

from delivery.rendering import render_plain
from domain.platform.calendar import BEIJING
from domain.platform.text import Arg, Text


def t(source: str, locale: str = "zh_Hans", /, **args: Arg) -> str:
    """Return a source string as people of a locale read it, without markup; what is not translated stays English."""
    return render_plain(Text(source, args), locale, timezone=BEIJING)


ASKED = (
    "<b>May the union keep what you tell me, sealed, for your applications? Only the officers of your case see it.</b>"
)
NOT_SURE = t("I am a program and cannot answer that. Shall I send it to a person? {reads}", reads="")
