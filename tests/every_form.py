"""Every form that a policy shapes, built for the tests of the forms engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.aid.report_form import report_form
from domain.aid.study_grant_form import study_grant_form
from domain.forms import Form, Option
from domain.notices.questions import objection_form
from domain.people.questions import registration_form
from domain.platform.text import Text
from domain.policy import Paper, Policy, Programme
from domain.procedure.questions import paper_form, reason_form


@dataclass(frozen=True, slots=True)
class FormContext:
    """What forms are built from: the policy of the case, and what a single form needs beside it."""

    policy: Policy
    students: tuple[Option, ...] = ()
    programme: Programme | None = None
    paper: Paper | None = None
    presets: tuple[Option, ...] = ()
    prompt: Text | None = None


FORMS: Mapping[str, Callable[[FormContext], Form]] = {
    "registration": lambda context: registration_form(),
    "report": lambda context: report_form(context.policy),
    "study_grant": lambda context: study_grant_form(context.policy, context.students, context.programme),
    "paper": lambda context: paper_form(context.paper or context.policy.papers[0]),
    "objection": lambda context: objection_form(),
    "reason": lambda context: reason_form(context.presets, prompt=context.prompt),
}


def build_form(key: str, context: FormContext) -> Form:
    """Build a form by its key, the one a `FormState` carries; raises KeyError for a key that is not registered."""
    return FORMS[key](context)
