"""what officers saw"""

from alembic import op
import sqlalchemy as sa


revision = 'c18e5f7a03d4'
down_revision = 'c1a5e0d2b7f4'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('prompt', sa.Column('seen', sa.String(), server_default='', nullable=False))
    op.add_column('change', sa.Column('seen', sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column('change', 'seen')
    op.drop_column('prompt', 'seen')
