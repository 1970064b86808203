"""A change may be about the card of one grant's student."""

from alembic import op
import sqlalchemy as sa


revision = '7d1c4b9e02a6'
down_revision = 'b4d7e2a90c61'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.add_column(sa.Column('case_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key('change_case_id_fkey', 'aid_case', ['case_id'], ['id'])
        batch_op.create_index('ix_change_case_id', ['case_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.drop_index('ix_change_case_id')
        batch_op.drop_constraint('change_case_id_fkey', type_='foreignkey')
        batch_op.drop_column('case_id')
