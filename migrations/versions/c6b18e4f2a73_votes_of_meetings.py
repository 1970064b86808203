"""votes of meetings"""

from alembic import op
import sqlalchemy as sa


revision = 'c6b18e4f2a73'
down_revision = 'a1f7c3e9d502'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('vote',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.BigInteger(), nullable=False),
    sa.Column('choice', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['aid_case.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('case_id', 'version', 'officer_id'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('vote', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vote_case_id'), ['case_id'], unique=False)


def downgrade() -> None:
    op.drop_table('vote')
