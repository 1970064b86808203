"""files that may be of one household"""

from alembic import op
import sqlalchemy as sa


revision = 'a7d14c0be2f9'
down_revision = 'c3d81f60ab57'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('household_file', sa.Column('merged_into', sa.Integer(), nullable=True))
    op.create_index('ix_household_file_merged_into', 'household_file', ['merged_into'], unique=False)
    op.create_table('file_mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('print', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['household_id'], ['household_file.id']),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('household_id', 'print'),
    sqlite_autoincrement=True
    )
    op.create_index('ix_file_mark_print', 'file_mark', ['print'], unique=False)
    op.create_table('file_double',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('low_id', sa.Integer(), nullable=False),
    sa.Column('high_id', sa.Integer(), nullable=False),
    sa.Column('shares', sa.String(), nullable=False),
    sa.Column('found_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('keeps_id', sa.Integer(), nullable=True),
    sa.Column('relation', sa.String(), nullable=False),
    sa.Column('meant_by', sa.BigInteger(), nullable=True),
    sa.Column('meant_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by', sa.BigInteger(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['low_id'], ['household_file.id']),
    sa.ForeignKeyConstraint(['high_id'], ['household_file.id']),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('low_id', 'high_id'),
    sqlite_autoincrement=True
    )
    op.create_index('ix_file_double_high_id', 'file_double', ['high_id'], unique=False)
    op.create_index('ix_file_double_state', 'file_double', ['state'], unique=False)


def downgrade() -> None:
    op.drop_table('file_double')
    op.drop_table('file_mark')
    op.drop_index('ix_household_file_merged_into', table_name='household_file')
    op.drop_column('household_file', 'merged_into')
