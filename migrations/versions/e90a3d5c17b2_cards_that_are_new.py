"""cards that are new"""

from alembic import op
import sqlalchemy as sa


revision = 'e90a3d5c17b2'
down_revision = 'd4b7e90c21f6'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('money_row', sa.Column('card_since', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('money_row', 'card_since')
