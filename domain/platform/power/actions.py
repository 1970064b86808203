"""Everything that a person can ask of the bot."""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """Everything that a person can ask of the bot."""

    TALK = "talk"  # start, help, language, consents
    WALK = "walk"  # from one entry of the menu to another, each of which has a rule of its own
    FILL_FORM = "fill_form"
    REGISTER = "register"
    REPORT = "report"
    APPLY = "apply"
    SEE_OWN_CASE = "see_own_case"
    STOP_OWN_CASE = "stop_own_case"  # take it back, object to its decision, say whether the money came
    CHANGE_OWN_CASE = "change_own_case"
    SEE_NOTICES = "see_notices"
    OBJECT_TO_NOTICE = "object_to_notice"
    MANAGE_UNITS = "manage_units"
    MANAGE_OFFICERS = "manage_officers"
    ACCEPT_APPOINTMENT = "accept_appointment"
    SEE_WAITING = "see_waiting"
    SEE_PENDING = "see_pending"
    SEE_CASE = "see_case"
    SEE_LIVING = "see_living"  # on its card: how each of the household lives, their health, work and income
    RECORD_VISIT = "record_visit"
    DECIDE = "decide"
    ANSWER_OBJECTION = "answer_objection"
    ENTER = "enter"
    PAY = "pay"
    STEER_RUN = "steer_run"  # hold what is given each month, let it go on, or end it
    LET_PAY_AGAIN = "let_pay_again"  # the second officer of money that came back
    DEFER = "defer"  # ask that a repayment may wait, or look at it as the first of two officers
    LET_DEFER = "let_defer"  # the second of them
    SEE_FUNDS = "see_funds"  # what the funds hold and are spent on, in sums
    ENTER_MONEY = "enter_money"  # write down what came into a fund
    CONFIRM_MONEY = "confirm_money"  # find it in the account as the second officer
    SEE_LOANS = "see_loans"  # what is lent out, in sums by unit
    HEAR_RECEIPT = "hear_receipt"  # write down what the worker says about the money
    SEE_CARD = "see_card"
    SEE_ENTRY_DATA = "see_entry_data"
    SEE_TRAIL = "see_trail"
    SEE_HOUSEHOLD = "see_household"  # a file and its tasks: its case officer, and the officers above
    WORK_HOUSEHOLD = "work_household"  # log visits, tick tasks off
    MANAGE_HOUSEHOLDS = "manage_households"  # assign and move
    CHANGE_HOUSEHOLD = "change_household"  # propose a change of the file, with proof
    CONFIRM_CHANGE = "confirm_change"  # a second officer says that it is so
    SEE_OWN_FILE = "see_own_file"  # and take back what one proposed
    CHANGE_OWN_FILE = "change_own_file"  # propose a change of it
    SEE_OWN_OFFICER = "see_own_officer"
    SEE_SEASON = "see_season"
    MANAGE_OFFERS = "manage_offers"
    ANSWER_OFFER = "answer_offer"
    SEND_BROADCAST = "send_broadcast"
    WARN_OF_HEAT = "warn_of_heat"
    CHOOSE_TOPICS = "choose_topics"
    ERASE_ONESELF = "erase_oneself"
    SEE_POLICY = "see_policy"  # which is in force, since when, and what it says otherwise than the one before
    IMPORT_REGISTER = "import_register"  # households that were on file elsewhere come in by a table
    INSTALL_POLICY = "install_policy"  # send one, and say from when on it holds
    TRY_AGAIN = "try_again"  # what Telegram refused
    TRUST_CLOCK = "trust_clock"  # say that the program's clock is right
    SETTLE_CLAIM = "settle_claim"  # say where somebody belongs who is named in two households
    MOVE_ACCOUNT = "move_account"  # look at, or confirm, that somebody has another account now
    SEND_REQUEST = "send_request"  # ask a person of the union
    SEE_OWN_REQUEST = "see_own_request"
    ANSWER_REQUEST = "answer_request"  # those before whom it lies
    ANSWER_WARNING = "answer_warning"  # those before whom it lies, and the leaders above
    ASK_FOR_OTHERS = "ask_for_others"  # hand in for somebody without an account, or for a unit
    ACT_FOR = "act_for"  # see for whom one acts, and who acts for oneself
    ANSWER_CLAIM = "answer_claim"  # who was named, or is asked whose account it is, says whether it is so
