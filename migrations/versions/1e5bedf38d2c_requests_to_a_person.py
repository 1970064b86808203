"""requests to a person"""

from alembic import op
import sqlalchemy as sa


revision = '1e5bedf38d2c'
down_revision = 'e5f1b7a20c94'
branch_labels = None
depends_on = None

ANSWERABLE = sa.text('message_id IS NOT NULL AND (key IS NOT NULL OR broadcast_id IS NOT NULL)')


def upgrade() -> None:
    op.create_table(
        'request',
        sa.Column('waits_since', sa.Date(), nullable=True),
        sa.Column('waits_until', sa.Date(), nullable=True),
        sa.Column('reminded', sa.Integer(), server_default='0', nullable=False),
        sa.Column('call_on', sa.Date(), nullable=True),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.BigInteger(), nullable=False),
        sa.Column('broadcast_id', sa.Integer(), nullable=True),
        sa.Column('state', sa.String(), nullable=False),
        sa.Column('touched_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('told', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['broadcast_id'], ['broadcast.id']),
        sa.ForeignKeyConstraint(['person_id'], ['person.id']),
        sa.PrimaryKeyConstraint('id'),
        sqlite_autoincrement=True,
    )
    for column in ('call_on', 'person_id', 'state'):
        op.create_index(f'ix_request_{column}', 'request', [column], unique=False)
    op.create_table(
        'request_holder',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('request_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.BigInteger(), nullable=False),
        sa.Column('since', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('card', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['request_id'], ['request.id']),
        sa.PrimaryKeyConstraint('id'),
        sqlite_autoincrement=True,
    )
    for column in ('person_id', 'request_id'):
        op.create_index(f'ix_request_holder_{column}', 'request_holder', [column], unique=False)
    op.create_table(
        'request_words',
        sa.Column('seal', sa.LargeBinary(), nullable=True),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('request_id', sa.Integer(), nullable=False),
        sa.Column('by_id', sa.BigInteger(), nullable=False),
        sa.Column('of_worker', sa.Boolean(), nullable=False),
        sa.Column('words', sa.LargeBinary(), nullable=False),
        sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['request_id'], ['request.id']),
        sa.PrimaryKeyConstraint('id'),
        sqlite_autoincrement=True,
    )
    op.create_index('ix_request_words_request_id', 'request_words', ['request_id'], unique=False)
    op.create_index('ix_request_words_seal', 'request_words', ['seal'], unique=True)
    op.create_index(
        'outbox_sent', 'outbox', ['chat_id', 'message_id'], unique=False,
        sqlite_where=ANSWERABLE, postgresql_where=ANSWERABLE,
    )


def downgrade() -> None:
    op.drop_index('outbox_sent', table_name='outbox')
    op.drop_table('request_words')
    op.drop_table('request_holder')
    op.drop_table('request')
