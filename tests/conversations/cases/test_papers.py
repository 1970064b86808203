"""Papers as phones send them: what an officer sees of them, and what is told of those that are none."""

from __future__ import annotations

import asyncio

import pytest
from sqlmodel import select

from delivery.attachments.copies import NOT_THERE, WITH_MORE
from delivery.papers.judging import FAULTS
from delivery.papers.refusing import AGAIN, REFUSED
from delivery.rendering import render_plain
from domain.forms.kinds import files_counted
from domain.platform.calendar import BEIJING
from domain.platform.text import say_many
from models.procedure import Paper
from services.procedure.visits import RECORD_AGAIN
from simulator import Player
from tests.conversations.cases.test_worker_cases import opened, with_case
from tests.papers import paper
from tests.town import Town
from tests.words import t
from tests.workers import option

PHOTOS = ("{count} photo of it: “Papers”.", "{count} photos of it: “Papers”.")
ANYTHING = "application/octet-stream"  # what many a phone says of every file

pytestmark = pytest.mark.xdist_group("one road")  # so that what they begin with is played once


async def hands_in(town: Town, *files: tuple[str, bytes, str]) -> None:
    """Add a wage slip of several files, in one album, and wait until each is kept or refused."""
    lin = town.lin
    await opened(lin)
    await lin.presses(t("Add a paper"))
    await lin.presses(option("paper", "wage_proof"))
    await sends(lin, *files)
    await lin.sees(t("Thank you, it is with case {number} now.", number="2026-0001"))
    await all_kept(town, "wage_proof", len(files))


async def sends(player: Player, *files: tuple[str, bytes, str]) -> None:
    await player.uploads(*files)
    counted = render_plain(files_counted(len(files)), "zh_Hans", timezone=BEIJING)
    await player.sees(t("Received: {files}. Send more, or press Done.", files=counted))
    await player.presses(t("Done"))


async def all_kept(town: Town, kind: str, count: int) -> None:
    for _ in range(200):
        found = of_kind(town, kind)
        if len(found) == count and all(one.stored_as or one.fetch_error for one in found):
            return
        await asyncio.sleep(0.1)
    raise AssertionError("the papers are not fetched")


def of_kind(town: Town, kind: str) -> list[Paper]:
    with town.program.database.work() as session:
        found = [one for one in session.exec(select(Paper)) if one.kind == kind]
        session.expunge_all()
    return found


def slips(town: Town) -> list[Paper]:
    return of_kind(town, "wage_proof")


async def sees_papers(officer: Player) -> None:
    await officer.sees("2026-0001")
    await officer.presses(t("Open"))
    await officer.sees("2026-0001", t("No home visit is on record yet."))
    await officer.presses(t("Papers"))


@pytest.mark.town_at(story=with_case)
async def test_an_officer_sees_photos_as_an_album_without_their_place_and_pdfs_named_by_the_bot(town: Town) -> None:
    wage = option("paper", "wage_proof")
    await hands_in(
        town,
        ("IMG_0001.HEIC", paper("iphone.heic"), ANYTHING),
        ("王小明的工资.JPG", paper("phone.jpg"), "text/plain"),
        ("工资单", paper("script.pdf"), ANYTHING),
    )
    await sees_papers(town.station)
    file = await town.station.sees(wage, t(WITH_MORE))
    assert file.file_name == f"2026-0001_{wage}_3.pdf"
    pictures = [one for one in town.station.messages if "media_group_id" in one.raw and "photo" in one.raw]
    assert [wage in one.text for one in pictures] == [True, False], "an album, with its words once"
    for one in pictures:
        content = await town.station.downloads(one)
        assert content.startswith(b"\xff\xd8\xff")
        assert b"Secretphone" not in content
        assert b"Exif" not in content
    assert all("王小明" not in str(one.raw) for one in town.station.messages)
    assert {(one.mime, one.name) for one in slips(town)} == {("image/jpeg", ""), ("application/pdf", "")}


@pytest.mark.town_at(story=with_case)
async def test_what_is_no_paper_is_told_is_shown_to_nobody_and_is_asked_for_again(town: Town) -> None:
    lin, wage = town.lin, option("paper", "wage_proof")
    await hands_in(
        town,
        ("工资.jpg", paper("page.html.jpg"), "image/jpeg"),
        ("工资.png", paper("bomb.png"), "image/png"),
        ("工资2.jpg", paper("cut_off.jpg"), "image/jpeg"),
        ("工资.pdf", paper("locked.pdf"), "application/pdf"),
    )
    for why in {one.fetch_error.partition(": ")[2] for one in slips(town) if one.fetch_error}:
        await lin.sees(t(REFUSED, number="2026-0001", fault=t(FAULTS[why])))
    assert len({one.fetch_error for one in slips(town)}) == 4
    assert not any(one.stored_as for one in slips(town)), "nothing of them is kept"
    await lin.presses(t(AGAIN))
    await lin.sees(t("Please send: {paper}", paper=wage))
    assert f"– {wage}" in await opened(lin)
    await sees_papers(town.station)
    missing = t("Case {number}, still missing: {papers}", number="2026-0001", papers="X").split("X", maxsplit=1)[0]
    assert wage in (await town.station.sees(missing)).text
    assert any(t("No papers yet.") in one.text for one in town.station.messages)
    assert not any(t(NOT_THERE) in one.text for one in town.station.messages)


@pytest.mark.town_at(story=with_case)
async def test_an_album_of_ten_of_which_three_are_no_papers_and_the_same_again(town: Town) -> None:
    """Seven count, three are told of by what is wrong with them, and what comes twice does no harm."""
    album = (
        *((f"{n}.jpg", paper("phone.jpg") + bytes([n]), "image/jpeg") for n in range(5)),
        ("工资.heic", paper("iphone.heic"), ANYTHING), ("工资.pdf", paper("plain.pdf"), "application/pdf"),
        ("a.jpg", paper("page.html.jpg"), "image/jpeg"), ("b.jpg", paper("cut_off.jpg"), "image/jpeg"),
        ("c.pdf", paper("locked.pdf"), "application/pdf"),
    )  # fmt: skip
    await hands_in(town, *album)
    assert sum(not one.fetch_error for one in slips(town)) == 7
    await opened(town.lin)
    await town.lin.presses(t("Add a paper"))
    await town.lin.presses(option("paper", "wage_proof"))
    await sends(town.lin, *album)
    await all_kept(town, "wage_proof", 20)
    assert town.case(1).step == "review"


async def looks_at_own(lin: Player, what: str) -> None:
    await opened(lin)
    await lin.presses(t("Add a paper"))
    await lin.presses(t("What I have sent"))
    await lin.sees(t("Which one would you like to look at, take back, or change for another?"))
    await lin.presses(what)


@pytest.mark.town_at(story=with_case)
async def test_a_wrong_paper_is_changed_for_another_and_taken_back(town: Town) -> None:
    lin, wage = town.lin, option("paper", "wage_proof")
    await hands_in(town, ("别人的工资.jpg", paper("phone.jpg"), "image/jpeg"))
    await looks_at_own(lin, wage)
    await lin.sees(wage, t("Sent: {when}", when="")[:3])
    shown = next(one for one in lin.messages if one.by_bot and one.file_id)
    assert b"Secretphone" not in await lin.downloads(shown), "what they see is our copy, too"
    await lin.presses(t("‹ Back"))
    await lin.sees(t("Which one would you like to look at, take back, or change for another?"))
    await lin.presses(wage)
    await lin.sees(wage, t("Sent: {when}", when="")[:3])
    await lin.presses(t("Send another in its place"))
    await lin.sees(t("Please send: {paper}", paper=wage))
    await sends(lin, ("工资.pdf", paper("plain.pdf"), "application/pdf"))
    await lin.sees(t("Thank you, it is with case {number} now.", number="2026-0001"))
    await all_kept(town, "wage_proof", 2)
    replaced = "The worker of case {number} sent another file in place of one: {paper}. Please look at it anew."
    await town.station.sees(t(replaced, number="2026-0001", paper=wage))
    await sees_papers(town.station)
    assert (await town.station.sees(wage)).file_name == f"2026-0001_{wage}_1.pdf", "the first is not shown any more"

    await looks_at_own(lin, wage)
    await lin.sees(wage, t("Sent: {when}", when="")[:3])
    await lin.presses(t("Take it back"))
    await lin.presses(t("Yes, take it back"))
    await lin.sees(t("“{paper}” is taken back. Send it again here, or later under /cases.", paper=wage))
    told = "The worker of case {number} took back a paper: {paper}. It does not count any more."
    await town.station.sees(t(told, number="2026-0001", paper=wage))
    assert f"– {wage}" in await opened(lin)
    await lin.presses(t("Course of the case"))
    await lin.sees(t("The worker took back a paper: {paper}", paper=wage))


@pytest.mark.town_at(story=with_case)
async def test_photos_of_a_visit_are_shown_to_those_who_decide_and_go_when_nobody_was_there(town: Town) -> None:
    point, station = town.point, town.station
    await point.sees("2026-0001")
    await point.presses(t("Record visit"))
    await point.sends("2026-07-20")
    await point.presses("吴审核")
    await point.sends("All as reported.")
    await point.sees(t("A photo of the visit? If people are in it, ask them first."))
    photos = (("IMG_1.jpg", paper("phone.jpg"), "image/jpeg"), ("IMG_2.HEIC", paper("iphone.heic"), ANYTHING))
    await sends(point, *photos)
    await point.sees(t("The visit is recorded. It counts once your colleague has confirmed it."))
    await all_kept(town, "visit", 2)
    await station.sees("2026-0001")
    await station.presses(t("Open"))
    await station.sees("2026-0001", "All as reported.", render_plain(say_many(*PHOTOS, 2), "zh_Hans", timezone=BEIJING))
    await station.presses(t("Papers"))
    photo = await station.sees(t("home visit on {day}", day="2026年7月20日"))
    assert b"Secretphone" not in await station.downloads(photo)
    await station.presses(t("I was not there"))
    await point.sees(t(RECORD_AGAIN, number="2026-0001", day="2026年7月20日"))
    assert not of_kind(town, "visit")
