"""events that have struck many households"""

from alembic import op
import sqlalchemy as sa


revision = 'd7f2a9c4e813'
down_revision = 'a9d27c4e61b3'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'aid_event',
        sa.Column('seal', sa.LargeBinary(), nullable=True),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('number', sa.String(), nullable=False),
        sa.Column('programme', sa.String(), nullable=False),
        sa.Column('policy_version', sa.String(), nullable=False),
        sa.Column('unit_id', sa.Integer(), nullable=False),
        sa.Column('answers', sa.LargeBinary(), nullable=False),
        sa.Column('opened_by', sa.BigInteger(), nullable=False),
        sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['unit_id'], ['unit.id']),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('number'),
        sqlite_autoincrement=True,
    )
    op.create_index('ix_aid_event_seal', 'aid_event', ['seal'], unique=True)
    op.create_index('ix_aid_event_unit_id', 'aid_event', ['unit_id'], unique=False)


def downgrade() -> None:
    op.drop_table('aid_event')
