"""notices that stand"""

from alembic import op
import sqlalchemy as sa


revision = 'c41f0a7be2d9'
down_revision = 'd965f14d2130'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.add_column(sa.Column('stands_since', sa.DateTime(timezone=True), nullable=True))
    # What is posted keeps its days; what Telegram refused or still has to take waits until it is posted.
    op.execute(
        "UPDATE notice SET stands_since = posted_at WHERE taken_down_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM outbox "
        "WHERE outbox.key = 'notice:' || CAST(notice.id AS VARCHAR) AND outbox.state <> 'sent')"
    )


def downgrade() -> None:
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.drop_column('stands_since')
