"""once per what"""

from alembic import op
import sqlalchemy as sa


revision = 'd965f14d2130'
down_revision = 'a3a100d07c1f'
branch_labels = None
depends_on = None

# Where two live cases of the version before are for the same, the paid one keeps the key, else the older; the other one
# has none. It can be returned, refused or taken back; approving or paying it is refused while the first one lives.
FILL = """
UPDATE aid_case SET once_key = programme || ':' || subject_print || ':' || period WHERE id IN (
    SELECT id FROM (
        SELECT aid_case.id, row_number() OVER (
            PARTITION BY programme, subject_print, period
            ORDER BY CASE WHEN status = 'finished' OR payment.id IS NOT NULL THEN 0 ELSE 1 END, aid_case.id
        ) AS place
        FROM aid_case LEFT JOIN payment ON payment.case_id = aid_case.id
        WHERE subject_print IS NOT NULL AND status IN ('open', 'returned', 'finished')
    ) AS live WHERE place = 1
)
"""


def upgrade() -> None:
    op.add_column('aid_case', sa.Column('once_key', sa.String(), nullable=True))
    op.execute(FILL)
    op.create_index('ix_aid_case_once_key', 'aid_case', ['once_key'], unique=True)


def downgrade() -> None:
    op.drop_index('ix_aid_case_once_key', table_name='aid_case')
    op.drop_column('aid_case', 'once_key')
