"""sums that are chosen"""

from alembic import op
import sqlalchemy as sa


revision = 'c5d8e1f27a30'
down_revision = 'b4e2d7f1a9c6'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('aid_case', sa.Column('least', sa.BigInteger(), nullable=True))
    op.add_column('aid_case', sa.Column('upto', sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column('aid_case', 'upto')
    op.drop_column('aid_case', 'least')
