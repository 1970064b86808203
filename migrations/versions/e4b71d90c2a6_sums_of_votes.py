"""the sum that a member of a meeting names"""

from alembic import op
import sqlalchemy as sa


revision = 'e4b71d90c2a6'
down_revision = 'd7f2a9c4e813'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('vote', sa.Column('fen', sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column('vote', 'fen')
