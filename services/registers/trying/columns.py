"""The columns of a register, the headings that mean them, and what was confirmed of headings here before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlmodel import Session, select

from domain.platform.text import N_, Text, say
from models.registers.imports import RegisterHeading
from services.platform.tables.refusals import TableTooLong
from services.platform.tables.table import Bounds, Column, Table, bare, opened
from services.platform.work import Work

MILLION = 1024 * 1024


class RegisterTooLong(TableTooLong):
    """A register may be long, and yet there is an end to it."""

    text = N_(
        "This register has more than 60,000 lines or 8 MB, or it is packed too tightly. Please send it in parts, with "
        "the heading above each."
    )


BOUNDS = Bounds(file=8 * MILLION, lines=60_000, rows=200_000, unpacked=96 * MILLION, told=RegisterTooLong)


def _column(key: str, label: Text, headings: str, *, is_needed: bool = False, is_day: bool = False) -> Column:
    return Column(key, label, tuple(headings.split()), is_needed, is_day)


COLUMNS = (
    _column(
        "household", say(N_("household number")),
        "户号 家庭编号 家庭序号 户编号 家庭户号 householdno familyno",
    ),
    _column(
        "national_number", say(N_("national number")),
        "档案编号 档案号 困难职工编号 困难职工档案编号 建档编号 全国编号 帮扶编号 filenumber "
        "nationalno",
    ),
    _column(
        "unit", say(N_("unit")),
        "单位 单位名称 工作单位 所在单位 所属单位 所属工会 基层工会 工会名称 工会 unitname "
        "employer", is_needed=True,
    ),
    _column(
        "class", say(N_("class")),
        "困难类别 困难类型 困难等级 类别 档案类别 致困类别 困难程度 hardshipclass hardship", is_needed=True,
    ),
    _column(
        "class_on", say(N_("class worked out on")),
        "认定日期 认定时间 建档日期 建档时间 建档年月 fileopened opened", is_day=True,
    ),
    _column(
        "cause", say(N_("main cause")),
        "致困原因 主要致困原因 困难原因 原因 cause causes reason",
    ),
    _column(
        "size", say(N_("people in the household")),
        "家庭人口 家庭人口数 人口 人口数 家庭成员数 家庭人数 familysize size people",
    ),
    _column(
        "head_name", say(N_("name of the head")),
        "户主姓名 户主 困难职工姓名 职工姓名 headname head", is_needed=True,
    ),
    _column(
        "head_id", say(N_("id number of the head")),
        "户主身份证号 户主身份证号码 户主身份证 户主证件号码 职工身份证号 职工身份证号码 headid "
        "headidnumber", is_needed=True,
    ),
    _column(
        "name", say(N_("name")),
        "姓名 名字 本人姓名 fullname",
    ),
    _column(
        "resident_id", say(N_("id number")),
        "身份证号 身份证号码 身份证 证件号码 证件号 公民身份号码 居民身份证号 身份证件号 "
        "residentid idnumber idno",
    ),
    _column(
        "relation", say(N_("relation to the head")),
        "与户主关系 关系 成员关系 与职工关系 与本人关系 与申请人关系 relationship",
    ),
    _column(
        "member_name", say(N_("name of somebody who lives there")),
        "成员姓名 家庭成员姓名 家属姓名 家庭成员 membername",
    ),
    _column(
        "member_id", say(N_("id number of somebody who lives there")),
        "成员身份证号 成员身份证 家庭成员身份证号 家属身份证号 成员身份证号码 成员证件号码 "
        "memberid memberidnumber",
    ),
    _column(
        "phone", say(N_("phone")),
        "电话 联系电话 手机 手机号 手机号码 本人电话 联系方式 电话号码 phonenumber mobile "
        "telephone",
    ),
    _column(
        "bank_card", say(N_("bank card")),
        "银行卡 银行卡号 卡号 银行账号 账号 银行账户 bankcardnumber card account",
    ),
    _column(
        "home_address", say(N_("address")),
        "住址 家庭住址 地址 家庭地址 现住址 居住地址 详细地址 homeaddress home",
    ),
    _column(
        "income", say(N_("monthly income")),
        "月收入 本人月收入 月工资 工资 收入 月均收入 monthlyincome income wage",
    ),
    _column(
        "work", say(N_("work")),
        "就业状况 工作状态 职业状况 就业情况 身份 劳动状况 workstatus employment",
    ),
    _column(
        "health", say(N_("health")),
        "健康状况 身体状况 健康情况 healthstatus",
    ),
    _column(
        "birth", say(N_("born")),
        "出生日期 出生年月日 生日 birthday dateofbirth", is_day=True,
    ),
    _column(
        "home_kind", say(N_("housing")),
        "住房类型 住房性质 住房情况 住房状况 housingkind",
    ),
    _column(
        "marital", say(N_("marital status")),
        "婚姻状况 婚姻 婚姻情况 maritalstatus",
    ),
    _column(
        "hukou", say(N_("hukou")),
        "户口类型 户籍类型 户口性质 户籍性质",
    ),
)  # fmt: skip
KEYS = tuple(one.key for one in COLUMNS)
LABELS: Mapping[str, Text] = {one.key: one.label for one in COLUMNS}
HEADS = ({"head_name", "name"}, {"head_id", "resident_id"})


def open_table(content: bytes) -> Table:
    """Return a register of which the heading is found: it names at least a person and an id number. Raises what
    `tables.read` does."""
    return opened(content, COLUMNS, BOUNDS, lambda found: all(found & some for some in HEADS))


def lacking(columns: Mapping[str, str]) -> list[Text]:
    """Return the columns without which no household can be taken, of those that no heading means."""
    found = set(columns)
    heads = [LABELS[one] for one, some in zip(("head_name", "head_id"), HEADS, strict=True) if not found & some]
    return [*heads, *(LABELS[one] for one in ("unit", "class") if one not in found)]


def meant(session: Session, heading: Sequence[str], found: Mapping[str, int]) -> tuple[dict[str, str], bool]:
    """Return the headings by column, as they were confirmed here before or else are usual; and whether all of them
    were confirmed."""
    kept = {one.heading: one.key for one in session.exec(select(RegisterHeading))}
    usual = {heading[place]: key for key, place in found.items()}
    columns: dict[str, str] = {}
    for words in heading:
        key = kept.get(bare(words), usual.get(words, "")) if words else ""
        if key in KEYS:
            columns.setdefault(key, words)
    return columns, all(bare(words) in kept for words in heading if words)


def keep(work: Work, heading: Sequence[str], columns: Mapping[str, str], by: int | None) -> None:
    """Keep what headings mean for the next time."""
    keys = {words: key for key, words in columns.items()}
    for words in dict.fromkeys(one for one in heading if one and bare(one)):
        row = RegisterHeading(heading=bare(words), key=keys.get(words, ""), kept_by=by, kept_at=work.now)
        work.session.merge(row)


def places(heading: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Return the place of each column in a heading."""
    return {key: heading.index(words) for key, words in columns.items() if words in heading}
