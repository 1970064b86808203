"""A loan over HTTP, from the application to the last repayment."""

from __future__ import annotations

from tests.conversations.aid.test_by_policy import opens
from tests.conversations.aid.test_worker_apply import with_file
from tests.conversations.cases.test_papers import sends
from tests.conversations.procedure.test_officer_road import approves, visited
from tests.papers import JPEG
from tests.town import Town
from tests.words import t


async def test_a_loan_is_vouched_for_signed_paid_and_paid_back(town: Town) -> None:
    lin, admin, cashier = await with_file(town), town.admin, town.cashier
    await opens(lin, "startup_loan")
    await lin.presses("修理")
    for said in ("修车铺，买一台举升机", "6000", "6"):
        await lin.sends(said)
    await lin.presses(t("Everything is right"))
    await lin.presses(t("I confirm, send it"))
    await visited(town)
    await approves(town.station)
    await admin.sees("2026-0001", "请您单位为其担保")
    await admin.presses(t("I vouch for it"))
    await admin.sends("十年的老职工，信得过")
    await lin.sees("信得过")
    await town.jump("end_of_notice")
    await approves(town.approver)
    await signs(town)
    await cashier.presses(t("Mark paid"))
    await cashier.sends("今天")
    await cashier.sends("BANK-2026-1")
    await cashier.presses(t("Everything is right"))
    await lin.presses(t("It arrived"))
    await lin.sees("还有3期")
    await town.days_pass(27)
    await lin.sees("第1期还款")
    await waits(town)
    await repaid(town, "1000", "R-1")
    await lin.sees("还欠", "5,000")
    await lin.sends("/cases")
    await lin.presses("2026-0001")
    await lin.presses(t("Pay back all of it"))
    await cashier.presses(t("Answer the worker"))
    await cashier.sends("转到账户6200，写上姓名")
    await lin.sees("账户6200")
    await station_sees(town)
    await repaid(town, "5000", "R-2")
    await lin.sees("全部还清")
    assert town.case(1).status == "finished"


async def signs(town: Town) -> None:
    """The worker sends the contract, twice, since it could not be read at first; the recorder adds nothing."""
    lin, recorder = town.lin, town.recorder
    await lin.sends("/cases")
    await lin.presses("2026-0001")
    await lin.presses(t("Send the contract"))
    await sends(lin, ("contract.jpg", JPEG, "image/jpeg"))
    await recorder.sees("合同照片1张")
    await recorder.presses(t("They cannot be read"))
    await recorder.sends("印章没拍全")
    await lin.sees("印章没拍全")
    await lin.presses(t("Send the contract"))
    await sends(lin, ("contract.jpg", JPEG, "image/jpeg"), ("2.jpg", JPEG, "image/jpeg"))
    await recorder.sees("合同照片2张")
    await recorder.presses(t("Contract signed"))
    await recorder.sends("今天")
    await recorder.presses(t("All of it can be read"))
    await recorder.sees(t("Written down."))


async def waits(town: Town) -> None:
    """The worker cannot pay; the case officer is for it, a leader lets it wait, and the plan moves."""
    lin, point, station = town.lin, town.point, town.station
    await lin.presses(t("I cannot pay this month"))
    await lin.presses("2个月")
    await lin.sends("住院了，下个月才上班")
    await lin.sees("由两位同事决定")
    await point.sees("住院了")
    await point.presses(t("Let it wait"))
    await station.sees("第二人")
    await station.presses(t("Let it wait"))
    await lin.sees("缓期2个月")
    await lin.presses(t("See the case"))
    await lin.presses(t("All repayments"))
    await lin.sees("6.", "1,000")


async def station_sees(town: Town) -> None:
    await town.station.sends("/loans")
    await town.station.sees("1笔借款", "5,000元")


async def repaid(town: Town, yuan: str, reference: str) -> None:
    await town.cashier.sends("/case 2026-0001")
    await town.cashier.presses(t("Write down a repayment"))
    await town.cashier.sees(t("How many yuan have come?"))
    await town.cashier.sends(yuan)
    await town.cashier.sends("今天")
    await town.cashier.sends(reference)
    await town.cashier.presses(t("Everything is right"))
    await town.cashier.sees("已登记")
