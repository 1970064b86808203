"""Papers as phones send them: what an officer sees of them, and what is told of those that are none."""

from __future__ import annotations

import asyncio

import pytest
from sqlmodel import select

from delivery.attachments.copies import WITH_MORE
from delivery.papers.judging import FAULTS
from delivery.papers.store import AGAIN, REFUSED
from delivery.rendering import render_plain
from domain.forms.kinds import files_counted
from domain.platform.calendar import BEIJING
from models.procedure import Paper
from simulator import Player
from tests.conversations.cases.test_worker_cases import opened, with_case
from tests.papers import paper
from tests.town import Town
from tests.words import t
from tests.workers import option

ANYTHING = "application/octet-stream"  # what many a phone says of every file

pytestmark = pytest.mark.xdist_group("one road")  # so that what they begin with is played once


async def hands_in(town: Town, *files: tuple[str, bytes, str]) -> None:
    """Add a wage slip of several files, in one album, and wait until each is kept or refused."""
    lin = town.lin
    await opened(lin)
    await lin.presses(t("Add a paper"))
    await lin.presses(option("paper", "wage_proof"))
    await lin.uploads(*files)
    counted = render_plain(files_counted(len(files)), "zh_Hans", timezone=BEIJING)
    await lin.sees(t("Received: {files}. Send more, or press Done.", files=counted))
    await lin.presses(t("Done"))
    await lin.sees(t("Thank you, it is with case {number} now.", number="2026-0001"))
    for _ in range(200):
        if all(one.stored_as or one.fetch_error for one in slips(town)):
            return
        await asyncio.sleep(0.1)
    raise AssertionError("the papers are not fetched")


def slips(town: Town) -> list[Paper]:
    with town.program.database.work() as session:
        found = [one for one in session.exec(select(Paper)) if one.kind == "wage_proof"]
        session.expunge_all()
    return found


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
    assert not any(wage in one.text for one in town.station.messages if one.file_id)
