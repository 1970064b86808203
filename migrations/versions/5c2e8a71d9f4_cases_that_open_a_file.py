"""cases that open a file"""

from alembic import op
import sqlalchemy as sa


revision = '5c2e8a71d9f4'
down_revision = '3b8e5d1f7a42'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('aid_case', sa.Column('opens_file', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(sa.text("UPDATE aid_case SET opens_file = :yes WHERE programme = 'hardship_file'").bindparams(yes=True))


def downgrade() -> None:
    op.drop_column('aid_case', 'opens_file')
