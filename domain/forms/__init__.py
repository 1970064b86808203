"""Forms as data, and the pure engine that walks a person through one; import everything from here.

How a caller runs a form:

    state = start(form, facts, prefill={"unit": {"id": 7, "label": "No. 2 Mine"}})     # FormState, `to_json` it
    shown = card(form, state, facts)                                                  # Card(text, rows, wants_contact)
    outcome = advance(form, state, Typed("3500"), facts)                              # a message
    outcome = advance(form, state, Chosen(token), facts, seen=version_in_button)      # a press
    match outcome:
        case Asked() | Summary():  keep outcome.state, show outcome.card
        case Refused():            say outcome.problem, show outcome.card (the state is as it was)
        case LookupWanted():       look outcome.query up; advance(form, state, Found(((id, label), ...)), facts)
        case Completed():          hand outcome.answers to the service, keep outcome.state
        case Left():               say that everything is kept
        case Stale():              say that this button is old, show outcome.card
    if outcome.delete_message: delete the person's message (it held an id or card number)

Button data is whatever the caller likes plus `state.version` and the token (see `domain.forms.replies`). `advance`
never raises for anything a person can send, and whatever is not taken leaves the state equal to what it was.
"""

from domain.forms.cards.asking_cards import question_at as question_at
from domain.forms.cards.cards import card as card
from domain.forms.cards.dating import parse_date as parse_date
from domain.forms.cards.rows import LEAVE_LABEL as LEAVE_LABEL
from domain.forms.cards.showing import HIDDEN as HIDDEN
from domain.forms.cards.showing import answer_line as answer_line
from domain.forms.cards.showing import clip as clip
from domain.forms.cards.showing import clipped as clipped
from domain.forms.cards.showing import in_pages as in_pages
from domain.forms.cards.showing import is_short as is_short
from domain.forms.cards.showing import shown as shown
from domain.forms.cards.summary_cards import answers_told as answers_told
from domain.forms.conditions import Condition as Condition
from domain.forms.conditions import Facts as Facts
from domain.forms.conditions import Scope as Scope
from domain.forms.conditions import all_of as all_of
from domain.forms.conditions import answered as answered
from domain.forms.conditions import any_of as any_of
from domain.forms.conditions import at_least as at_least
from domain.forms.conditions import not_ as not_
from domain.forms.conditions import satisfies as satisfies
from domain.forms.conditions import younger_than as younger_than
from domain.forms.form import AnswerKind as AnswerKind
from domain.forms.form import Check as Check
from domain.forms.form import Follows as Follows
from domain.forms.form import Form as Form
from domain.forms.form import GroupAnswer as GroupAnswer
from domain.forms.form import Known as Known
from domain.forms.form import Question as Question
from domain.forms.kinds import IMAGE as IMAGE
from domain.forms.kinds import MONTH as MONTH
from domain.forms.kinds import PDF as PDF
from domain.forms.kinds import POLICY_FILE as POLICY_FILE
from domain.forms.kinds import TABLE as TABLE
from domain.forms.kinds import YEAR as YEAR
from domain.forms.kinds import BankCardAnswer as BankCardAnswer
from domain.forms.kinds import ChoiceAnswer as ChoiceAnswer
from domain.forms.kinds import DateAnswer as DateAnswer
from domain.forms.kinds import EachAnswer as EachAnswer
from domain.forms.kinds import LookupAnswer as LookupAnswer
from domain.forms.kinds import ManyChoicesAnswer as ManyChoicesAnswer
from domain.forms.kinds import MoneyAnswer as MoneyAnswer
from domain.forms.kinds import NameAnswer as NameAnswer
from domain.forms.kinds import NumberAnswer as NumberAnswer
from domain.forms.kinds import Option as Option
from domain.forms.kinds import PaperAnswer as PaperAnswer
from domain.forms.kinds import PhoneAnswer as PhoneAnswer
from domain.forms.kinds import ResidentIdAnswer as ResidentIdAnswer
from domain.forms.kinds import TextAnswer as TextAnswer
from domain.forms.kinds import TicksAnswer as TicksAnswer
from domain.forms.kinds import Unfolded as Unfolded
from domain.forms.kinds import YesNoAnswer as YesNoAnswer
from domain.forms.kinds import choices as choices
from domain.forms.kinds import files_counted as files_counted
from domain.forms.kinds import found_name as found_name
from domain.forms.kinds import label_of as label_of
from domain.forms.kinds import looked_up as looked_up
from domain.forms.moves.advance import advance as advance
from domain.forms.moves.advance import start as start
from domain.forms.moves.edits import edited as edited
from domain.forms.moves.filling import replies_to as replies_to
from domain.forms.moves.trail import answered_by as answered_by
from domain.forms.moves.trail import shown_under as shown_under
from domain.forms.outcomes import Asked as Asked
from domain.forms.outcomes import Card as Card
from domain.forms.outcomes import Choice as Choice
from domain.forms.outcomes import Completed as Completed
from domain.forms.outcomes import Left as Left
from domain.forms.outcomes import LookupWanted as LookupWanted
from domain.forms.outcomes import Outcome as Outcome
from domain.forms.outcomes import Refused as Refused
from domain.forms.outcomes import Stale as Stale
from domain.forms.outcomes import Summary as Summary
from domain.forms.path import Place as Place
from domain.forms.path import answers_of as answers_of
from domain.forms.path import items_of as items_of
from domain.forms.path import next_at as next_at
from domain.forms.path import place as place
from domain.forms.path import progress_at as progress_at
from domain.forms.ready_made import SECTION_PAYMENT as SECTION_PAYMENT
from domain.forms.ready_made import bank_card_question as bank_card_question
from domain.forms.ready_made import resident_id_question as resident_id_question
from domain.forms.refusals import NothingFound as NothingFound
from domain.forms.refusals import SameAnswer as SameAnswer
from domain.forms.replies import Anew as Anew
from domain.forms.replies import Attached as Attached
from domain.forms.replies import Chosen as Chosen
from domain.forms.replies import Contact as Contact
from domain.forms.replies import Control as Control
from domain.forms.replies import FileRef as FileRef
from domain.forms.replies import Found as Found
from domain.forms.replies import Other as Other
from domain.forms.replies import Reply as Reply
from domain.forms.replies import Typed as Typed
from domain.forms.results import named as named
from domain.forms.screens import Tick as Tick
from domain.forms.screens import ticked_together as ticked_together
from domain.forms.screens import ticks_offered as ticks_offered
from domain.forms.state import DECLARE_AT as DECLARE_AT
from domain.forms.state import SUMMARY_AT as SUMMARY_AT
from domain.forms.state import FormState as FormState
from domain.forms.ways import whole_way as whole_way
