"""a unit may have a name per language"""

from alembic import op
import sqlalchemy as sa


revision = 'd2f8a4c61e07'
down_revision = 'a17d3c5e90b4'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('unit', sa.Column('name_zh_hant', sa.String(), nullable=True))
    op.add_column('unit', sa.Column('name_en', sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column('unit', 'name_en')
    op.drop_column('unit', 'name_zh_hant')
