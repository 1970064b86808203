"""Certificates: issued to the worker, anew by an officer; whoever scans one reads whether it is valid and no more."""

import hmac
from datetime import date

from sqlmodel import Session, col, func, select

from domain.exports.certificate import Certified
from domain.exports.certificate import certificate as laid_out
from domain.platform.access import Action
from domain.platform.messages import Attachment, Message
from domain.platform.power.purposes import Purpose
from domain.platform.text import N_, Refusal, lines, say
from models.households import Certificate, HouseholdFile
from models.platform.seal import vault
from services import households
from services.exports.sending import made_by, on_record, send
from services.platform import audit, consent, outbox
from services.platform.work import Work

PREFIX = "v_"
SIGNS = 32  # of the code, which are 128 bits
WRONG_A_DAY = 5
ISSUED, LOOKED, WRONG = N_("issued a certificate"), N_("scanned a certificate"), N_("scanned a code of no certificate")


class NoCertificate(Refusal):
    """Nothing is on file that a certificate could say."""

    text = N_(
        "There is no certificate, since your household is in no class of hardship on file. /report begins a file."
    )


class TooManyCodes(Refusal):
    """Somebody tries codes."""

    text = N_("These were too many codes that belong to no certificate. Please try again tomorrow.")


def own_certificate(work: Work) -> None:
    """Send a worker the certificate of their household: the one that is valid, else a new one. Raises NoCertificate."""
    file = households.file_of_person(work.session, work.person_id)
    if file is None:
        raise NoCertificate
    file = households.lock(work.session, file.id)
    found = _standing(work.session, file)
    if found is None or not _is_valid(work, found, file):
        found = _issued(work, file)
    _send(work, file, found, None)


def certificate_anew(work: Work, household_id: int, purpose: Purpose) -> None:
    """Let a household have a new certificate and send it to the officer; older ones end, and its worker hears so.

    Raises PurposeNeeded, NoCertificate, and as `households.opened_to` does."""
    file = households.opened_to(work, Action.SEE_HOUSEHOLD, household_id)
    on_record(work, N_("took a certificate"), households.subject(file), purpose)
    made = _issued(work, file)
    _send(work, file, made, purpose)
    source = N_(
        "Your certificate was issued anew: {number}. Older ones are not valid any more. You get it by /certificate"
    )
    outbox.put(work, file.head_id, Message(say(source, number=made.number)), key=f"certificate:{made.id}")


def look_at_certificate(work: Work, code: str) -> bool:
    """Say whether a scanned certificate is valid today, for anybody; its household hears that it was looked at.

    Raises TooManyCodes."""
    if audit.count_today(work, WRONG) >= WRONG_A_DAY:
        raise TooManyCodes
    found = _found(work.session, code)
    if found is None:
        audit.note(work, work.person_id, WRONG, f"person:{work.person_id}")
        return False
    file = work.session.get_one(HouseholdFile, found.household_id)
    audit.note(work, work.person_id, LOOKED, households.subject(file))
    if file.head_id != work.person_id and file.closed_at is None:
        source = N_("Somebody scanned your certificate {number}. They read whether it is valid, and nothing else.")
        once = f"scanned:{found.id}:{work.person_id}:{work.today:%Y%m%d}"
        outbox.put(work, file.head_id, Message(say(source, number=found.number)), key=once)
    return _is_valid(work, found, file)


def _found(session: Session, code: str) -> Certificate | None:
    """Return the certificate of a code that nobody can guess; what was typed is trusted in nothing."""
    number, _, signs = code.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        return None
    same = hmac.compare_digest(signs.encode(), _signs(int(number)).encode())
    return session.get(Certificate, int(number)) if same else None


def _signs(certificate_id: int) -> str:
    return vault().fingerprint(f"certificate:{certificate_id}")[:SIGNS]


def _standing(session: Session, file: HouseholdFile) -> Certificate | None:
    return session.exec(select(Certificate).where(Certificate.open_key == str(file.id))).first()


def _is_valid(work: Work, one: Certificate, file: HouseholdFile) -> bool:
    """It ends with its day, a newer one, the file, its class, and the consent."""
    stands = one.ended_at is None and work.today <= one.valid_until and file.closed_at is None
    is_so = one.household_class == households.class_on_record(work, file).value
    return stands and is_so and consent.given(work.session, file.head_id)


def _issued(work: Work, file: HouseholdFile) -> Certificate:
    found = households.class_on_record(work, file)
    if not found.gets_file:
        raise NoCertificate
    if (old := _standing(work.session, file)) is not None:
        old.ended_at, old.open_key = work.now, None
        work.session.flush()
    count = select(func.count()).select_from(Certificate).where(col(Certificate.household_id) == file.id)
    made = Certificate(
        household_id=file.id, number=f"{file.number}-{work.session.exec(count).one() + 1}", household_class=found.value,
        issued_at=work.now, issued_by=work.person_id, valid_until=date(work.today.year, 12, 31), open_key=str(file.id),
    )  # fmt: skip
    work.session.add(made)
    work.session.flush()
    audit.note(work, work.person_id, ISSUED, households.subject(file))
    return made


def _send(work: Work, file: HouseholdFile, one: Certificate, purpose: Purpose | None) -> None:
    link = work.house.deep_link(f"{PREFIX}{one.id}-{_signs(one.id)}")
    found, issued = households.class_on_record(work, file), one.issued_at.astimezone(work.house.zone).date()
    certified = Certified(
        one.number, households.head_of(work.session, file).name or "", households.unit_of(work.session, file).named,
        lines(found.label), issued, one.valid_until,
    )  # fmt: skip
    drawing = laid_out(made_by(work, one.number, purpose), certified, _squares(link))
    told = N_("Certificate {number}, {household_class}, valid until {day}. It ends with the file.")
    text = say(told, number=one.number, household_class=found.label, day=one.valid_until)
    outbox.put(work, work.person_id, Message(text, attachment=Attachment(qr=link)), priority=outbox.INTERACTIVE)
    send(work, say(N_("The certificate on paper, to print.")), drawing)


def _squares(words: str) -> list[list[int]]:
    import segno  # only here: certificates are rare, and it takes a megabyte

    return [list(row) for row in segno.make(words, error="m").matrix]
