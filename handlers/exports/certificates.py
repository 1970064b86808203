"""/certificate, a new one by an officer, and what whoever scans one reads."""

from __future__ import annotations

from domain.households.buttons import CertificateAnew, OwnCertificate
from domain.platform.access import Action
from domain.platform.power.purposes import Purpose
from domain.platform.text import N_, say
from handlers.exports.papers import ask_what_for
from handlers.menu.menu import ENTRIES, Entry
from handlers.people.links import Link, on_link
from handlers.platform.route import Command, Press, Route
from handlers.platform.turn import Turn
from services import exports


def own(turn: Turn) -> None:
    """A worker wants their certificate."""
    exports.own_certificate(turn.work)


def anew(turn: Turn, press: CertificateAnew) -> None:
    """An officer lets a household have a new one."""
    if press.purpose is Purpose.ASK:
        ask_what_for(turn, lambda purpose: CertificateAnew(press.household_id, purpose))
    else:
        exports.certificate_anew(turn.work, press.household_id, press.purpose)


def scanned(turn: Turn, code: str) -> None:
    """Whoever scans a certificate reads whether it is valid, and nothing else."""
    if exports.look_at_certificate(turn.work, code):
        turn.say(say(N_("✅ This certificate is valid on {day}."), day=turn.today))
    else:
        turn.say(say(N_("❌ This certificate is not valid, or has ended.")))


on_link(Link(exports.CERTIFICATE_LINK, Action.TALK, scanned))
ENTRIES["certificate"] = Entry(
    "certificate", say(N_("🎫 My certificate")), say(N_("a certificate that your household is on file")),
    Action.SEE_OWN_FILE, own, order=33, listed=False, in_menu=False,
)  # fmt: skip
ROUTES: list[Route] = [
    Command("certificate", Action.SEE_OWN_FILE, lambda turn, _: own(turn)),
    Press(OwnCertificate, Action.SEE_OWN_FILE, lambda turn, _: own(turn)),
    Press(CertificateAnew, Action.SEE_HOUSEHOLD, anew),
]
