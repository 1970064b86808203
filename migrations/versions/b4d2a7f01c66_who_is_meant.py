"""who is meant"""

from alembic import op
import sqlalchemy as sa


revision = 'b4d2a7f01c66'
down_revision = 'b2f64d1c8a70'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('invitation', sa.Column('confirmed_by', sa.BigInteger(), nullable=True))
    op.add_column('invitation', sa.Column('confirmed_too_by', sa.BigInteger(), nullable=True))
    op.add_column('invitation', sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True))
    # Links that were followed before made officers at once: whoever made them is taken to have meant it.
    op.execute('UPDATE invitation SET confirmed_by = made_by, ended_at = used_at WHERE used_by IS NOT NULL')


def downgrade() -> None:
    op.drop_column('invitation', 'ended_at')
    op.drop_column('invitation', 'confirmed_too_by')
    op.drop_column('invitation', 'confirmed_by')
