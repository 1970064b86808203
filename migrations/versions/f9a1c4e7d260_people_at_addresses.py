"""people at addresses, accounts that move"""

from alembic import op
import sqlalchemy as sa


revision = 'f9a1c4e7d260'
down_revision = '7d1c4b9e02a6'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('person', sa.Column('address', sa.BigInteger(), nullable=True))
    op.execute('UPDATE person SET address = id')
    op.create_index('ix_person_address', 'person', ['address'], unique=True)
    op.create_table(
        'account_move',
        sa.Column('seal', sa.LargeBinary(), nullable=True),
        sa.Column('waits_since', sa.Date(), nullable=True),
        sa.Column('waits_until', sa.Date(), nullable=True),
        sa.Column('reminded', sa.Integer(), server_default='0', nullable=False),
        sa.Column('call_on', sa.Date(), nullable=True),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.BigInteger(), nullable=False),
        sa.Column('asker_id', sa.BigInteger(), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('name', sa.LargeBinary(), nullable=False),
        sa.Column('phone', sa.LargeBinary(), nullable=False),
        sa.Column('contested', sa.Boolean(), nullable=False),
        sa.Column('asked', sa.LargeBinary(), nullable=False),
        sa.Column('state', sa.String(), nullable=False),
        sa.Column('looked_at', sa.LargeBinary(), nullable=True),
        sa.Column('checked_by', sa.BigInteger(), nullable=True),
        sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('ended_by', sa.BigInteger(), nullable=True),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('open_key', sa.String(), nullable=True),
        sa.ForeignKeyConstraint(['asker_id'], ['person.id']),
        sa.ForeignKeyConstraint(['person_id'], ['person.id']),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('open_key'),
    )
    for column in ('asker_id', 'call_on', 'person_id', 'state'):
        op.create_index(f'ix_account_move_{column}', 'account_move', [column], unique=False)
    op.create_index('ix_account_move_seal', 'account_move', ['seal'], unique=True)


def downgrade() -> None:
    op.drop_table('account_move')
    op.drop_index('ix_person_address', table_name='person')
    op.drop_column('person', 'address')
