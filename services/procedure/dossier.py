"""The dossier of a case: all that is kept of it, for whoever shows it; each part is read when it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlmodel import col, select

from domain.forms import Form
from domain.households.asked import Reader
from domain.platform.messages import Keys, Message
from domain.platform.text import N_, Joined, Local, Sayable, Text, say
from domain.policy import Paper as PaperKind
from domain.procedure.grounds import Change, Missing
from domain.procedure.state import Status
from domain.units.steps import Step
from models.households import HouseholdFile
from models.notices import Notice
from models.procedure import AidCase, Paper, Visit
from models.units import Unit
from services.kinds import form_of, shown_of, title_of
from services.platform import outbox
from services.platform.policies import Policy
from services.platform.work import Work
from services.procedure.grounds import (
    changed_since,
    counts,
    file_behind,
    home_print,
    missing_papers,
    needed_papers,
    open_prompts,
    papers_of,
    rested_on,
    signed_of,
    visit_photos_of,
)
from services.procedure.news import card_held_until
from services.procedure.notice import is_refused, notice_text
from services.procedure.prompt_words import closed_card, head_of
from services.procedure.prompts import decision_keys
from services.procedure.record import find_case, is_by_list, is_sum_open, latest_notice, policy_of, steps_of
from services.procedure.standing import parts_of


@dataclass(frozen=True)
class Dossier:
    """One case as it stands now; who may see it is asked before."""

    work: Work
    case: AidCase

    @cached_property
    def policy(self) -> Policy:
        """The policy that the case began under."""
        return policy_of(self.work, self.case)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that its policy has for its programme."""
        return steps_of(self.case, self.policy)

    @property
    def sum_is_open(self) -> bool:
        """Whether it is still to be chosen how much is given."""
        return is_sum_open(self.work, self.case)

    @property
    def title(self) -> Text | Local:
        """The name of its programme, for people."""
        return title_of(self.work, self.case)

    @property
    def title_now(self) -> Text | Local:
        """What its worker reads: of a case that is under way what it is about to do."""
        return title_of(self.work, self.case, running=not Status(self.case.status).is_closed)

    def shown(self, reader: Reader) -> tuple[Sayable, ...]:
        """Return what it is about, beside the household, as this reader reads it."""
        return shown_of(self.work, self.case, reader)

    @property
    def form(self) -> Form:
        """The form by which it was handed in."""
        return form_of(self.work, self.case)

    @property
    def file(self) -> HouseholdFile | None:
        """The file that it rests on; one that opens a file rests on itself."""
        return file_behind(self.work.session, self.case)

    @property
    def head(self) -> Joined:
        """What every message about the case begins with."""
        return head_of(self.work, self.case)

    @property
    def names_officers(self) -> bool:
        """Whether officers are, or were, asked about being named by it or by a change of its household."""
        return bool(parts_of(self.work.session, self.case, "officer"))

    @property
    def is_in_a_clash(self) -> bool:
        """Whether it and another household's name the same person, and nobody has settled that yet."""
        return any(parts_of(self.work.session, self.case, what) for what in ("clash", "rival"))

    @cached_property
    def papers(self) -> list[Paper]:
        """Its files that count as there, in the order they came."""
        return papers_of(self.work.session, self.case)

    @cached_property
    def visit_photos(self) -> dict[int, list[Paper]]:
        """The photos of its visits, by the id of the visit."""
        return visit_photos_of(self.work.session, self.case)

    @property
    def signed(self) -> list[Paper]:
        """The photos of signatures for what was handed over."""
        return signed_of(self.work.session, self.case)

    @property
    def needed_papers(self) -> tuple[PaperKind, ...]:
        """The kinds of paper that the policy asks for."""
        return needed_papers(self.work, self.case)

    @property
    def papers_ever(self) -> tuple[PaperKind, ...]:
        """The same, with those that follow the money, also before it is paid."""
        return needed_papers(self.work, self.case, later=True)

    @property
    def missing_papers(self) -> tuple[Missing, ...]:
        """Those of them of which no file is there, and the numbers that are to follow."""
        return missing_papers(self.work, self.case)

    @cached_property
    def rested_on(self) -> Mapping[str, Any]:
        """What the last decision rested on; before there is one, what the case rests on now."""
        return rested_on(self.work.session, self.case)

    def changed_since(self, rested: Mapping[str, Any]) -> tuple[Change, ...]:
        """Return what reads otherwise now than in these grounds."""
        return changed_since(self.work.session, self.case, rested)

    @property
    def visits(self) -> list[Visit]:
        """The home visits on record, confirmed or not."""
        of_case = select(Visit).where(Visit.case_id == self.case.id).order_by(col(Visit.id))
        there = parts_of(self.work.session, self.case, "visit")
        return list(self.work.session.exec(of_case)) if there else []

    def is_of_before(self, visit: Visit) -> bool:
        """Whether the household has changed since a visit, so that it no longer counts."""
        return not counts(visit.about, home_print(self.work.session, self.case))

    @property
    def is_by_list(self) -> bool:
        """Whether the step it is at stands in a list of many."""
        return is_by_list(self.work, self.case)

    @property
    def card_held_until(self) -> datetime | None:
        """Until when nothing is paid to the card of what is due; None when it may be paid now."""
        return card_held_until(self.work, self.case)

    @property
    def decision_keys(self) -> Keys:
        """The keys of what waits for whoever looks at it, but those that open the case."""
        return decision_keys(self.work, self.case)

    @property
    def notice(self) -> Notice | None:
        """The notice of the present run of the notice step, if the case is in it."""
        return latest_notice(self.work.session, self.case)

    def words_of(self, notice: Notice) -> Joined:
        """Return a notice of the case as everybody reads it."""
        return notice_text(self.work, notice, self.case, self.work.session.get_one(Unit, notice.unit_id))

    @property
    def notice_until(self) -> date | None:
        """The last day of its notice; None when there is none, or its post was refused and its days have not begun."""
        notice = self.notice
        return notice.last_day if notice and not is_refused(self.work, notice) else None


def put_card(work: Work, wanted: int | str, card: Message) -> None:
    """Send whoever acts the card of a case. Its keys are those of what waits for them there, and go with that; of two
    cards only the newer one has any."""
    case = find_case(work.session, wanted)
    waiting = [one for one in open_prompts(work.session, case) if one.officer_id == work.person_id]
    once = f"card:{case.id}:{work.person_id}:{work.now.isoformat()}"
    for before in {one.card for one in waiting if one.card not in ("", once)}:
        outbox.edit(work, work.person_id, closed_card(work, case, say(N_("Shown again below."))), target_key=before)
    for prompt in waiting:
        prompt.card = once
    outbox.put(work, work.person_id, card, key=once, priority=outbox.INTERACTIVE)
