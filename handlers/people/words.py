"""What people read and press before anything else: the two consents and the languages."""

from __future__ import annotations

from domain.people.buttons import Answer, ConsentPress, PrivacyPress, SpeakLanguage
from domain.people.consent import ConsentKind
from domain.platform.messages import Key, Keys, key
from domain.platform.text import LOCALES, N_, NAMES, Sayable, lines, paragraphs, say

PROCESSING_TEXT = paragraphs(
    say(N_("<b>How your data is used</b>")),
    say(
        N_(
            "Telegram's servers are abroad, so I ask only for what a step needs. Your name, id number and phone are "
            "kept sealed by the union and shown only in part. A message with an id or card number is deleted from this "
            "chat once I have read it."
        )
    ),
    say(N_("Only the officers of your case see it, and every look is recorded. You can withdraw with /privacy.")),
    say(N_("<b>May the union keep and use your personal data to handle your applications?</b>")),
)
ASKED_FIRST = say(
    N_(
        "<b>May the union keep what you tell me, sealed, for your applications? Only the officers of your case see "
        "it.</b>"
    )
)
SENSITIVE_TEXT = paragraphs(
    say(N_("<b>Sensitive data</b>")),
    say(
        N_(
            "To work out what help fits, the union also needs to know about health, money and children in your "
            "household. The law asks for a separate consent for that. It is used only for your aid, and a guardian "
            "agrees for a child under 14."
        )
    ),
    say(N_("<b>May the union also keep and use these sensitive data?</b>")),
)
TEXTS: dict[ConsentKind, Sayable] = {
    ConsentKind.PROCESSING: PROCESSING_TEXT,
    ConsentKind.SENSITIVE: SENSITIVE_TEXT,
}


def consent_keys(kind: ConsentKind) -> Keys:
    """Return the keys under a consent."""
    yes = key(say(N_("Yes, I agree")), ConsentPress(kind, Answer.YES))
    no = key(say(N_("I do not agree")), ConsentPress(kind, Answer.NO))
    return ((yes, no),)


def first_keys() -> Keys:
    """Return the keys under the first words: yes, and what the law asks to say, with the way to say no."""
    yes = key(say(N_("Yes, I agree")), ConsentPress(ConsentKind.PROCESSING, Answer.YES))
    return ((yes,), (key(say(N_("What happens to my data")), PrivacyPress("law")),))


def language_row(then: str) -> tuple[Key, ...]:
    """Return one key for each language, each named in itself."""
    return tuple(key(lines(NAMES[locale]), SpeakLanguage(locale, then)) for locale in LOCALES)
