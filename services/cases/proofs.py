"""Papers of what was paid at once: asked for after the money, and told upward when they have not come."""

from domain.cases.buttons import Act, AddPaper, CasePress
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Joined, Text, paragraphs, say
from domain.procedure import late, procedure
from domain.procedure.events import PapersDue
from domain.procedure.steps import kind_of
from domain.procedure.steps.kind import WaitsFor
from models.procedure import AidCase
from services.cases.lapsed import tell_officers
from services.platform import audit, outbox, waiting
from services.platform.work import Work
from services.procedure import (
    Dossier,
    asked,
    case_officers,
    find_case,
    move,
    record_decision,
    state_of,
    subject,
    tell,
    tell_moved_on,
)

MOST_KEYS = 4


def papers_due(work: Work, due: PapersDue) -> None:
    """Ask for the papers of what was paid; when they are there already, the case goes on."""
    case = find_case(work.session, due.case_id)
    if not bring(work, case):
        source = N_(
            "Case {number} was paid at once, and its papers come now: {papers}. A photo of each is enough. Please send "
            "them by {day}; I remind you before."
        )
        tell(work, case, _said(work, case, source), keys=_keys(work, case))


def bring(work: Work, case: AidCase) -> bool:
    """Let a case go on that waits for papers of what was paid, once none is missing; say whether it did."""
    if kind_of(case.step).waits_for is not WaitsFor.PROOFS or Dossier(work, case).missing_papers:
        return False
    after = procedure.bring_papers(state_of(work, case))
    record_decision(work, case, "papers_in", person_id=None, role="")
    move(work, case, after, say(N_("All papers have come.")))
    if case.closed_at is None:
        tell(work, case, say(N_("Thank you, all papers of case {number} are here. Your union looks at them."),
                             number=case.number))  # fmt: skip
    else:
        tell(work, case, say(N_("Thank you, all papers are here. Case {number} is finished."), number=case.number))
    return True


def remind_of(work: Work, case: AidCase) -> Message:
    """Return the reminder of its worker."""
    source = N_("Case {number} was paid, and these papers are still to come: {papers}. Please send them by {day}.")
    help_ = say(N_("If you cannot get one of them, please tell your union or call 12351; there may be another way."))
    return Message(paragraphs(_said(work, case, source), help_), _keys(work, case))


def ask_officer(work: Work, case: AidCase) -> None:
    """With the last reminder the case officer hears of it."""
    source = N_(
        "Case {number} was paid at once, and papers that were to follow are missing: {papers}. The worker has time "
        "until {day} and was reminded. A call or a visit may help."
    )
    tell_officers(work, case, _said(work, case, source), name="proofs")


def give_up(work: Work, case: AidCase) -> None:
    """The days are over: it is told upward, and whoever looks at the case next does so without them; where nobody does,
    it stays with its worker, and the days begin anew."""
    missing, before = _missing(work, case), state_of(work, case)
    after = late.miss_papers(before, today=work.today)
    audit.note(work, None, N_("papers after the payment have not come"), subject(case))
    if after is before:
        waiting.begin(work, case, Dossier(work, case).policy.waits.proofs, work.today)
    else:
        record_decision(work, case, "papers_over", person_id=None, role="")
        move(work, case, after, say(N_("The days for the papers are over.")))
        tell_moved_on(work, case)
    source = N_("Case {number} was paid at once, and papers that were to follow have not come in time: {papers}.")
    said = Text(source, {"number": case.number, "papers": missing})
    for admin in work.admin_ids:
        outbox.put(work, admin, Message(said), key=f"proofs-over:{case.id}:{case.version}:{case.waits_since}:{admin}")
    tell_officers(work, case, said, name="proofs-over", to={*case_officers(work, case), *asked(work, case)})


def _said(work: Work, case: AidCase, source: str) -> Text:
    until = case.waits_until or work.today
    return Text(source, {"number": case.number, "papers": _missing(work, case), "day": until})


def _missing(work: Work, case: AidCase) -> Joined:
    return Joined(tuple(kind.text for kind in Dossier(work, case).missing_papers), ", ")


def _keys(work: Work, case: AidCase) -> Keys:
    missing = Dossier(work, case).missing_papers[:MOST_KEYS]
    each = ((key(say(N_("📎 {paper}"), paper=one.text), AddPaper(case.id, one.key)),) for one in missing)
    return (*each, (key(say(N_("See the case")), CasePress(case.id, Act.OPEN)),))
