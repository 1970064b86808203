"""numbers of people on file that are to follow: their clock"""

from alembic import op
import sqlalchemy as sa


revision = '4d1a7be03c95'
down_revision = '8c4f6e362ed2'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('household_file', sa.Column('waits_since', sa.Date(), nullable=True))
    op.add_column('household_file', sa.Column('waits_until', sa.Date(), nullable=True))
    op.add_column('household_file', sa.Column('reminded', sa.Integer(), server_default='0', nullable=False))
    op.add_column('household_file', sa.Column('call_on', sa.Date(), nullable=True))
    op.create_index('ix_household_file_call_on', 'household_file', ['call_on'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_household_file_call_on', table_name='household_file')
    for column in ('call_on', 'reminded', 'waits_until', 'waits_since'):
        op.drop_column('household_file', column)
