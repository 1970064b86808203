"""What an administrator is asked who puts a policy in force: the file, and the day from which on it holds."""

from __future__ import annotations

from datetime import date, timedelta

from domain.forms import POLICY_FILE, DateAnswer, Form, PaperAnswer, Question
from domain.platform.text import N_, Text, say

LATEST = timedelta(days=365)


def policy_file_form() -> Form:
    """Ask for a policy. Answers: `file` (one file)."""
    question = Question(
        key="file",
        prompt=say(N_("Please send the policy as a file (.toml).")),
        answer=PaperAnswer((POLICY_FILE,), at_most=1),
        help=say(
            N_(
                "Save it as plain text in UTF-8. It may build on a file that comes with the program. "
                "The policy that is in force you get as a file: /policy"
            )
        ),
        label=say(N_("Policy")),
        hint=say(N_("Nothing changes by that yet: you read first what is wrong with it, or what it would change.")),
    )
    return Form(key="policy_file", title=say(N_("A new policy")), questions=(question,), summary=False)


def policy_day_form(today: date) -> Form:
    """Ask from which day on a policy holds. Answers: `day`."""
    question = Question(
        key="day",
        prompt=say(N_("From which day on shall it be in force?")),
        answer=DateAnswer(not_past=True),
        help=say(N_("It comes in force at the beginning of that day. Until then it can be called off.")),
        label=say(N_("In force from")),
        hint=say(N_("For example {example}."), example=f"{today + timedelta(days=7)}"),
        check=lambda value, _scope: _wrong_day(date.fromisoformat(value), today),
    )
    return Form(key="policy_day", title=say(N_("When the policy comes in force")), questions=(question,), summary=False)


def _wrong_day(day: date, today: date) -> Text | None:
    if day <= today:
        return say(N_("Please give a day from tomorrow on; “In force now” is another key."))
    if day > today + LATEST:
        return say(N_("That is more than a year away. Please choose an earlier day."))
    return None
