"""words on data"""

from alembic import op
import sqlalchemy as sa


revision = 'd2b6f1e3c8a5'
down_revision = '29d13e3331c6'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('objection', schema=None) as batch_op:
        batch_op.add_column(sa.Column('agreed_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('objection', schema=None) as batch_op:
        batch_op.drop_column('agreed_at')
