"""Who wishes to be erased, and the files that go with them."""

from alembic import op
import sqlalchemy as sa


revision = '29d13e3331c6'
down_revision = 'e90a3d5c17b2'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('erasure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('stays_until', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('erasure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_erasure_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_erasure_state'), ['state'], unique=False)

    op.create_table('file_to_erase',
    sa.Column('stored_as', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('stored_as')
    )


def downgrade() -> None:
    op.drop_table('file_to_erase')
    with op.batch_alter_table('erasure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_erasure_state'))
        batch_op.drop_index(batch_op.f('ix_erasure_person_id'))

    op.drop_table('erasure')
