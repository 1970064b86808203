"""what visits were about"""

from alembic import op
import sqlalchemy as sa


revision = 'd4b7e90c21f6'
down_revision = '545048243eec'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('visit', sa.Column('about', sa.String(), server_default='', nullable=False))


def downgrade() -> None:
    op.drop_column('visit', 'about')
