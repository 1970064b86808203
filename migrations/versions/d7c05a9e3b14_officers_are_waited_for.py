"""officers are waited for"""

from alembic import op
import sqlalchemy as sa


revision = 'd7c05a9e3b14'
down_revision = 'b81d5a6c2f07'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('prompt', sa.Column('waits_since', sa.Date(), nullable=True))
    op.add_column('prompt', sa.Column('waits_until', sa.Date(), nullable=True))
    op.add_column('prompt', sa.Column('reminded', sa.Integer(), server_default='0', nullable=False))
    op.add_column('prompt', sa.Column('call_on', sa.Date(), nullable=True))
    op.create_index('ix_prompt_call_on', 'prompt', ['call_on'], unique=False)
    # What is asked already gets its days at the first run of the job.
    op.execute("UPDATE prompt SET call_on = '2020-01-01' WHERE closed_at IS NULL AND about NOT LIKE 'step:%'")
    op.add_column('draft', sa.Column('nudged_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('draft', 'nudged_at')
    op.drop_index('ix_prompt_call_on', table_name='prompt')
    for column in ('call_on', 'reminded', 'waits_until', 'waits_since'):
        op.drop_column('prompt', column)
