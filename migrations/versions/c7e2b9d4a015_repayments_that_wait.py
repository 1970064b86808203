"""repayments that wait"""

from alembic import op
import sqlalchemy as sa


revision = 'c7e2b9d4a015'
down_revision = 'c6b18e4f2a73'
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('asked', 'proposed')")


def upgrade() -> None:
    op.create_table('deferral',
    sa.Column('seal', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('fen', sa.BigInteger(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('moves_to', sa.Date(), nullable=False),
    sa.Column('months', sa.Integer(), nullable=False),
    sa.Column('reason', sa.LargeBinary(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('asked_by', sa.BigInteger(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('first_id', sa.BigInteger(), nullable=True),
    sa.Column('first_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by', sa.BigInteger(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('refusal', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['aid_case.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('deferral', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deferral_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_deferral_seal'), ['seal'], unique=True)
        batch_op.create_index('deferral_open', ['case_id'], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    op.drop_table('deferral')
