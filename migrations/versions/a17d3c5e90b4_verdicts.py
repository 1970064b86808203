"""what was looked at when a case was handed in"""

from alembic import op
import sqlalchemy as sa


revision = 'a17d3c5e90b4'
down_revision = '1e5bedf38d2c'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'verdict',
        sa.Column('seal', sa.LargeBinary(), nullable=True),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('case_id', sa.Integer(), nullable=False),
        sa.Column('trace', sa.LargeBinary(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['case_id'], ['aid_case.id']),
        sa.PrimaryKeyConstraint('id'),
        sqlite_autoincrement=True,
    )
    op.create_index('ix_verdict_seal', 'verdict', ['seal'], unique=True)
    op.create_index('ix_verdict_case_id', 'verdict', ['case_id'], unique=False)


def downgrade() -> None:
    op.drop_table('verdict')
