"""the yearly re-check"""

from alembic import op
import sqlalchemy as sa


revision = 'c7e19b52d480'
down_revision = '36b1fa0c052c'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('recheck_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('policy_version', sa.String(), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('reminded', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key'),
    sqlite_autoincrement=True
    )
    op.create_table('recheck',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('same', sa.String(), nullable=False),
    sa.Column('changed', sa.String(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_by', sa.BigInteger(), nullable=True),
    sa.Column('by_officer', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['household_id'], ['household_file.id'], ),
    sa.ForeignKeyConstraint(['round_id'], ['recheck_round.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('round_id', 'household_id'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('recheck', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recheck_household_id'), ['household_id'], unique=False)
    for name in ('recheck_until', 'rechecked_on', 'suspended_on'):
        op.add_column('household_file', sa.Column(name, sa.Date(), nullable=True))
    op.create_index('ix_household_file_recheck_until', 'household_file', ['recheck_until'])
    op.create_index('ix_household_file_suspended_on', 'household_file', ['suspended_on'])


def downgrade() -> None:
    op.drop_index('ix_household_file_suspended_on', table_name='household_file')
    op.drop_index('ix_household_file_recheck_until', table_name='household_file')
    for name in ('suspended_on', 'rechecked_on', 'recheck_until'):
        op.drop_column('household_file', name)
    op.drop_table('recheck')
    op.drop_table('recheck_round')
