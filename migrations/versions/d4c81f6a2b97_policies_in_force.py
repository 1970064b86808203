"""Which policy was in force when and where it came from, and those that were sent in the chat."""

from alembic import op
import sqlalchemy as sa


revision = 'd4c81f6a2b97'
down_revision = 'c7e2b9d4a015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sent_policy',
    sa.Column('waits_since', sa.Date(), nullable=True),
    sa.Column('waits_until', sa.Date(), nullable=True),
    sa.Column('reminded', sa.Integer(), server_default='0', nullable=False),
    sa.Column('call_on', sa.Date(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('version', sa.String(), nullable=False),
    sa.Column('whole', sa.String(), nullable=False),
    sa.Column('against', sa.String(), nullable=False),
    sa.Column('problems', sa.JSON(), nullable=False),
    sa.Column('difference', sa.JSON(), nullable=False),
    sa.Column('effect', sa.JSON(), nullable=False),
    sa.Column('begins_on', sa.Date(), nullable=True),
    sa.Column('confirmed_by', sa.BigInteger(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('sent_policy', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sent_policy_call_on'), ['call_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_sent_policy_state'), ['state'], unique=False)

    op.create_table('policy_use',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('follows', sa.Integer(), nullable=False),
    sa.Column('version', sa.String(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('file_version', sa.String(), nullable=False),
    sa.Column('sent_id', sa.Integer(), nullable=True),
    sa.Column('difference', sa.JSON(), nullable=False),
    sa.Column('is_told', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['version'], ['policy_text.version'], ),
    sa.ForeignKeyConstraint(['sent_id'], ['sent_policy.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('follows'),
    sqlite_autoincrement=True
    )


def downgrade() -> None:
    op.drop_table('policy_use')
    with op.batch_alter_table('sent_policy', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sent_policy_state'))
        batch_op.drop_index(batch_op.f('ix_sent_policy_call_on'))

    op.drop_table('sent_policy')
