"""cards follow their prompts"""

from alembic import op
import sqlalchemy as sa


revision = 'b4e2d7f1a9c6'
down_revision = 'd2f8a4c61e07'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('prompt', sa.Column('card', sa.String(), server_default='', nullable=False))


def downgrade() -> None:
    op.drop_column('prompt', 'card')
