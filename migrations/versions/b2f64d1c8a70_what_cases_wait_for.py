"""what cases wait for"""

from alembic import op
import sqlalchemy as sa


revision = 'b2f64d1c8a70'
down_revision = 'e3b1c7d40a95'
branch_labels = None
depends_on = None

# The job looks at these once; the days of what really waits begin to count there.
LOOK = "UPDATE aid_case SET call_on = '2020-01-01' WHERE status = 'open' AND step IN ('review', 'receipt')"


def upgrade() -> None:
    op.add_column('aid_case', sa.Column('waits_since', sa.Date(), nullable=True))
    op.execute("UPDATE aid_case SET waits_until = NULL, call_on = NULL, reminded = 0")
    op.execute(LOOK)


def downgrade() -> None:
    op.drop_column('aid_case', 'waits_since')
