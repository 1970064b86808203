"""repayments of loans"""

from alembic import op
import sqlalchemy as sa


revision = 'a1f7c3e9d502'
down_revision = '4d1a7be03c95'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('repayment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('fen', sa.BigInteger(), nullable=False),
    sa.Column('paid_on', sa.Date(), nullable=False),
    sa.Column('bank_reference', sa.String(), nullable=False),
    sa.Column('reference_key', sa.String(), nullable=False),
    sa.Column('cashier_id', sa.BigInteger(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['aid_case.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('case_id', 'reference_key'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('repayment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_repayment_case_id'), ['case_id'], unique=False)


def downgrade() -> None:
    op.drop_table('repayment')
