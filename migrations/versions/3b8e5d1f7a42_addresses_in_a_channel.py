"""an address is an id in a channel"""

from alembic import op
import sqlalchemy as sa


revision = '3b8e5d1f7a42'
down_revision = 'f9a1c4e7d260'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('person', sa.Column('channel', sa.String(), server_default='telegram', nullable=False))
    op.drop_index('ix_person_address', table_name='person')
    op.create_index('person_reached', 'person', ['address', 'channel'], unique=True)


def downgrade() -> None:
    op.drop_index('person_reached', table_name='person')
    op.create_index('ix_person_address', 'person', ['address'], unique=True)
    op.drop_column('person', 'channel')
