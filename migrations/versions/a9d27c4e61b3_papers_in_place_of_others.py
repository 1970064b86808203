"""Which paper another is to take the place of, once it is kept."""

from alembic import op
import sqlalchemy as sa


revision = 'a9d27c4e61b3'
down_revision = 'b7e4c1f80d29'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.add_column(sa.Column('replaces', sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.drop_column('replaces')
