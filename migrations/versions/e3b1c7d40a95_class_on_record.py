"""class on record"""

from datetime import datetime
from zoneinfo import ZoneInfo

from alembic import op
import sqlalchemy as sa


revision = 'e3b1c7d40a95'
down_revision = 'e9689f483e28'
branch_labels = None
depends_on = None

# The class of a file of the version before is what its case was decided in. It was worked out when the answers came for
# the last time, under the policy of the case; a file without a case keeps neither and is looked at on the day it opened.
CASES = """
SELECT aid_case.household_id, aid_case.policy_version, COALESCE(
    (SELECT MAX(decision.at) FROM decision WHERE decision.case_id = aid_case.id AND decision.verdict = 'resubmit'),
    aid_case.opened_at) AS came_at
FROM aid_case WHERE aid_case.programme = 'hardship_file' AND aid_case.household_id IS NOT NULL ORDER BY aid_case.id
"""
SET = "UPDATE household_file SET class_on = :day, class_version = :version WHERE id = :file"


def upgrade() -> None:
    op.add_column('household_file', sa.Column('class_on', sa.Date(), nullable=True))
    op.add_column('household_file', sa.Column('class_version', sa.String(), server_default='', nullable=False))
    found = op.get_bind().execute(sa.text(CASES).columns(came_at=sa.DateTime(timezone=True))).all()
    rows = [{"file": file, "version": version, "day": _day(came_at)} for file, version, came_at in found]
    if rows:
        op.get_bind().execute(sa.text(SET).bindparams(sa.bindparam("day", type_=sa.Date())), rows)


def _day(moment: datetime) -> object:
    """SQLite keeps moments in UTC, without a zone."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("UTC"))
    return aware.astimezone(ZoneInfo("Asia/Shanghai")).date()


def downgrade() -> None:
    op.drop_column('household_file', 'class_version')
    op.drop_column('household_file', 'class_on')
