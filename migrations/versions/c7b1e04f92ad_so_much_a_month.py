"""so much a month"""

from alembic import op
import sqlalchemy as sa


revision = 'c7b1e04f92ad'
down_revision = 'c7d2a9e40b16'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('month_run',
    sa.Column('seal', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('fen', sa.BigInteger(), nullable=False),
    sa.Column('first', sa.Date(), nullable=False),
    sa.Column('months', sa.Integer(), nullable=False),
    sa.Column('held_since', sa.Date(), nullable=True),
    sa.Column('held_by', sa.BigInteger(), nullable=True),
    sa.Column('held_reason', sa.LargeBinary(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('ended', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['aid_case.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('case_id'),
    sqlite_autoincrement=True
    )
    op.create_index('ix_month_run_seal', 'month_run', ['seal'], unique=True)
    with op.batch_alter_table('aid_case', schema=None) as batch_op:
        batch_op.add_column(sa.Column('months', sa.Integer(), server_default='0', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('aid_case', schema=None) as batch_op:
        batch_op.drop_column('months')
    op.drop_table('month_run')
