"""A paper remembers what was found when it was opened."""

from alembic import op
import sqlalchemy as sa


revision = 'e5f1b7a20c94'
down_revision = 'a4f7c2e90b15'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.add_column(sa.Column('found', sa.String(), nullable=False, server_default=''))


def downgrade() -> None:
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.drop_column('found')
