"""cases that one report opened, each for a list of its own"""

from alembic import op
import sqlalchemy as sa


revision = 'c7b20e94d513'
down_revision = 'b8d41c7f52e9'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('aid_case', sa.Column('beside_id', sa.Integer(), nullable=True))
    op.create_index(op.f('ix_aid_case_beside_id'), 'aid_case', ['beside_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_aid_case_beside_id'), table_name='aid_case')
    op.drop_column('aid_case', 'beside_id')
