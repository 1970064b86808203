"""A paper remembers the message that goes from the chat once it is kept."""

from alembic import op
import sqlalchemy as sa


revision = '545048243eec'
down_revision = 'c18e5f7a03d4'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.add_column(sa.Column('message_id', sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.drop_column('message_id')
