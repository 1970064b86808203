"""The demonstration: a centre in the middle of its work, with cases that stand at every step."""

import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.demo import story
from bot.demo.stage import Stage
from bot.demo.story import Household, Member
from bot.settings import WrongSettings
from simulator import SimulatorClient

MARK = ".sisong-demo"  # only a folder that carries this file is ever emptied

CHENS = Household(
    3001, "陈样例", "P1", "990101197704180090", "13800138002", "6200000000000005", "married", 4000,
    members=(
        Member("spouse", "褚样例", "990101197908080083", "part_time", "chronic", income=1000),
        Member("son", "陈双一", "990101200703030079", "student", school="示例大学", stage="higher", entry_year=2025),
        Member("son", "陈双二", "990101200703030095", "student", school="示例理工", stage="higher", entry_year=2025),
    ),
    medical=14000, education=13000, main_cause="schooling", other_causes=("serious_illness",),
)  # fmt: skip

ZHOUS = Household(
    3002, "周甲", "P2", "990101198106010053", "13800138003", "6200000000000005", "married", 3000,
    members=(
        Member("spouse", "许乙", "990101198307150044", "on_duty", "chronic", income=2000),
        Member("son", "周丙", "990101200609090032", "student", school="示例学院", stage="higher", entry_year=2025),
        Member("daughter", "周丁", "990101201505050022", "student", school="示例小学", stage="primary", entry_year=2021,
               under_14=True),
    ),
    medical=12000, education=9600, main_cause="serious_illness", other_causes=("schooling",),
)  # fmt: skip

SHENS = Household(
    3003, "沈甲乙", "P1", "990101198410100133", "13800138004", "6200000000000005", "married", 2500,
    members=(
        Member("spouse", "韩丙丁", "99010119851111012X", "on_duty", income=2000),
        Member("daughter", "沈小一", "990101201206010047", "student", school="示例中学", stage="junior_secondary",
               entry_year=2025),
        Member("father", "沈老三", "990101195202020151", "retired", "disabled"),
    ),
    medical=12000, main_cause="serious_illness", other_causes=("no_work_ability",),
)  # fmt: skip

QINS = Household(
    3004, "秦超限", "P2", "990101197512010193", "13800138005", "6200000000000005", "married", 5500,
    work="sick_leave", health="serious_illness",
    members=(
        Member("spouse", "尤超限", "990101197701010168", "unemployed"),
        Member("son", "秦小", "99010120100228015X", "student", school="示例高中", stage="senior_secondary",
               entry_year=2026),
    ),
    medical=68000, main_cause="serious_illness",
)  # fmt: skip

Act = Callable[[Stage], Awaitable[object]]


def fresh_folder(folder: Path) -> None:
    """Empty the folder of an earlier demonstration; any other folder that is not empty is left alone."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).is_file():
            raise WrongSettings(f"{folder} is not empty and no demonstration made it. Please choose another --folder.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()


async def populate(address: str) -> None:
    """Play the cases: a file with a grant being paid, and households at entry, approval, notice and review.

    Then the officer begins the summer's work for the household that has a file.
    """
    async with SimulatorClient(address) as client:
        stage = Stage(client, script=lambda _line: None)
        for household in (CHENS, ZHOUS, SHENS, QINS):
            await client.add_person(household.name, id=household.person_id, role=dict(WORKER))
        lin = await story.opens_a_file(stage, story.LINS, "QG-3505-2026-00017")
        await story.applies_for_the_daughter(lin)
        await story.reviews(stage)
        await story.reports(stage, ZHOUS)
        await story.reviews(stage)
        await stage.leaps("end_of_notice")
        await story.approves(stage)
        await story.reports(stage, CHENS)
        await story.reviews(stage)
        await story.reports(stage, QINS)
        await story.visits(stage)
        await story.reports(stage, SHENS)
        await story.begins_the_summer(stage)


WORKER = {"zh_Hans": "职工", "zh_Hant": "職工", "en": "Worker"}
