"""money settled at visits"""

from alembic import op
import sqlalchemy as sa


revision = 'b8d3e6f1a274'
down_revision = 'f3a6c81d2b09'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('gift', schema=None) as batch_op:
        batch_op.add_column(sa.Column('case_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_gift_case_id'), ['case_id'], unique=False)
        batch_op.create_foreign_key('gift_case', 'aid_case', ['case_id'], ['id'])
    with op.batch_alter_table('prompt', schema=None) as batch_op:
        batch_op.add_column(sa.Column('quiet', sa.Boolean(), server_default='0', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('prompt', schema=None) as batch_op:
        batch_op.drop_column('quiet')
    with op.batch_alter_table('gift', schema=None) as batch_op:
        batch_op.drop_constraint('gift_case', type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_gift_case_id'))
        batch_op.drop_column('case_id')
