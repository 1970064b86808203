"""more clocks: changes, money that came back, invitations"""

from alembic import op
import sqlalchemy as sa


revision = 'a6f0d2c95e18'
down_revision = 'b8d3e6f1a274'
branch_labels = None
depends_on = None

TABLES = ('change', 'money_row', 'invitation')


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column('waits_since', sa.Date(), nullable=True))
        op.add_column(table, sa.Column('waits_until', sa.Date(), nullable=True))
        op.add_column(table, sa.Column('reminded', sa.Integer(), server_default='0', nullable=False))
        op.add_column(table, sa.Column('call_on', sa.Date(), nullable=True))
        op.create_index(f'ix_{table}_call_on', table, ['call_on'], unique=False)
    # Links that are over already are told of to nobody.
    op.execute('UPDATE invitation SET ended_at = expires_at WHERE used_by IS NULL AND expires_at < CURRENT_TIMESTAMP')


def downgrade() -> None:
    for table in TABLES:
        op.drop_index(f'ix_{table}_call_on', table_name=table)
        for column in ('call_on', 'reminded', 'waits_until', 'waits_since'):
            op.drop_column(table, column)
