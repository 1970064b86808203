"""what was refused"""

from alembic import op
import sqlalchemy as sa


revision = 'b81d5a6c2f07'
down_revision = 'b4d2a7f01c66'
branch_labels = None
depends_on = None

REFUSED = sa.text("broadcast_id IS NULL AND state IN ('failed', 'parked')")


def upgrade() -> None:
    op.create_index('outbox_refused', 'outbox', ['id'], unique=False, sqlite_where=REFUSED, postgresql_where=REFUSED)


def downgrade() -> None:
    op.drop_index('outbox_refused', table_name='outbox')
