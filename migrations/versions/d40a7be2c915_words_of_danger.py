"""words of danger"""

from alembic import op
import sqlalchemy as sa


revision = 'd40a7be2c915'
down_revision = '5c2e8a71d9f4'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'danger_call',
        sa.Column('seal', sa.LargeBinary(), nullable=True),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.BigInteger(), nullable=False),
        sa.Column('kind', sa.String(), nullable=False),
        sa.Column('words', sa.LargeBinary(), nullable=False),
        sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('asked', sa.JSON(), nullable=False),
        sa.Column('told', sa.Integer(), nullable=False),
        sa.Column('call_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('all_right_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('confirmed_by', sa.BigInteger(), nullable=True),
        sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['person_id'], ['person.id']),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('ix_danger_call_seal', 'danger_call', ['seal'], unique=True)
    op.create_index('ix_danger_call_person_id', 'danger_call', ['person_id'], unique=False)
    op.create_index('ix_danger_call_call_at', 'danger_call', ['call_at'], unique=False)


def downgrade() -> None:
    op.drop_table('danger_call')
