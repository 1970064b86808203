"""notices wait for a colleague"""

from alembic import op
import sqlalchemy as sa


revision = 'f3a6c81d2b09'
down_revision = 'b6d9bd128c73'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('broadcast', sa.Column('waits_since', sa.Date(), nullable=True))
    op.add_column('broadcast', sa.Column('waits_until', sa.Date(), nullable=True))
    op.add_column('broadcast', sa.Column('reminded', sa.Integer(), server_default='0', nullable=False))
    op.add_column('broadcast', sa.Column('call_on', sa.Date(), nullable=True))
    op.create_index('ix_broadcast_call_on', 'broadcast', ['call_on'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_broadcast_call_on', table_name='broadcast')
    for column in ('call_on', 'reminded', 'waits_until', 'waits_since'):
        op.drop_column('broadcast', column)
