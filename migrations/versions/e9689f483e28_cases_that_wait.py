"""cases that wait"""

from alembic import op
import sqlalchemy as sa


revision = 'e9689f483e28'
down_revision = 'e7a54c0d9b31'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The days of a case that is returned already begin to count at the first run of the job.
    op.add_column('aid_case', sa.Column('waits_until', sa.Date(), nullable=True))
    op.add_column('aid_case', sa.Column('reminded', sa.Integer(), server_default='0', nullable=False))
    op.add_column('aid_case', sa.Column('call_on', sa.Date(), nullable=True))
    op.create_index('ix_aid_case_call_on', 'aid_case', ['call_on'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_aid_case_call_on', table_name='aid_case')
    op.drop_column('aid_case', 'call_on')
    op.drop_column('aid_case', 'reminded')
    op.drop_column('aid_case', 'waits_until')
