"""Decisions that can still be taken back."""

from alembic import op
import sqlalchemy as sa


revision = '8c4f6e362ed2'
down_revision = 'c5d8e1f27a30'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('meant_decision',
    sa.Column('seal', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('holds', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.BigInteger(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('act', sa.String(), nullable=False),
    sa.Column('verdict', sa.String(), nullable=False),
    sa.Column('given', sa.LargeBinary(), nullable=True),
    sa.Column('together', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('meant_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['aid_case.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('holds'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('meant_decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meant_decision_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meant_decision_seal'), ['seal'], unique=True)
        batch_op.create_index(batch_op.f('ix_meant_decision_together'), ['together'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('meant_decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meant_decision_together'))
        batch_op.drop_index(batch_op.f('ix_meant_decision_seal'))
        batch_op.drop_index(batch_op.f('ix_meant_decision_case_id'))

    op.drop_table('meant_decision')
