"""plans of households"""

from alembic import op
import sqlalchemy as sa


revision = 'ea6120c1b1d4'
down_revision = 'a7d14c0be2f9'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('household_plan',
    sa.Column('seal', sa.LargeBinary(), nullable=True),
    sa.Column('waits_since', sa.Date(), nullable=True),
    sa.Column('waits_until', sa.Date(), nullable=True),
    sa.Column('reminded', sa.Integer(), server_default='0', nullable=False),
    sa.Column('call_on', sa.Date(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('open_key', sa.Integer(), nullable=True),
    sa.Column('goal', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('made_by', sa.BigInteger(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('shown_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('agreed_by', sa.BigInteger(), nullable=True),
    sa.Column('agreed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('wish', sa.LargeBinary(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['household_id'], ['household_file.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('open_key'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('household_plan', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_household_plan_call_on'), ['call_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_household_plan_household_id'), ['household_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_household_plan_seal'), ['seal'], unique=True)

    op.create_table('plan_measure',
    sa.Column('seal', sa.LargeBinary(), nullable=True),
    sa.Column('waits_since', sa.Date(), nullable=True),
    sa.Column('waits_until', sa.Date(), nullable=True),
    sa.Column('reminded', sa.Integer(), server_default='0', nullable=False),
    sa.Column('call_on', sa.Date(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('rule', sa.String(), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=True),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('how', sa.String(), nullable=False),
    sa.Column('of', sa.String(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('added_by', sa.BigInteger(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_by', sa.BigInteger(), nullable=True),
    sa.Column('note', sa.LargeBinary(), nullable=True),
    sa.Column('taken_out', sa.Boolean(), nullable=False),
    sa.Column('open_key', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['household_id'], ['household_file.id'], ),
    sa.ForeignKeyConstraint(['plan_id'], ['household_plan.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('open_key'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('plan_measure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_measure_call_on'), ['call_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_plan_measure_done_at'), ['done_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_plan_measure_until'), ['until'], unique=False)
        batch_op.create_index(batch_op.f('ix_plan_measure_household_id'), ['household_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_plan_measure_plan_id'), ['plan_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_plan_measure_seal'), ['seal'], unique=True)



def downgrade() -> None:
    with op.batch_alter_table('plan_measure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_measure_until'))
        batch_op.drop_index(batch_op.f('ix_plan_measure_seal'))
        batch_op.drop_index(batch_op.f('ix_plan_measure_plan_id'))
        batch_op.drop_index(batch_op.f('ix_plan_measure_household_id'))
        batch_op.drop_index(batch_op.f('ix_plan_measure_done_at'))
        batch_op.drop_index(batch_op.f('ix_plan_measure_call_on'))

    op.drop_table('plan_measure')
    with op.batch_alter_table('household_plan', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_household_plan_seal'))
        batch_op.drop_index(batch_op.f('ix_household_plan_household_id'))
        batch_op.drop_index(batch_op.f('ix_household_plan_call_on'))

    op.drop_table('household_plan')
