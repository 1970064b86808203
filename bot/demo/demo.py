"""The demonstration: a centre in the middle of its work, with cases that stand at every step."""

import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.demo import story
from bot.demo.stage import Stage
from bot.demo.story import Household
from bot.settings import WrongSettings
from domain.platform.money import yuan
from simulator import SimulatorClient

MARK = ".sisong-demo"  # only a folder that carries this file is ever emptied

CHENS = Household(
    3001, "陈样例", "P1", "990101197704180090", "13800138002",
    {
        "members": [
            {"name": "褚样例", "resident_id": "990101197908080083", "work_status": "part_time", "health": "chronic",
             "monthly_income": yuan(1000)},
            {"relation": "son", "name": "陈双一", "resident_id": "990101200703030079", "work_status": "student",
             "school": "示例大学", "stage": "higher", "entry_year": 2025},
            {"relation": "son", "name": "陈双二", "resident_id": "990101200703030095", "work_status": "student",
             "school": "示例理工", "stage": "higher", "entry_year": 2025},
        ],
        "self_monthly_income": yuan(4000), "rigid_medical": yuan(14000), "rigid_education": yuan(13000),
        "main_cause": "schooling", "other_causes": ["serious_illness"],
    },
)  # fmt: skip

ZHOUS = Household(
    3002, "周甲", "P2", "990101198106010053", "13800138003",
    {
        "members": [
            {"name": "许乙", "resident_id": "990101198307150044", "health": "chronic", "monthly_income": yuan(2000)},
            {"relation": "son", "name": "周丙", "resident_id": "990101200609090032", "work_status": "student",
             "school": "示例学院", "stage": "higher", "entry_year": 2025},
            {"relation": "daughter", "name": "周丁", "resident_id": "990101201505050022", "work_status": "student",
             "school": "示例小学", "stage": "primary", "entry_year": 2021},
        ],
        "self_monthly_income": yuan(3000), "rigid_medical": yuan(12000), "rigid_education": yuan(9600),
        "main_cause": "serious_illness", "other_causes": ["schooling"],
    },
)  # fmt: skip

SHENS = Household(
    3003, "沈甲乙", "P1", "990101198410100133", "13800138004",
    {
        "members": [
            {"name": "韩丙丁", "resident_id": "99010119851111012X", "monthly_income": yuan(2000)},
            {"relation": "daughter", "name": "沈小一", "resident_id": "990101201206010047", "work_status": "student",
             "school": "示例中学", "stage": "junior_secondary", "entry_year": 2025},
            {"relation": "father", "name": "沈老三", "resident_id": "990101195202020151", "work_status": "retired",
             "health": "disabled"},
        ],
        "self_monthly_income": yuan(2500), "rigid_medical": yuan(12000),
        "main_cause": "serious_illness", "other_causes": ["no_work_ability"],
    },
)  # fmt: skip

QINS = Household(
    3004, "秦超限", "P2", "990101197512010193", "13800138005",
    {
        "self_work_status": "sick_leave", "self_health": "serious_illness",
        "members": [
            {"name": "尤超限", "resident_id": "990101197701010168", "work_status": "unemployed"},
            {"relation": "son", "name": "秦小", "resident_id": "99010120100228015X", "work_status": "student",
             "school": "示例高中", "stage": "senior_secondary", "entry_year": 2026},
        ],
        "self_monthly_income": yuan(5500), "rigid_medical": yuan(68000), "main_cause": "serious_illness",
    },
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
    """Play the cases: a file with a grant to be paid, and households at entry, approval, notice and review.

    Then the officer begins the summer's work for the household that has a file.
    """
    async with SimulatorClient(address) as client:
        stage = Stage(client, script=lambda _line: None)
        for household in (CHENS, ZHOUS, SHENS, QINS):
            await client.add_person(household.name, id=household.person_id, role=dict(WORKER))
        lin = await story.opens_a_file(stage, story.LINS, "QG-3505-2026-00017")
        await story.applies_for_the_daughter(lin)
        await story.reviews(stage)
        for household in (QINS, ZHOUS):
            await story.reports(stage, household)
            await story.reviews(stage)
        await stage.leaps("end_of_notice")
        await story.approves(stage)
        await story.approves(stage, "2026-0002")
        await story.reports(stage, CHENS)
        await story.reviews(stage)
        await story.reports(stage, SHENS)
        await story.begins_the_summer(stage)


WORKER = {"zh_Hans": "职工", "zh_Hant": "職工", "en": "Worker"}
