"""/policy: which policy is in force, since when, where it came from, what is new in it, and those before it."""

from __future__ import annotations

from domain.platform.access import Action, allowed
from domain.platform.messages import Attachment, Key, Keys, key
from domain.platform.text import N_, Sayable, Text, lines, paragraphs, say
from domain.policy_file.buttons import NewPolicy, Part, PolicyAsFile, PolicyList, PolicyShown, SentShown
from handlers.menu.lists import Page, page_of
from handlers.menu.menu import Entry, entry, menu_key
from handlers.platform.route import Press, Route
from handlers.platform.turn import Turn
from services import policy_file
from services.policy_file import UseLine, UseView

A_PAGE = 12  # differences


def policy(turn: Turn) -> None:
    """Show the policy that is in force."""
    _show(turn, policy_file.used(turn.work), 0)


def open_use(turn: Turn, press: PolicyShown) -> None:
    """Show one that is or was in force."""
    _show(turn, policy_file.used(turn.work, press.use_id), press.page)


def _show(turn: Turn, one: UseView, number: int) -> None:
    page = page_of(one.difference, number, A_PAGE)
    sent = _sent_keys(turn) if one.is_in_force else ()
    keys = _keys(one, page, are_more=len(policy_file.earlier(turn.work)) > 1)
    turn.show(paragraphs(_head(turn, one), _where_from(one), _difference(page)), (*sent, *keys))


def _sent_keys(turn: Turn) -> Keys:
    """Return the keys of administrators: policies that wait, and the way to a new one."""
    if not allowed(turn.actor, Action.INSTALL_POLICY):
        return ()
    waiting = ((key(say(N_("⏳ Sent: {file}"), file=one.file_name), SentShown(one.id, Part.CARD, 0)),)
               for one in policy_file.open_ones(turn.work))  # fmt: skip
    return (*waiting, (key(say(N_("Send a policy")), NewPolicy()),))


def _head(turn: Turn, one: UseView) -> Sayable:
    if not one.is_in_force:
        return say(N_("<b>Version {version}</b>, in force from {moment} on; it no longer is."),
                   version=one.version, moment=one.since)  # fmt: skip
    return lines(
        say(N_("<b>The policy in force</b>")),
        say(N_("{name}, version {version}, since {moment}"), name=turn.house.policies.current.pack.name,
            version=one.version, moment=one.since),
    )  # fmt: skip


def _where_from(one: UseView) -> Text:
    if one.sent_by is None:
        return say(N_("It comes from {file}, the file that the settings name."), file=one.file_name)
    if one.confirmed_by is None:
        return say(N_("{name} sent it in the chat ({file})."), name=one.sent_by, file=one.file_name)
    source = N_("{name} sent it in the chat ({file}), {colleague} confirmed it.")
    return say(source, name=one.sent_by, file=one.file_name, colleague=one.confirmed_by)


def _difference(page: Page[Sayable]) -> Sayable:
    if not page.total:
        return say(N_("There is no earlier version to compare it with."))
    return lines(say(N_("<b>What it says otherwise than the version before</b>")), *page.shown)


def _keys(one: UseView, page: Page[Sayable], *, are_more: bool) -> Keys:
    return (
        *page.turning(lambda number: PolicyShown(one.id, number)),
        (key(say(N_("📄 The whole as a file")), PolicyAsFile(one.id)),),
        *(((key(say(N_("Earlier versions")), PolicyList(0)),),) if are_more else ()),
        *(() if one.is_in_force else ((key(say(N_("‹ The policy in force")), PolicyShown(0, 0)),),)),
        (menu_key(),),
    )


def listed(turn: Turn, press: PolicyList) -> None:
    """Show all that were in force, a key each."""
    page = page_of(policy_file.earlier(turn.work), press.page)
    keys = page.keys(_line, PolicyList)
    back = (key(say(N_("‹ The policy in force")), PolicyShown(0, 0)),)
    turn.show(say(N_("<b>Policies that were in force</b>, the newest first")), (*keys, back))


def _line(one: UseLine) -> Key:
    source = N_("{moment} · {version} · sent in the chat") if one.is_sent else N_("{moment} · {version} · file")
    return key(say(source, moment=one.since, version=one.version), PolicyShown(one.id, 0))


def send_file(turn: Turn, press: PolicyAsFile) -> None:
    """Send the whole of a policy as the file that it can be made anew from."""
    name, text = policy_file.as_file(turn.work, press.use_id)
    said = say(N_("The whole policy. Change what you need in it, and send it back under /policy."))
    turn.say(said, attachment=Attachment(drawing={"kind": "text", "file_name": name, "text": text}))


ROUTES: list[Route] = [
    entry(
        Entry(
            command="policy",
            label=say(N_("📜 The policy")),
            help=say(N_("officers: which rules are in force, and what is new in them")),
            access=Action.SEE_POLICY,
            function=policy,
            order=74,
            listed=False,
            shown=lambda turn: allowed(turn.actor, Action.INSTALL_POLICY),
        )
    ),
    Press(PolicyShown, Action.SEE_POLICY, open_use),
    Press(PolicyList, Action.SEE_POLICY, listed),
    Press(PolicyAsFile, Action.SEE_POLICY, send_file),
]
