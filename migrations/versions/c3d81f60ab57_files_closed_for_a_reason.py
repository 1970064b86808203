"""why a file was closed, by which event a change came, and who has died"""

from alembic import op
import sqlalchemy as sa


revision = 'c3d81f60ab57'
down_revision = 'db853ccf0b9f'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('household_file', sa.Column('closed_for', sa.String(), server_default='', nullable=False))
    op.add_column('change', sa.Column('event', sa.String(), server_default='', nullable=False))
    op.add_column('person', sa.Column('gone_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('person', 'gone_at')
    op.drop_column('change', 'event')
    op.drop_column('household_file', 'closed_for')
